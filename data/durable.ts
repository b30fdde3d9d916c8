import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Beginning of the name of what is being written. */
const ASIDE_PREFIX = ".new-";

/**
 * Where to prepare what takes the place of a path by a rename: beside it, by a name that no other process has, those of
 * other machines and containers that share the folder among them.
 */
export function asideOf(path: string): string {
  return join(dirname(path), `${ASIDE_PREFIX}${process.pid}-${Math.random().toString(36).slice(2)}`);
}

/**
 * Writes a file that is there whole or not at all, and stays through a power cut: aside, flushed, renamed, and the
 * folder flushed. Whoever reads it meanwhile has the old one or the new one.
 *
 * Throws what the file system throws; then the old file is as it was.
 */
export function writeDurably(path: string, contents: string | Uint8Array): void {
  const aside = asideOf(path);
  try {
    const file = openSync(aside, "wx");
    try {
      writeFileSync(file, contents);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw withPath(error, path);
  }
  flushFolder(dirname(path));
}

/** As `writeDurably`, JSON that people can read. */
export function writeJsonDurably(path: string, value: unknown): void {
  writeDurably(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Takes away what processes that were killed had written aside. For who has the folder for itself. */
export function removeAsides(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(ASIDE_PREFIX)) rmSync(join(directory, name), { force: true });
  }
}

/** An error of the file system with its file: Node names none where a write fails. */
export function withPath(error: unknown, path: string): unknown {
  return error instanceof Error && "code" in error && !("path" in error)
    ? Object.assign(error, { path })
    : error;
}

/** Waits until the names in a folder are on the disk. Where a system cannot do that to folders, it need not. */
export function flushFolder(directory: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(directory, "r");
    fsyncSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "EINVAL" && code !== "EPERM" && code !== "EISDIR" && code !== "EACCES") throw error;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

/**
 * Makes a folder with those that it lies in, one by one: Node's own recursive form never returns where the system
 * answers that a parent which exists does not (`/proc`).
 */
export function makeFolders(directory: string): void {
  const path = resolve(directory);
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
