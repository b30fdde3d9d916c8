import type { Asker } from "../../server/questions/questions.ts";
import type { Terminal } from "../cli/command.ts";
import type { Served } from "./served.ts";

/** What the first visitor would else wait for: the times of all cells, and what tiles are drawn from. */
export async function prepareMap({ asker, tiles }: Served, { signal }: Terminal): Promise<void> {
  const stop = (): void => void Promise.all([asker.close(), tiles.close()]);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const isochrones = asker.ask("prepareIsochroneTiles", undefined);
    await Promise.all([tiles.prepare(), prepareTimes(asker), isochrones]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function prepareTimes(asker: Asker): Promise<void> {
  await asker.ask("prepareCellTiles", undefined);
  await asker.ask("prepareGapTiles", undefined);
}

/** Asks what takes long the first time, so that no client waits for it; without the table, searches answer. */
export async function prepareNear(served: Served, terminal: Terminal): Promise<void> {
  const { near, asker } = served;
  const { signal } = terminal;
  try {
    await asker.ask("knownQuestion", undefined);
    const isMade = await near.prepare({ signal });
    if (!isMade) terminal.err("no table of what is near could be made: it is searched for\n");
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    terminal.err(`no table of what is near could be made, it is searched for: ${reason}\n`);
  }
}
