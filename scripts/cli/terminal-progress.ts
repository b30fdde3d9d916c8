import type { Progress } from "../../data/progress.ts";
import type { Terminal } from "./command.ts";

const REDRAW_MILLISECONDS = 100;

/**
 * Shows long work on stderr: on a terminal one line that moves, elsewhere a plain line at the end of each stage.
 */
export class TerminalProgress implements Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #stage: string | null = null;
  #stageStart = 0;
  #lastDrawn = 0;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
  }

  stage(name: string): void {
    this.end();
    this.#stage = name;
    this.#stageStart = this.#now();
    this.#lastDrawn = 0;
    if (this.#terminal.isInteractive) this.#terminal.err(`\r\u001b[2K${name} …`);
  }

  advance(done: number, total: number, unit: string): void {
    if (!this.#terminal.isInteractive || this.#stage === null || total <= 0) return;
    const now = this.#now();
    if (now - this.#lastDrawn < REDRAW_MILLISECONDS) return;
    this.#lastDrawn = now;
    const seconds = Math.max(1e-3, (now - this.#stageStart) / 1000);
    const left = done > 0 ? ((total - done) * seconds) / done : 0;
    const rate = rateText(done / seconds, unit);
    const percent = Math.floor((100 * done) / total);
    this.#terminal.err(`\r\u001b[2K${this.#stage} … ${percent} %, ${rate}, reste ${Math.ceil(left)} s`);
  }

  /** Ends the last stage. */
  end(): void {
    if (this.#stage === null) return;
    const seconds = ((this.#now() - this.#stageStart) / 1000).toFixed(1).replace(".", ",");
    const start = this.#terminal.isInteractive ? "\r\u001b[2K" : "";
    this.#terminal.err(`${start}${this.#stage} : ${seconds} s\n`);
    this.#stage = null;
  }
}

function rateText(perSecond: number, unit: string): string {
  if (unit === "octets") return `${(perSecond / 1e6).toFixed(1).replace(".", ",")} Mo/s`;
  return `${Math.round(perSecond).toLocaleString("fr-FR")} ${unit}/s`;
}
