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

/** Writes a JSON file aside and renames it into its place: who reads finds the old one whole or the new one whole. */
export function writeJsonWhole(path: string, value: unknown): void {
  const aside = `${path}.${process.pid}.new`;
  try {
    const file = openSync(aside, "w");
    try {
      writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    // Node names no file where a write fails.
    throw error instanceof Error && !("path" in error) ? Object.assign(error, { path }) : error;
  }
  syncFolder(dirname(path));
}

/** Waits until renames in a folder are on the disk. */
export function syncFolder(directory: string): void {
  const folder = openSync(directory, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Makes a folder and those above it that are missing, one by one: Node's own recursive form never returns where the
 * system answers that a parent which exists does not (`/proc`).
 */
export function makeFolders(directory: string): void {
  const missing: string[] = [];
  for (let path = resolve(directory); !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) mkdirSync(path);
}

const ASIDE = /\.json\.\d+\.new$/u;

/** Takes away what processes that were killed had written aside. For who has the folder for himself. */
export function removeAsides(directory: string): void {
  for (const name of readdirSync(directory))
    if (ASIDE.test(name)) rmSync(join(directory, name), { force: true });
}
