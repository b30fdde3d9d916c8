import { readFileSync } from "node:fs";

/** How often a running process is looked at: what it takes in its last moments may be missed. */
const LOOK_MILLISECONDS = 10;

/** Watches the largest resident memory of a process of another program, which the system tells on Linux alone. */
export class PeakMemory {
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;
  #bytes: number | null = null;

  constructor(pid: number) {
    this.#pid = pid;
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MILLISECONDS);
  }

  /** Ends the watch. @returns bytes, null where the system does not tell */
  stop(): number | null {
    clearInterval(this.#timer);
    return this.#bytes;
  }

  #look(): void {
    this.#bytes = highWaterMark(this.#pid) ?? this.#bytes;
  }
}

/** Linux keeps it itself (`VmHWM`, proc(5)); null elsewhere, and once the process has ended. */
function highWaterMark(pid: number): number | null {
  try {
    const kibibytes = /^VmHWM:\s*(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
