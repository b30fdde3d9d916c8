import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";

import { type BundleFile, type Manifest, MANIFEST_FILE, readManifest } from "../../bundle/manifest.ts";
import { findAltered } from "../../bundle/verify-files.ts";
import { asideOf, flushFolder, makeFolders, writeDurably, writeJsonDurably } from "../../durable.ts";
import { InputError } from "../../input-error.ts";
import { CURRENT_FILE, DATASET_ID, OLD_PREFIX, VERSIONS_FOLDER } from "../depot-layout.ts";

/** Files by their hash, whole ones and beginnings. */
const FILES_FOLDER = "fichiers";
/** A file that no version names is left alone for so long: another process may be fetching its version. */
const UNNAMED_MILLISECONDS = 60 * 60_000;
/** A version is left alone for so long after it was last served: another process may be opening it. */
const GRACE_MILLISECONDS = 10 * 60_000;
/** What a bundle's files are called: nothing that comes over a network names a path. */
const FILE_NAME = /^[a-z-]+-[0-9a-f]{16}\.(bin|json)$/u;
const SHA256 = /^[0-9a-f]{64}$/u;

/**
 * Where datasets of a remote depot are kept, for all processes of a machine: files once each by hash, and versions that
 * are links to them. Only whole and verified files have their name.
 */
export class StoreCache {
  readonly directory: string;
  readonly #address: string;

  /** @param address of the store that it is read for */
  constructor(directory: string, address: string) {
    this.directory = directory;
    this.#address = address;
    makeFolders(join(directory, FILES_FOLDER));
    makeFolders(join(directory, VERSIONS_FOLDER));
  }

  /** Where a whole file is, or will be. */
  fileOf(sha256: string): string {
    return join(this.directory, FILES_FOLDER, sha256);
  }

  /** Where a version's bundle is, or will be. */
  bundleOf(id: string): string {
    return join(this.directory, VERSIONS_FOLDER, id);
  }

  /** Is that version whole here, as far as lengths tell? */
  has(id: string): boolean {
    const bundle = this.bundleOf(id);
    if (!existsSync(join(bundle, MANIFEST_FILE))) return false;
    try {
      return Object.values(readManifest(bundle).files).every(
        ({ file, bytes }) => statSync(join(bundle, file), { throwIfNoEntry: false })?.size === bytes,
      );
    } catch {
      return false;
    }
  }

  /** Puts a version together of files that are all there. The manifest comes last: where it is, all is there. */
  assemble({ id, files }: Manifest, text: string): string {
    const bundle = this.bundleOf(id);
    makeFolders(bundle);
    for (const { file, sha256, bytes } of Object.values(files)) {
      const path = join(bundle, file);
      if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) linkOrCopy(this.fileOf(sha256), path);
    }
    flushFolder(bundle);
    writeDurably(join(bundle, MANIFEST_FILE), text);
    flushFolder(join(this.directory, VERSIONS_FOLDER));
    return bundle;
  }

  /**
   * Drops of a version what does not match its hash, so that it is fetched again.
   *
   * @returns whether anything was dropped
   */
  async dropDamaged(id: string): Promise<boolean> {
    const bundle = this.bundleOf(id);
    const damaged: string[] = [];
    try {
      for (const { file, sha256 } of await findAltered(bundle)) {
        damaged.push(join(bundle, file), this.fileOf(sha256));
      }
    } catch {
      damaged.push(bundle);
    }
    if (damaged.length > 0) await rm(join(bundle, MANIFEST_FILE), { force: true });
    for (const path of damaged) await rm(path, { recursive: true, force: true });
    return damaged.length > 0;
  }

  /** Remembers what `courant.json` said, for a start without the store. */
  remember(id: string, since: string): void {
    writeJsonDurably(join(this.directory, CURRENT_FILE), { address: this.#address, id, since });
  }

  /**
   * What was in service when the store last answered and its version was whole here, null where nothing is, or where another
   * store was read last: its dataset would be that of other people.
   */
  remembered(): string | null {
    try {
      const text = readFileSync(join(this.directory, CURRENT_FILE), "utf8");
      const { address, id } = JSON.parse(text) as Readonly<Record<string, unknown>>;
      if (address !== this.#address) return null;
      return typeof id === "string" && DATASET_ID.test(id) && this.has(id) ? id : null;
    } catch {
      return null;
    }
  }

  /** Removes all versions but the one that was just opened and those opened last before it, and files of none. */
  async prune(id: string, keep: number, now: Date): Promise<void> {
    utimesSync(this.bundleOf(id), now, now);
    const folder = join(this.directory, VERSIONS_FOLDER);
    // Of processes that were killed while they removed: as long as they lie there, so do their files.
    for (const entry of readdirSync(folder).filter((name) => name.startsWith(OLD_PREFIX))) {
      await rm(join(folder, entry), { recursive: true, force: true });
    }
    const versions = readdirSync(folder)
      .filter((entry) => DATASET_ID.test(entry))
      .map((entry) => ({ path: this.bundleOf(entry), used: modifiedAt(this.bundleOf(entry)) }))
      .sort((a, b) => b.used - a.used);
    for (const { path, used } of versions.slice(keep)) {
      if (now.getTime() - used > GRACE_MILLISECONDS) await removeAside(path, this.directory);
    }
    const files = join(this.directory, FILES_FOLDER);
    for (const path of readdirSync(files).map((entry) => join(files, entry))) {
      const stat = statSync(path, { throwIfNoEntry: false });
      const isNamed = stat !== undefined && stat.nlink > 1;
      if (stat !== undefined && !isNamed && now.getTime() - stat.mtimeMs > UNNAMED_MILLISECONDS) {
        await rm(path, { force: true });
      }
    }
  }
}

/**
 * Checks a manifest that came over a network before any of its names becomes a path.
 *
 * @throws InputError `store.manifest`
 */
export function checkNames({ files }: Manifest, where: string): void {
  for (const entry of Object.values<unknown>(files)) {
    if (isBundleFile(entry)) continue;
    throw new InputError(
      "store.manifest",
      where,
      `names a file ${JSON.stringify(entry)}, expected a bundle's`,
    );
  }
}

function isBundleFile(entry: unknown): entry is BundleFile {
  if (typeof entry !== "object" || entry === null) return false;
  const { file, sha256, bytes } = entry as Readonly<Record<string, unknown>>;
  const isName = typeof file === "string" && FILE_NAME.test(file);
  const isHash = typeof sha256 === "string" && SHA256.test(sha256);
  return isName && isHash && Number.isSafeInteger(bytes) && Number(bytes) >= 0;
}

function linkOrCopy(from: string, to: string): void {
  const aside = asideOf(to);
  try {
    linkOrCopyTo(from, aside);
    renameSync(aside, to);
  } finally {
    // Two names of one file stay both in a rename: another process was quicker.
    rmSync(aside, { force: true });
  }
}

function linkOrCopyTo(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A file system where a file has one name.
    copyFileSync(from, to);
  }
}

async function removeAside(path: string, directory: string): Promise<void> {
  const aside = join(directory, VERSIONS_FOLDER, `${OLD_PREFIX}${basename(path)}`);
  await rm(aside, { recursive: true, force: true });
  try {
    renameSync(path, aside);
  } catch (error) {
    // Another process that shares the cache was quicker.
    if (existsSync(path)) throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
