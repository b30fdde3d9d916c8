import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { InputError } from "../input-error.ts";

const LOCK_FILE = ".fetch.lock";

/**
 * Keeps a folder for one process: two that append to one part would spoil it. A process that is no more holds nothing.
 *
 * @returns what lets others in again
 * @throws InputError `fetch.folder.busy`
 */
export function lockFolder(directory: string): () => void {
  const path = join(directory, LOCK_FILE);
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!tryLink(own, path)) {
      const holder = holderOf(path);
      if (holder !== null && holder !== process.pid && isAlive(holder)) {
        const what = `process ${holder} downloads into this folder, expected one at a time`;
        throw new InputError("fetch.folder.busy", directory, what);
      }
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  for (const name of readdirSync(directory)) {
    if (name.startsWith(`${LOCK_FILE}.`)) rmSync(join(directory, name), { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** A link appears with its contents. */
function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
