import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import type { Source } from "../../isochrones/model/provenance.ts";
import type { RoadFindings } from "../build/reuse.ts";
import { programHash } from "../build/program-hash.ts";
import type { BuildOptions } from "../build-dataset.ts";
import { RECIPE_FILE } from "../depot/depot-layout.ts";
import { writeDurably } from "../durable.ts";
import { hashLargeFile } from "../hash-file.ts";
import { type Progress, stopIfAborted } from "../progress.ts";
import { roadSources } from "../sources.ts";

const FORMAT_VERSION = 1;

/** Official files and what a dataset is made of them with; options of `buildDataset`. */
export type Ingredients = Required<
  Pick<
    BuildOptions,
    | "osm"
    | "structures"
    | "indicators"
    | "population"
    | "communes"
    | "territories"
    | "minComponent"
    | "profile"
  >
>;

/** What a version was made of: two with one key are one dataset. */
export interface Recipe {
  /** Hash of the program, the profile, the parameters and all files. */
  readonly key: string;
  /** The same of what the roads alone depend on. */
  readonly roadsKey: string;
}

/** A recipe with what is known of its roads before they are read. */
export interface HashedIngredients extends Recipe {
  readonly roadSources: readonly Source[];
}

/** A recipe as it lies beside the manifest. */
export interface KeptRecipe extends Recipe {
  readonly findings: RoadFindings;
}

/**
 * Hashes all files whole: an official file that is fetched anew may have the name, the size and the date of the one
 * before. The program counts as an ingredient, as it does for the stages of a build.
 */
export async function hashIngredients(
  { osm, profile, minComponent, territories, ...files }: Ingredients,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal | undefined },
): Promise<HashedIngredients> {
  progress.stage("Empreinte des fichiers");
  const sources = await roadSources(osm, { progress, signal });
  const roadsKey = keyOf([
    programHash(),
    profile.name,
    minComponent,
    sources.map(({ file, sha256 }) => [file, sha256]),
  ]);
  const placed: unknown[] = [];
  for (const role of ["structures", "indicators", "population", "communes"] as const) {
    placed.push([role, await hashAll(files[role], progress, signal)]);
  }
  return { roadsKey, key: keyOf([roadsKey, placed, territories]), roadSources: sources };
}

async function hashAll(
  files: readonly string[],
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<[name: string, sha256: string][]> {
  const hashes: [string, string][] = [];
  for (const file of files) {
    const { size } = statSync(file);
    const { sha256 } = await hashLargeFile(file, (done) => {
      stopIfAborted(signal);
      progress.advance(done, size, "octets");
    });
    hashes.push([basename(file), sha256]);
  }
  return hashes;
}

function keyOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** null where a version has none, or one that says nothing to this program: it is then built anew. */
export function readRecipe(directory: string): KeptRecipe | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, RECIPE_FILE), "utf8"));
    return isRecipe(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps a recipe beside the manifest of what was made by it. */
export function writeRecipe(directory: string, recipe: KeptRecipe): void {
  const { key, roadsKey, findings } = recipe;
  const kept = { formatVersion: FORMAT_VERSION, key, roadsKey, findings };
  writeDurably(join(directory, RECIPE_FILE), `${JSON.stringify(kept, null, 1)}\n`);
}

function isRecipe(value: unknown): value is KeptRecipe {
  if (typeof value !== "object" || value === null) return false;
  const { formatVersion, key, roadsKey, findings } = value as Record<string, unknown>;
  return (
    formatVersion === FORMAT_VERSION &&
    typeof key === "string" &&
    typeof roadsKey === "string" &&
    typeof findings === "object" &&
    findings !== null &&
    "issues" in findings &&
    "statistics" in findings
  );
}
