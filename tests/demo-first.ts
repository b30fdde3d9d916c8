import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { build as buildWithVite } from "vite";
import type { TestProject } from "vitest/node";

import { buildDataset } from "../data/build-dataset.ts";
import { writeDemo } from "../data/demo/write-demo.ts";
import { SILENT } from "../data/progress.ts";

declare module "vitest" {
  // An interface alone adds to that of the package.
  interface ProvidedContext {
    /** Folders of the dataset of the demonstration and of the built web app; nobody writes there. */
    readonly demo: { readonly dataset: string; readonly webRoot: string };
  }
}

/** Makes once what all browser tests look at: the demonstration, and the web app of this checkout. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "trente-demo-"));
  const made = { dataset: join(folder, "jeu"), webRoot: join(folder, "web") };
  await Promise.all([makeDemo(join(folder, "sources"), made.dataset), buildWebApp(made.webRoot)]);
  project.provide("demo", made);
  project.onTestsRerun(async () => buildWebApp(made.webRoot));
  return async () => rm(folder, { recursive: true, force: true });
}

async function makeDemo(sources: string, out: string): Promise<void> {
  await writeDemo(sources, { size: "small", progress: SILENT });
  await buildDataset({
    osm: [join(sources, "routes.osm.pbf")],
    structures: [join(sources, "structures.csv")],
    population: [join(sources, "carreaux_200m.csv")],
    communes: [join(sources, "communes.geojson")],
    indicators: [join(sources, "indicateurs_fictifs.csv")],
    out,
  });
}

async function buildWebApp(outDir: string): Promise<void> {
  await buildWithVite({
    configFile: resolve(import.meta.dirname, "../web/vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
}
