import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { InputError } from "../input-error.ts";
import { ProcessLock } from "../process-lock.ts";

const LOCK_FILE = ".fetch.lock";
/** Whoever holds the folder may build from it, a stage of which computes for minutes without a pause. */
const SILENCE_MILLISECONDS = 15 * 60_000;

/**
 * Keeps a folder for one process: two that append to one part would spoil it, and a file that is replaced while a dataset
 * is built of it would be read half from one version and half from another. A process that is no more holds nothing.
 *
 * @returns what lets others in again
 * @throws InputError `fetch.folder.busy`
 */
export function lockFolder(directory: string): () => void {
  const lock = ProcessLock.take(join(directory, LOCK_FILE), SILENCE_MILLISECONDS);
  if (!(lock instanceof ProcessLock)) {
    const what = `process ${lock.pid} of ${lock.host} uses this folder, expected one at a time`;
    throw new InputError("fetch.folder.busy", directory, what);
  }
  removeLeftovers(directory);
  return () => lock.release();
}

/** Beside the lock, a process that takes it has a file for a moment, and leaves it where it is killed in that moment. */
function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory).filter((one) => one.startsWith(`${LOCK_FILE}.`))) {
    if (!isAlive(Number(name.slice(name.lastIndexOf(".") + 1))))
      rmSync(join(directory, name), { force: true });
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
