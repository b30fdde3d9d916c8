import fs from "node:fs";
import path from "node:path";

import { PlainError } from "./project.mjs";

const POLL_MS = 100;
const PATIENCE_MS = 10 * 60 * 1000;

/**
 * Does work that two processes must not do at once. The lock is a file that holds the number of its process;
 * one left by a process that is no more is taken over.
 *
 * @template T
 * @param {string} file
 * @param {() => void} onWait called once when another process has the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await acquire(file, onWait);
  const release = () => fs.rmSync(file, { force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/**
 * @param {string} file
 * @param {() => void} onWait
 */
async function acquire(file, onWait) {
  const startedAt = Date.now();
  let told = false;
  while (!tryAcquire(file)) {
    if (Date.now() - startedAt > PATIENCE_MS) {
      throw new PlainError(
        `${file}: still held by another process after ten minutes; remove it if there is none`,
      );
    }
    if (!told) onWait();
    told = true;
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
}

/** @param {string} file */
function tryAcquire(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    // A hard link appears with its content: no one can read a lock without a process in it.
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return false;
  } finally {
    fs.rmSync(own);
    removeIfStale(file);
  }
}

/** @param {string} file */
function removeIfStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    if (isAlive(Number(fs.readFileSync(file, "utf8")))) return;
    // Of several that saw it stale, only one moves it; what it moved may be the next holder's, so look again.
    fs.renameSync(file, aside);
    if (isAlive(Number(fs.readFileSync(aside, "utf8")))) fs.renameSync(aside, file);
    else fs.rmSync(aside);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : null;
}
