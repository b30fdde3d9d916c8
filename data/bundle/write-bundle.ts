import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import { hashFile } from "../hash-file.ts";
import { InputError } from "../input-error.ts";
import { stopIfAborted } from "../progress.ts";
import {
  byRoadSections,
  cellSections,
  networkSections,
  recordsOf,
  snapIndexSections,
  snapSections,
} from "./layout.ts";
import {
  BUNDLE_FORMAT,
  type BundleFile,
  identify,
  type Manifest,
  MANIFEST_FILE,
  readManifest,
  STAGES_FOLDER,
} from "./manifest.ts";
import { outlineSections } from "./outlines.ts";
import { writeSectionFile } from "./section-file.ts";
import type { Sections } from "./section-source.ts";

/** A dataset that has no identity yet: its bundle gives it one. */
export type NewDataset = Omit<Dataset, "id" | "formatVersion">;

/**
 * Writes a dataset as a bundle. Files get names from their contents, and one rename of the manifest puts the
 * new ones in the place of the old: at any moment the directory holds one whole dataset, or none if it never did.
 *
 * Throws `InputError` where the directory holds something else or the disk is full; then nothing new is left.
 *
 * @param ready section files of the dataset that are written already, by role (`network`)
 */
export function writeBundle(
  directory: string,
  dataset: NewDataset,
  signal?: AbortSignal,
  ready: Readonly<Record<string, string>> = {},
): Manifest {
  checkDirectory(directory);
  const written: string[] = [];
  let firstNewDirectory: string | undefined;
  let manifest: Manifest;
  const writeAside = (role: string, write: (path: string) => void): string => {
    const aside = join(directory, `.new-${process.pid}-${role}`);
    written.push(aside);
    // In a container, the process that was killed here last time had the same number.
    rmSync(aside, { force: true });
    write(aside);
    return aside;
  };
  try {
    firstNewDirectory = makeDirectories(directory);
    const files: Record<string, BundleFile> = {};
    const put = (role: string, extension: string, write: (path: string) => void): void => {
      stopIfAborted(signal);
      const aside = writeAside(role, write);
      const file = describeFile(aside, role, extension);
      files[role] = file;
      const place = join(directory, file.file);
      if (!existsSync(place)) written.push(place);
      renameSync(aside, place);
    };
    for (const [role, sections] of sectionFiles(dataset))
      put(role, "bin", (path) => {
        if (!linkIfPossible(ready[role], path)) writeSectionFile(path, sections);
      });
    put("records", "json", (path) =>
      writeTextFile(path, JSON.stringify(recordsOf({ ...dataset, id: "", formatVersion: 0 }))),
    );
    manifest = makeManifest(dataset, files);
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const aside = writeAside("manifest", (path) => writeTextFile(path, text));
    stopIfAborted(signal);
    renameSync(aside, join(directory, MANIFEST_FILE));
  } catch (error) {
    for (const path of written) removeIfPossible(path);
    if (firstNewDirectory !== undefined) removeIfPossible(firstNewDirectory);
    throw asInputError(directory, error);
  }
  removeUnnamed(directory, manifest);
  return manifest;
}

/**
 * Makes a directory and those above it that are missing, one by one: Node's own recursive form never returns where
 * the system answers that a parent which exists does not (`/proc`).
 *
 * @returns the topmost one made, undefined where none was missing
 */
function makeDirectories(directory: string): string | undefined {
  const missing: string[] = [];
  for (let path = resolve(directory); !existsSync(path); path = dirname(path)) missing.unshift(path);
  const made: string[] = [];
  try {
    for (const path of missing) {
      mkdirSync(path);
      made.push(path);
    }
  } catch (error) {
    for (const path of made.toReversed()) rmSync(path, { recursive: true, force: true });
    throw error;
  }
  return missing[0];
}

