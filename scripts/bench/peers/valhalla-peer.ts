import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { EngineError } from "../../../isochrones/engines/engine-error.ts";
import { buildTiles } from "../../../isochrones/engines/valhalla/build-tiles.ts";
import { valhallaConfig } from "../../../isochrones/engines/valhalla/config.ts";
import { loadValhalla, VALHALLA_VERSION } from "../../../isochrones/engines/valhalla/package.ts";
import { engineFolder } from "../../cli/cache-folder.ts";
import type { ChildCommand } from "../child-command.ts";
import { type Found, found, notFound } from "./found.ts";

/** Valhalla, with tiles of the roads of a suite. */
export interface ValhallaPeer {
  readonly version: string;
  readonly tiles: string;
  /** The tile builder over the same file, into a folder that is replaced each time. */
  readonly buildCommand: () => ChildCommand;
}

/**
 * Installs Valhalla where it is not yet, and makes its tiles.
 *
 * @param osm one PBF file
 * @param folder where the tiles may lie
 */
export async function findValhallaPeer(
  osm: string,
  folder: string,
  signal: AbortSignal,
): Promise<Found<ValhallaPeer>> {
  try {
    const valhalla = await loadValhalla({ cacheFolder: engineFolder(), signal });
    const tiles = join(folder, "valhalla");
    await buildTiles(valhalla, { osm, out: tiles, signal });
    const buildCommand = (): ChildCommand => tileCommand(valhalla.tileBuilder, osm, folder);
    return found({ version: VALHALLA_VERSION, tiles, buildCommand });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) return notFound(error.message);
    throw error;
  }
}

/** As `trente valhalla build` runs the builder, on all cores; it writes over what is there. */
function tileCommand(program: string, osm: string, folder: string): ChildCommand {
  const work = join(folder, "valhalla-timed");
  mkdirSync(work, { recursive: true });
  const config = join(work, "build.json");
  writeFileSync(config, JSON.stringify(valhallaConfig(join(work, "tiles"))));
  return { program, args: ["-c", config, "-j", String(availableParallelism()), osm], cwd: work };
}
