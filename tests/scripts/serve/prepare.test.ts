import { expect, test } from "vitest";

import { prepareMap } from "../../../scripts/serve/prepare.ts";
import type { Served } from "../../../scripts/serve/served.ts";

/** Threads of which is noted what they are asked. */
function threads(signal: AbortSignal): { served: Served; asked: string[] } {
  const asked: string[] = [];
  const note = async (what: string): Promise<void> => void asked.push(what);
  const served = {
    signal,
    asker: { ask: async (name: string) => note(name), close: async () => note("asker closed") },
    tiles: { prepare: async () => note("tiles"), close: async () => note("tiles closed") },
  };
  return { served: served as unknown as Served, asked };
}

test("a server that ends while its dataset is read prepares no map", async () => {
  const stop = new AbortController();
  const { served, asked } = threads(stop.signal);
  await prepareMap(served);
  expect(asked.sort()).toEqual(["prepareCellTiles", "prepareGapTiles", "prepareIsochroneTiles", "tiles"]);
  stop.abort();
  asked.splice(0);
  await prepareMap(served);
  expect(asked.sort()).toEqual(["asker closed", "tiles closed"]);
});
