import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { programHash } from "../build/program-hash.ts";
import { buildDataset } from "../build-dataset.ts";
import { type Manifest, MANIFEST_FILE, readManifest } from "../bundle/manifest.ts";
import type { Progress } from "../progress.ts";
import { type FetchOptions, type FetchReport, fetchTerritories } from "./fetch-territories.ts";
import { type FetchedFolder, readFetchedFolder } from "./fetched-folder.ts";
import { writeJsonWhole } from "./write-whole.ts";

export interface FetchAndBuildOptions extends Omit<FetchOptions, "directory"> {
  /** Folder of fetched files. */
  readonly sources: string;
  /** Directory of the bundle. */
  readonly out: string;
  /** Hears how fetching went before anything is built; what it throws ends the work. */
  readonly onFetched: (report: FetchReport) => Promise<void> | void;
}

export interface FetchedAndBuilt {
  readonly folder: FetchedFolder;
  readonly manifest: Manifest;
  /** false where nothing had changed since the last time. */
  readonly isNew: boolean;
}

/**
 * Official files to a dataset: fetches what is new, and builds where that or the program has changed.
 *
 * @throws whatever `fetchTerritories`, `onFetched` and `buildDataset` throw; the dataset that was there stays then
 */
export async function fetchAndBuild(options: FetchAndBuildOptions): Promise<FetchedAndBuilt> {
  const { sources, out, onFetched, progress, signal, ...others } = options;
  const given = { ...(progress === undefined ? {} : { progress }), signal };
  const report = await fetchTerritories({ ...others, ...given, directory: sources });
  await onFetched(report);
  const folder = readFetchedFolder(sources);
  return { folder, ...(await buildFetched(folder, out, given)) };
}

/** Builds a fetched folder, unless the dataset there is of the same files and the same program. */
export async function buildFetched(
  folder: FetchedFolder,
  out: string,
  given: { readonly progress?: Progress; readonly signal?: AbortSignal | undefined } = {},
): Promise<{ readonly manifest: Manifest; readonly isNew: boolean }> {
  const inputs = inputsHash(folder);
  const known = builtFrom(out, inputs);
  if (known !== null) return { manifest: known, isNew: false };
  const { manifest } = await buildDataset({ ...folder.inputs, out, ...given });
  writeJsonWhole(stampOf(out), { inputs, id: manifest.id });
  return { manifest, isNew: true };
}

/** Hash of all that decides what a build makes of a folder. */
export function inputsHash({ files, inputs }: FetchedFolder): string {
  const hash = createHash("sha256").update(programHash());
  for (const { role, file, sha256 } of files) hash.update(`\0${role}\0${file}\0${sha256}`);
  return hash.update(`\0${inputs.territories.join(",")}`).digest("hex");
}

/** Beside the bundle, which holds nothing but its own. */
function stampOf(out: string): string {
  return `${out.replace(/\/+$/u, "")}.fabrication.json`;
}

/** The manifest of the dataset in a directory if it was made of these inputs; null otherwise. */
function builtFrom(out: string, inputs: string): Manifest | null {
  if (!existsSync(join(out, MANIFEST_FILE)) || !existsSync(stampOf(out))) return null;
  try {
    const stamp = JSON.parse(readFileSync(stampOf(out), "utf8")) as { inputs?: unknown; id?: unknown };
    const manifest = readManifest(out);
    return stamp.inputs === inputs && stamp.id === manifest.id ? manifest : null;
  } catch {
    // Of an older version, or damaged: it is built again.
    return null;
  }
}
