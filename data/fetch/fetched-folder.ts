import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { TerritoryRef } from "../../isochrones/model/territory.ts";
import { InputError } from "../input-error.ts";
import { writeJsonDurably } from "../durable.ts";

/** File of a folder of sources that says what the others are. */
export const FETCH_FILE = "fetch.json";
const FORMAT = "trente-sources";
const FORMAT_VERSION = 1;

/** What a fetched file is for; the names of `buildDataset`'s options. */
export type FetchRole = "osm" | "structures" | "population" | "communes";

export const FETCH_ROLES: readonly FetchRole[] = ["osm", "structures", "population", "communes"];

/** A whole file of the folder, verified when it came. */
export interface FetchedFile {
  readonly role: FetchRole;
  /** Of sources.json. */
  readonly id: string;
  /** Name inside the folder. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Official address; a mirror's is not told. */
  readonly address: string;
  /** Where redirects ended; the same where there was none. */
  readonly finalAddress: string;
  /** Of the answer, for asking whether there is a newer one; null where the site gave none, or for a file put by hand. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of what the file holds, as far as it tells. */
  readonly vintage: string;
  /** When its bytes came, ISO 8601; for a file put by hand, when it was found. */
  readonly fetchedAt: string;
  readonly byHand: boolean;
}

/** A source of the territories that the folder has no file of. */
export interface MissingFile {
  readonly role: FetchRole;
  readonly id: string;
  /** The exact name under which it is looked for. */
  readonly file: string;
  readonly address: string;
}

/** What `fetch.json` holds. */
export interface FetchRecord {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  /** What was asked for, as it was typed. */
  readonly words: readonly string[];
  /** Départements (`dep:2A`); `france` alone for the whole country. */
  readonly territories: readonly TerritoryRef[];
  readonly files: readonly FetchedFile[];
  readonly missing: readonly MissingFile[];
  /** Files of territories asked for before, which need not be downloaded again when they are asked for anew. */
  readonly beside?: readonly FetchedFile[];
}

/** Options of `buildDataset` that a folder of sources gives. */
export interface FetchedInputs {
  readonly osm: readonly string[];
  readonly structures: readonly string[];
  readonly population: readonly string[];
  readonly communes: readonly string[];
  /** Cells and communes to keep; none for the whole country, which keeps all. */
  readonly territories: readonly TerritoryRef[];
}

export interface FetchedFolder {
  readonly directory: string;
  readonly words: readonly string[];
  readonly inputs: FetchedInputs;
  readonly files: readonly FetchedFile[];
  readonly missing: readonly MissingFile[];
}

/**
 * What a folder written by `fetchTerritories` gives a build: paths by role, in the order of the plan.
 *
 * @throws InputError `fetch.folder.absent`, `.syntax`, `.version`, and `.file_absent` where a named file is gone
 */
export function readFetchedFolder(directory: string): FetchedFolder {
  const record = recordOf(directory);
  for (const { file } of record.files) {
    if (existsSync(join(directory, file))) continue;
    const what = "the file is gone, expected as fetched: run the same trente fetch again";
    throw new InputError("fetch.folder.file_absent", join(directory, file), what);
  }
  const paths = (role: FetchRole): string[] =>
    record.files.filter((one) => one.role === role).map(({ file }) => join(directory, file));
  return {
    directory,
    words: record.words,
    inputs: {
      osm: paths("osm"),
      structures: paths("structures"),
      population: paths("population"),
      communes: paths("communes"),
      territories: record.territories.includes("france") ? [] : record.territories,
    },
    files: record.files,
    missing: record.missing,
  };
}

/**
 * What a build takes of a folder that lacks nothing: without some roads or the grid it would give other figures, and
 * would not say so.
 *
 * @throws InputError `fetch.folder.incomplete`
 */
export function wholeInputs({ directory, words, inputs, files, missing }: FetchedFolder): FetchedInputs {
  if (missing.length === 0) return inputs;
  const names = missing.map(({ file }) => file).join(", ");
  const what = `${missing.length} of ${files.length + missing.length} files are missing (${names}), expected all: run trente fetch ${words.join(" ")} --out ${directory}`;
  throw new InputError("fetch.folder.incomplete", directory, what);
}

/** The territories that a folder was asked for. @throws InputError `fetch.folder.absent`, `.syntax`, `.version` */
export function fetchedWords(directory: string): readonly string[] {
  return recordOf(directory).words;
}

function recordOf(directory: string): FetchRecord {
  const record = readFetchRecord(directory);
  if (record !== null) return record;
  const what = `no ${FETCH_FILE} here, expected a folder made by trente fetch --out ${directory}`;
  throw new InputError("fetch.folder.absent", directory, what);
}

/** null where the folder has none. @throws InputError `fetch.folder.syntax`, `fetch.folder.version` */
export function readFetchRecord(directory: string): FetchRecord | null {
  const path = join(directory, FETCH_FILE);
  if (!existsSync(path)) return null;
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new InputError("fetch.folder.syntax", path, "got no JSON, expected what trente fetch writes", {
      cause,
    });
  }
  if (!isRecord(record)) {
    throw new InputError("fetch.folder.syntax", path, "got other JSON, expected what trente fetch writes");
  }
  if (record.formatVersion !== FORMAT_VERSION) {
    const what = `got format ${record.formatVersion}, expected ${FORMAT_VERSION}: remove it, the files stay`;
    throw new InputError("fetch.folder.version", path, what);
  }
  return record;
}

/** Writes `fetch.json` at once, whole or not at all. */
export function writeFetchRecord(
  directory: string,
  record: Omit<FetchRecord, "format" | "formatVersion">,
): void {
  writeJsonDurably(join(directory, FETCH_FILE), { format: FORMAT, formatVersion: FORMAT_VERSION, ...record });
}

function isRecord(value: unknown): value is FetchRecord {
  if (typeof value !== "object" || value === null) return false;
  const { format, files, missing, territories, words } = value as Partial<FetchRecord>;
  return format === FORMAT && [files, missing, territories, words].every(Array.isArray);
}
