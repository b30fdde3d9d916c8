import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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

/** Tiles of drawn worlds, made once for each, in a folder that is removed at the end. */
export class TileStore {
  readonly #found: FoundValhalla;
  readonly #folder = mkdtempSync(join(tmpdir(), "trente-valhalla-"));
  readonly #made = new Map<string, Promise<string>>();

  constructor(found: FoundValhalla) {
    this.#found = found;
  }

  /** @returns folder with the tiles of a dataset's roads */
  async of({ network }: Pick<Dataset, "network">): Promise<string> {
    const pbf = await networkPbf(network);
    const key = createHash("sha256").update(readFileSync(pbf)).digest("hex");
    const made = this.#made.get(key) ?? this.#make(key, pbf);
    this.#made.set(key, made);
    return made;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #make(key: string, osm: string): Promise<string> {
    const { valhalla, absent } = this.#found;
    if (valhalla === null) throw new Error(absent ?? "absent");
    const out = join(this.#folder, key);
    await buildTiles(valhalla, { osm, out });
    return out;
  }
}

/** The engine over a folder of tiles. */
export async function openTiles(dir: string, maxSnapMeters = MINI_SNAP_METERS): Promise<ValhallaEngine> {
  return openValhallaEngine({ dir, maxSnapMeters, cacheFolder: engineFolder(), mayInstall: false });
}
