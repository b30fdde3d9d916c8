import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EngineError } from "../../isochrones/engines/engine-error.ts";
import { buildTiles } from "../../isochrones/engines/valhalla/build-tiles.ts";
import { loadValhalla, type Valhalla } from "../../isochrones/engines/valhalla/package.ts";
import { openValhallaEngine, type ValhallaEngine } from "../../isochrones/engines/valhalla-engine.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { engineFolder } from "../../scripts/cli/cache-folder.ts";
import { MINI_SNAP_METERS } from "./mini-dataset.ts";
import { networkPbf } from "./network-pbf.ts";

/** The package, or why it cannot be had. */
export interface FoundValhalla {
  readonly valhalla: Valhalla | null;
  readonly absent: string | null;
}

/**
 * Valhalla where it is installed, or where `$TRENTE_INSTALL_ENGINES` allows to install it, as `npm test` does. Tests
 * that need it are skipped otherwise and say why.
 */
export async function findValhalla(): Promise<FoundValhalla> {
  try {
    const mayInstall = (process.env["TRENTE_INSTALL_ENGINES"] ?? "") !== "";
    const valhalla = await loadValhalla({ cacheFolder: engineFolder(), mayInstall });
    return { valhalla, absent: null };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { valhalla: null, absent: error.message };
  }
}

/** Tiles of a PBF file in a folder of their own, until `close`. */
export async function makeTiles(
  { valhalla, absent }: FoundValhalla,
  osm: string,
): Promise<{ dir: string; close: () => Promise<void> }> {
  if (valhalla === null) throw new Error(absent ?? "absent");
  const parent = mkdtempSync(join(tmpdir(), "trente-valhalla-"));
  const dir = join(parent, "monde");
  await buildTiles(valhalla, { osm, out: dir });
  return { dir, close: async () => rmSync(parent, { recursive: true, force: true }) };
}

/** The engine over such a folder. */
export async function openTiles(dir: string, maxSnapMeters = MINI_SNAP_METERS): Promise<ValhallaEngine> {
  return openValhallaEngine({ dir, maxSnapMeters, cacheFolder: engineFolder(), mayInstall: false });
}

/** The engine over the roads of a dataset. */
export async function openOverNetwork(
  found: FoundValhalla,
  { network }: Pick<Dataset, "network">,
): Promise<{ engine: ValhallaEngine; close: () => Promise<void> }> {
  const { dir, close } = await makeTiles(found, await networkPbf(network));
  return { engine: await openTiles(dir), close };
}