function* sectionFiles(dataset: NewDataset): Generator<[string, Sections]> {
  yield ["network", networkSections(dataset.network)];
  yield ["snap-index", snapIndexSections(dataset.snapIndex)];
  yield ["structure-snaps", snapSections(dataset.structureSnaps)];
  yield ["commune-outlines", outlineSections(dataset.communeShapes)];
  if (dataset.cells !== null && dataset.cellSnaps !== null && dataset.cellsByRoad !== null) {
    yield ["cells", cellSections(dataset.cells)];
    yield ["cell-snaps", snapSections(dataset.cellSnaps)];
    yield ["cells-by-road", byRoadSections(dataset.cellsByRoad)];
  }
}

/** Throws `InputError` where a bundle may not be written: the directory holds other things. Changes nothing. */
export function checkDirectory(directory: string): void {
  try {
    checkWritable(directory);
    if (!existsSync(directory)) return;
    const entries = readdirSync(directory);
    const isOurs = entries.length === 0 || entries.includes(MANIFEST_FILE) || entries.every(isLeftover);
    if (!isOurs) {
      throw new InputError(
        "bundle.directory.foreign",
        directory,
        `holds other files (${entries.slice(0, 3).join(", ")} …), expected an empty directory or a dataset`,
      );
    }
    if (entries.includes(MANIFEST_FILE)) readManifestIfReadable(directory);
  } catch (error) {
    throw asInputError(directory, error);
  }
}

/** The directory, or the nearest one above it that exists, must be one where files can be made. */
function checkWritable(directory: string): void {
  let existing = resolve(directory);
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  if (!statSync(existing).isDirectory()) {
    const code = existing === resolve(directory) ? "EEXIST" : "ENOTDIR";
    throw Object.assign(new Error(`${existing} is a file`), { code });
  }
  accessSync(existing, constants.W_OK | constants.X_OK);
}

/** A manifest that cannot be read may still be the operator's own file: only ours is replaced. */
function readManifestIfReadable(directory: string): void {
  try {
    readManifest(directory);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== "bundle.version") throw error;
  }
}

/** What a run that was killed may leave behind. */
function isLeftover(entry: string): boolean {
  return (
    entry === STAGES_FOLDER || entry.startsWith(".new-") || /^[a-z-]+-[0-9a-f]{16}\.(bin|json)$/.test(entry)
  );
}

function describeFile(path: string, role: string, extension: string): BundleFile {
  const { sha256, bytes } = hashFile(path);
  return { file: `${role}-${sha256.slice(0, 16)}.${extension}`, bytes, sha256 };
}

function makeManifest(dataset: NewDataset, files: Record<string, BundleFile>): Manifest {
  const { name, fictitious, profile, parameters, bbox, sources, issues } = dataset;
  const contents = { name, fictitious, profile, parameters, bbox, sources, issues, files };
  return { format: "trente-dataset", formatVersion: BUNDLE_FORMAT, id: identify(contents), ...contents };
}

/** Gives a file another name, and waits until it is on the disk. False where the file system has one name for a file. */
function linkIfPossible(existing: string | undefined, path: string): boolean {
  if (existing === undefined) return false;
  try {
    linkSync(existing, path);
  } catch {
    return false;
  }
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return true;
}

function writeTextFile(path: string, text: string): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function removeUnnamed(directory: string, manifest: Manifest): void {
  const named = new Set(Object.values(manifest.files).map(({ file }) => file));
  for (const entry of readdirSync(directory)) {
    if (isLeftover(entry) && !named.has(entry)) removeIfPossible(join(directory, entry));
  }
}

/** What cannot be removed is in nobody's way: no manifest names it, and the next write tries again. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // See above.
  }
}

const DISK_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "writing is not allowed here",
  EPERM: "writing is not allowed here",
  EROFS: "the file system is read-only",
  ENOENT: "part of the path leads nowhere",
  ENOTDIR: "part of the path is a file, expected a directory",
  EEXIST: "is a file, expected a directory",
  EFBIG: "the file would be larger than allowed",
  EIO: "the disk reports an input/output error",
};

function asInputError(directory: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const trouble = DISK_TROUBLE[code];
  if (trouble === undefined || error instanceof InputError) return error;
  return new InputError(
    `bundle.write.${code.toLowerCase()}`,
    directory,
    `cannot write the dataset: ${trouble}; nothing was changed`,
    { cause: error },
  );
}
