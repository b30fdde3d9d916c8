import { existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { type Manifest, MANIFEST_FILE, readManifest } from "../bundle/manifest.ts";
import { flushFolder, makeFolders } from "../durable.ts";
import { hashFile } from "../hash-file.ts";
import { NEW_PREFIX } from "./depot-layout.ts";
import type { Version } from "./depot.ts";

/**
 * Gives a bundle its place in a folder of bundles, under its id, by one rename. Where that id is there already, each of
 * its files is replaced by the new one of the same contents, so that a damaged one is whole again.
 *
 * @param folder of the bundle; gone afterwards
 * @param versions whose files may be shared
 * @returns the dataset's id
 */
export function moveIn(folder: string, parent: string, versions: readonly Version[]): string {
  const manifest = readManifest(folder);
  const target = join(parent, manifest.id);
  shareFiles(folder, manifest, versions);
  flushFolder(folder);
  makeFolders(parent);
  if (existsSync(join(target, MANIFEST_FILE))) {
    for (const entry of filesLast(readdirSync(folder))) replace(join(folder, entry), join(target, entry));
    flushFolder(target);
    rmSync(folder, { recursive: true, force: true });
  } else {
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
  }
  flushFolder(parent);
  return manifest.id;
}

/** The manifest comes last: where it is, all is there. */
function filesLast(entries: readonly string[]): string[] {
  return [...entries.filter((entry) => entry !== MANIFEST_FILE), MANIFEST_FILE];
}

function replace(from: string, to: string): void {
  if (statSync(from).isDirectory() || isSameFile(from, to)) return;
  renameSync(from, to);
}

/**
 * Makes hard links of the files that other versions have as well. Their contents are looked at, and not only their names: a
 * damaged file must not take the place of a good one. Where the file system knows no links, files stay as they are.
 */
function shareFiles(folder: string, { files }: Manifest, versions: readonly Version[]): void {
  for (const { file, bytes, sha256 } of Object.values(files)) {
    const own = join(folder, file);
    for (const { directory } of versions) {
      const other = join(directory, file);
      if (statSync(other, { throwIfNoEntry: false })?.size !== bytes) continue;
      if (isSameFile(own, other) || (hashFile(other).sha256 === sha256 && linkOver(other, own))) break;
    }
  }
}

function linkOver(existing: string, path: string): boolean {
  const aside = join(path, "..", `${NEW_PREFIX}${process.pid}-link`);
  try {
    rmSync(aside, { force: true });
    linkSync(existing, aside);
    renameSync(aside, path);
    return true;
  } catch {
    rmSync(aside, { force: true });
    return false;
  }
}

function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev;
}
