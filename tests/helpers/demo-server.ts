import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inject } from "vitest";

import { readBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import { historyOf } from "../../server/history/history-of.ts";
import type { HistoryStore } from "../../server/history/history-store.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import { startServer } from "../../server/server.ts";
import { StateFolder } from "../../server/state/state-folder.ts";
import { GroundTiles } from "../../server/tiles/ground-tiles.ts";

export interface DemoServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly study: Study;
  /** Of the datasets that it served before; empty at first. */
  readonly history: HistoryStore;
  /** Stops the server and removes its files. */
  readonly close: () => Promise<void>;
}

/**
 * The real thing, small: the demonstration generator's files, through the readers into a dataset, served with
 * the web app of this checkout on a free port.
 */
export async function startDemoServer(): Promise<DemoServer> {
  return startStudyServer(makeDemoStudy);
}

/** Serves any study in the same way. */
export async function startStudyServer(makeStudy: () => Promise<Study>): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), "trente-e2e-"));
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const study = await makeStudy();
    const { webRoot } = inject("demo");
    // As `trente serve` does it.
    const asker = askThreads(study.dataset);
    const near = new NearFinder(study.dataset, asker);
    const tiles = new GroundTiles(study.dataset);
    await Promise.all([near.prepare(), tiles.prepare()]);
    const state = new StateFolder(join(folder, "etat"), (what) => {
      throw new Error(what);
    });
    const history = historyOf(state, join(folder, "etat"), (what) => {
      throw new Error(what);
    });
    const server = await startServer({ study, asker, near, tiles, webRoot, state, history, port: 0 });
    const close = async (): Promise<void> => {
      await server.close();
      await state.close();
      await removeFolder();
    };
    return { url: server.url, study, history, close };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** The dataset of the demonstration, which `tests/demo-first.ts` has built. */
export async function makeDemoStudy(): Promise<Study> {
  return createStudy(readBundle(inject("demo").dataset));
}
