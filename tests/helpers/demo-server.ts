import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { build as buildWithVite } from "vite";

import { buildDataset } from "../../data/build-dataset.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import { writeDemo } from "../../data/demo/write-demo.ts";
import { SILENT } from "../../data/progress.ts";
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

/**
 * Serves any study in the same way.
 *
 * @param makeStudy is given a folder that goes away with the server
 */
export async function startStudyServer(makeStudy: (folder: string) => Promise<Study>): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), "trente-e2e-"));
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const study = await makeStudy(folder);
    const webRoot = join(folder, "web");
    await buildWebApp(webRoot);
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

/** The dataset of the demonstration, built in a folder. */
export async function makeDemoStudy(folder: string): Promise<Study> {
  const sources = join(folder, "sources");
  const out = join(folder, "jeu");
  await writeDemo(sources, { size: "small", progress: SILENT });
  await buildDataset({
    osm: [join(sources, "routes.osm.pbf")],
    structures: [join(sources, "structures.csv")],
    population: [join(sources, "carreaux_200m.csv")],
    communes: [join(sources, "communes.geojson")],
    indicators: [join(sources, "indicateurs_fictifs.csv")],
    out,
  });
  return createStudy(readBundle(out));
}

async function buildWebApp(outDir: string): Promise<void> {
  await buildWithVite({
    configFile: resolve(import.meta.dirname, "../../web/vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
}
