import type { Progress } from "../../data/progress.ts";
import type { Terminal } from "./command.ts";
import { inOneLine } from "./error-text.ts";
import { count, megabytes, seconds, timeLeft } from "./french.ts";

const REDRAW_MILLISECONDS = 100;
const CLEAR_LINE = "\r\u001b[2K";
/** Stages shorter than that have no rate worth telling. */
const LEAST_SECONDS_FOR_RATE = 0.05;

/** Runs long work with its progress on the terminal; a line that moves is gone before an error is told. */
export async function withProgress<Result>(
  terminal: Terminal,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress = new TerminalProgress(terminal);
  try {
    const result = await work(progress);
    progress.end();
    return result;
  } finally {
    progress.clear();
  }
}

/**
 * Shows long work on stderr: on a terminal one line that moves, elsewhere a plain line at the end of each stage,
 * with how long it took and how fast it went.
 */
export class TerminalProgress implements Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #stage: string | null = null;
  #stageStart = 0;
  #lastDrawn = 0;
  #done = 0;
  #unit = "";

  /** @param now milliseconds of a clock that never goes back */
  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
  }

  stage(name: string): void {
    this.end();
    this.#stage = name.charAt(0).toLocaleUpperCase("fr") + name.slice(1);
    this.#stageStart = this.#now();
    this.#lastDrawn = this.#stageStart;
    this.#done = 0;
    this.#unit = "";
    if (this.#terminal.isInteractive) this.#terminal.err(`${CLEAR_LINE}${this.#stage} …`);
  }

  advance(done: number, total: number, unit: string): void {
    if (this.#stage === null) return;
    this.#done = done;
    this.#unit = unit;
    if (!this.#terminal.isInteractive || total <= 0) return;
    const now = this.#now();
    if (now - this.#lastDrawn < REDRAW_MILLISECONDS) return;
    this.#lastDrawn = now;
    const elapsed = (now - this.#stageStart) / 1000;
    const percent = Math.min(100, Math.floor((100 * done) / total));
    const left = done > 0 ? `, reste ${timeLeft((Math.max(0, total - done) * elapsed) / done)}` : "";
    this.#terminal.err(
      `${CLEAR_LINE}${this.#stage} … ${percent} %, ${rateText(done / elapsed, unit)}${left}`,
    );
  }

  note(text: string): void {
    const start = this.#terminal.isInteractive ? CLEAR_LINE : "";
    this.#terminal.err(`${start}${inOneLine(text)}\n`);
  }

  /** Ends the last stage. */
  end(): void {
    if (this.#stage === null) return;
    const elapsed = (this.#now() - this.#stageStart) / 1000;
    const amount = this.#done > 0 ? ` (${this.#amountText(elapsed)})` : "";
    const start = this.#terminal.isInteractive ? CLEAR_LINE : "";
    this.#terminal.err(`${start}${this.#stage} : ${seconds(elapsed)}${amount}\n`);
    this.#stage = null;
  }

  /** Takes away the line of a stage that did not end well. */
  clear(): void {
    if (this.#stage !== null && this.#terminal.isInteractive) this.#terminal.err(CLEAR_LINE);
    this.#stage = null;
  }

  #amountText(elapsed: number): string {
    const amount = this.#unit === "octets" ? megabytes(this.#done) : `${count(this.#done)} ${this.#unit}`;
    return elapsed < LEAST_SECONDS_FOR_RATE
      ? amount
      : `${amount}, ${rateText(this.#done / elapsed, this.#unit)}`;
  }
}

function rateText(perSecond: number, unit: string): string {
  return unit === "octets" ? `${megabytes(perSecond)}/s` : `${count(perSecond)} ${unit}/s`;
}
