import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import { EngineError } from "../engine-error.ts";
import { valhallaConfig } from "./config.ts";
import { VALHALLA_VERSION } from "./package.ts";

export const CONFIG_FILE = "valhalla.json";
export const TILE_FOLDER = "tiles";
const FORMAT = 1;

/** What a folder says of itself, under `trente` in its configuration. */
export interface FolderLabel {
  readonly format: number;
  /** Tiles are read by the version that wrote them. */
  readonly valhallaVersion: string;
  /** So that a copy that is not whole is found: the library would not tell. */
  readonly tileCount: number;
  readonly tileBytes: number;
  /** ISO 8601. */
  readonly builtAt: string;
}

/** A folder of `trente valhalla build`, found whole. */
export interface ValhallaFolder {
  /** The last part of its path: its name in a provenance, which never holds a path. */
  readonly name: string;
  /** JSON for the library, with the place where the tiles are now. */
  readonly config: string;
  /** Differs between builds: times kept of another are not these. */
  readonly build: string;
}

/**
 * Reads a folder and proves that its tiles are all there.
 *
 * @throws EngineError for a folder that is missing, of another kind or version, or not whole
 */
export async function openFolder(directory: string): Promise<ValhallaFolder> {
  const label = await readLabel(directory);
  if (label === null) {
    throw refusal(directory, "absent", `got no Valhalla tiles, expected a folder of trente valhalla build`);
  }
  if (label.format !== FORMAT || label.valhallaVersion !== VALHALLA_VERSION) {
    const got = `tiles of Valhalla ${label.valhallaVersion}, format ${label.format}`;
    throw refusal(directory, "version", `got ${got}, expected ${VALHALLA_VERSION}, ${FORMAT}: build again`);
  }
  const { tileCount, tileBytes } = await measureTiles(join(directory, TILE_FOLDER));
  if (tileCount !== label.tileCount || tileBytes !== label.tileBytes) {
    const got = `${tileCount} tiles of ${tileBytes} bytes`;
    const expected = `${label.tileCount} of ${label.tileBytes}`;
    throw refusal(directory, "incomplete", `got ${got}, expected ${expected}: copy or build again`);
  }
  return {
    name: basename(resolve(directory)),
    config: JSON.stringify(valhallaConfig(resolve(directory, TILE_FOLDER))),
    build: `${label.tileCount} ${label.tileBytes} ${label.builtAt}`,
  };
}

/** Writes the configuration of a folder whose tiles are made: the last step, without which it is none. */
export async function writeLabel(directory: string): Promise<FolderLabel> {
  const tiles = await measureTiles(join(directory, TILE_FOLDER));
  const builtAt = new Date().toISOString();
  const label: FolderLabel = { format: FORMAT, valhallaVersion: VALHALLA_VERSION, ...tiles, builtAt };
  const config = { trente: label, ...valhallaConfig(TILE_FOLDER) };
  await writeFile(join(directory, CONFIG_FILE), `${JSON.stringify(config, null, 2)}\n`);
  return label;
}

/**
 * What the folder says of itself; null where it is no folder of ours.
 *
 * @throws EngineError where its configuration is not JSON
 */
export async function readLabel(directory: string): Promise<FolderLabel | null> {
  const path = join(directory, CONFIG_FILE);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw new EngineError("engine.valhalla.folder.config", path, "is not JSON: build again", {
      cause: error,
    });
  }
  if (typeof config !== "object" || config === null || !("trente" in config)) return null;
  return isLabel(config.trente) ? config.trente : null;
}

/** How many tiles there are, and their size. */
async function measureTiles(folder: string): Promise<{ tileCount: number; tileBytes: number }> {
  let names: string[];
  try {
    names = await readdir(folder, { recursive: true });
  } catch (error) {
    if (isMissing(error)) return { tileCount: 0, tileBytes: 0 };
    throw error;
  }
  const tiles = names.filter((name) => name.endsWith(".gph"));
  let tileBytes = 0;
  for (const tile of tiles) tileBytes += (await stat(join(folder, tile))).size;
  return { tileCount: tiles.length, tileBytes };
}

function isLabel(value: unknown): value is FolderLabel {
  if (typeof value !== "object" || value === null) return false;
  const label = value as Record<keyof FolderLabel, unknown>;
  const areNumbers = [label.format, label.tileCount, label.tileBytes].every((it) => typeof it === "number");
  return areNumbers && [label.valhallaVersion, label.builtAt].every((it) => typeof it === "string");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function refusal(directory: string, kind: string, what: string): EngineError {
  return new EngineError(`engine.valhalla.folder.${kind}`, directory, what);
}
