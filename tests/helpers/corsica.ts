import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildDataset, type BuildResult } from "../../data/build-dataset.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { sharedData } from "./shared-data.ts";

export interface CorsicanFiles {
  readonly osm: string;
  readonly structures: string;
  /** Eurostat 2021 and INSEE Filosofi 2015, both of 1 km. */
  readonly census: string;
  readonly filosofi: string;
  readonly communes: readonly string[];
}

/** The real files of Corsica, or null where one is absent. */
export function corsicanFiles(): CorsicanFiles | null {
  const osm = sharedData("corse/corse-routes.osm.pbf");
  const structures = sharedData("france/liste-fs-20240801.csv");
  const census = sharedData("corse/corse_1km_2021.csv");
  const filosofi = sharedData("corse/Filosofi2015_carreaux_1km_corse.csv");
  const south = sharedData("corse/communes-2A-corse-du-sud.geojson");
  const north = sharedData("corse/communes-2B-haute-corse.geojson");
  if (osm === null || structures === null || census === null || filosofi === null) return null;
  return south === null || north === null
    ? null
    : { osm, structures, census, filosofi, communes: [south, north] };
}

/** Builds Corsica with one of its populations, in a folder that is gone when this returns. */
export async function buildCorsica(
  { osm, structures, communes }: CorsicanFiles,
  population: string,
): Promise<{ dataset: Dataset; result: BuildResult }> {
  const folder = mkdtempSync(join(tmpdir(), "trente-corse-"));
  try {
    const out = join(folder, "jeu");
    const result = await buildDataset({
      osm: [osm],
      structures: [structures],
      population: [population],
      communes,
      out,
    });
    return { dataset: readBundle(out), result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
