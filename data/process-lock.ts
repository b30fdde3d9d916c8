import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

import { withPath } from "./durable.ts";

/** A holder says so often that it is still there. */
const BEAT_MILLISECONDS = 5_000;
/** One of another machine that has not for so long is taken to have ended. */
const SILENCE_MILLISECONDS = 30_000;

/** Who holds a lock. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When it started, in ticks since the machine did; null where the system does not tell. */
  readonly startTicks: number | null;
}

/**
 * A lock that one process holds: a file with its number, taken over from a process that is no more, be it one of another
 * machine (or container) that shares the folder.
 */
export class ProcessLock {
  readonly #file: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(file: string) {
    this.#file = file;
    this.#beat = setInterval(() => this.#sayAlive(), BEAT_MILLISECONDS);
    this.#beat.unref();
  }

  /**
   * @param silenceMilliseconds after which a holder of another machine is taken to have ended: longer than it computes
   * without a pause, in which it says nothing
   * @returns the lock, or who has it. Throws what the file system throws, where nothing can be written.
   */
  static take(file: string, silenceMilliseconds = SILENCE_MILLISECONDS): ProcessLock | Holder {
    for (;;) {
      if (tryTake(file)) return new ProcessLock(file);
      const holder = readHolder(file);
      if (holder !== null && isThere(file, holder, silenceMilliseconds)) return holder;
      removeStale(file, silenceMilliseconds);
    }
  }

  /**
   * False once another machine has taken it over, having heard nothing for too long: a process that was stopped meanwhile, or
   * a machine that slept, must write no more. Throws what the file system throws.
   */
  isHeld(): boolean {
    const { host, pid } = readHolder(this.#file) ?? {};
    return host === hostname() && pid === process.pid;
  }

  /** Leaves one alone that another machine has taken over meanwhile. */
  release(): void {
    clearInterval(this.#beat);
    try {
      if (this.isHeld()) rmSync(this.#file, { force: true });
    } catch {
      // Whoever comes next sees that this process is no more.
    }
  }

  #sayAlive(): void {
    try {
      // What another machine has taken over is not to be kept alive for it.
      if (!this.isHeld()) return;
      const now = new Date();
      utimesSync(this.#file, now, now);
    } catch {
      // A disk that fails for a moment is no reason for the process to end; one that fails for longer will be told by who writes.
    }
  }
}

/** In two containers that share the folder, processes have the same number more often than not. */
function ownName(file: string): string {
  return `${file}.${encodeURIComponent(hostname())}.${process.pid}`;
}

function tryTake(file: string): boolean {
  const own = ownName(file);
  try {
    writeFileSync(own, JSON.stringify(thisProcess()));
    // A hard link appears with its content: no one can read a lock without a process in it.
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw withPath(error, file);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function removeStale(file: string, silenceMilliseconds: number): void {
  const aside = ownName(`${file}.stale`);
  try {
    // Of several that saw it stale, only one moves it; what it moved may be the next holder's, so look again.
    renameSync(file, aside);
    const holder = readHolder(aside);
    if (holder !== null && isThere(aside, holder, silenceMilliseconds)) renameSync(aside, file);
    else rmSync(aside);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

function isThere(file: string, { host, pid, startTicks }: Holder, silenceMilliseconds: number): boolean {
  if (host !== hostname()) return Date.now() - modifiedAt(file) < silenceMilliseconds;
  return isAlive(pid) && startTicksOf(pid) === startTicks;
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function thisProcess(): Holder {
  return { host: hostname(), pid: process.pid, startTicks: startTicksOf(process.pid) };
}

/** null where there is none, or none that can be read. */
function readHolder(file: string): Holder | null {
  try {
    const { host, pid, startTicks } = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    if (typeof host !== "string" || typeof pid !== "number") return null;
    return { host, pid, startTicks: startTicks ?? null };
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** From Linux' `/proc`: numbers of processes come again, together with their start they do not. */
function startTicksOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is a name in parentheses, with whatever its program put there.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
