import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { IssueCount, Source } from "../../isochrones/model/provenance.ts";
import { InputError } from "../input-error.ts";

/** Version of the whole bundle: raised whenever an older reader would misunderstand it. */
export const BUNDLE_FORMAT = 5;
export const MANIFEST_FILE = "manifest.json";
/** Folder beside the manifest where a build keeps its stages until it is done. */
export const STAGES_FOLDER = ".build";

/** What a bundle says of itself, readable by people. It names the files that belong to it. */
export interface Manifest {
  readonly format: "trente-dataset";
  readonly formatVersion: number;
  /** Hash of everything below: the same inputs give the same id. */
  readonly id: string;
  readonly name: string;
  readonly fictitious: boolean;
  readonly profile: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly bbox: readonly [number, number, number, number];
  readonly sources: readonly Source[];
  readonly issues: readonly IssueCount[];
  readonly files: Readonly<Record<string, BundleFile>>;
}

export interface BundleFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Throws `InputError` where there is no dataset, or one that this version cannot read. */
export function readManifest(directory: string): Manifest {
  const name = join(basename(directory), MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(join(directory, MANIFEST_FILE), "utf8");
  } catch (cause) {
    throw new InputError(
      "bundle.absent",
      directory,
      `no dataset here: ${MANIFEST_FILE} cannot be read (make one with: trente build --osm FILE --out ${directory})`,
      { cause },
    );
  }
  return parseManifest(text, name);
}

/**
 * A manifest from its text. Throws `InputError` likewise.
 *
 * @param name of the file, for the error
 */
export function parseManifest(text: string, name: string): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    // The parser quotes what it stumbles on, line breaks included: it stays the cause.
    throw new InputError("bundle.manifest.syntax", name, "got no JSON, expected the manifest of a dataset", {
      cause,
    });
  }
  if (!isManifest(manifest)) {
    throw new InputError("bundle.manifest.form", name, "not the manifest of a Trente dataset");
  }
  if (manifest.formatVersion !== BUNDLE_FORMAT) {
    const advice = manifest.formatVersion > BUNDLE_FORMAT ? "update Trente" : "build the dataset again";
    throw new InputError(
      "bundle.version",
      name,
      `got dataset format ${manifest.formatVersion}, expected ${BUNDLE_FORMAT}: ${advice}`,
    );
  }
  const { format: _format, formatVersion: _version, id, ...contents } = manifest;
  if (identify(contents) !== id) {
    throw new InputError(
      "bundle.manifest.altered",
      name,
      `does not match its id ${id}: it was changed by hand`,
    );
  }
  return manifest;
}

/** The id of a dataset: a hash over all that its manifest says, file hashes included. */
export function identify(contents: Omit<Manifest, "format" | "formatVersion" | "id">): string {
  const { name, fictitious, profile, parameters, bbox, sources, issues, files } = contents;
  const ordered = { name, fictitious, profile, parameters, bbox, sources, issues, files };
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex").slice(0, 16);
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const { format, formatVersion, id, name, files, sources, issues, bbox } = value as Record<string, unknown>;
  return (
    format === "trente-dataset" &&
    typeof formatVersion === "number" &&
    typeof id === "string" &&
    typeof name === "string" &&
    typeof files === "object" &&
    files !== null &&
    Array.isArray(sources) &&
    Array.isArray(issues) &&
    Array.isArray(bbox)
  );
}
