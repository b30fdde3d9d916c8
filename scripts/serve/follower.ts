import type { Journal, Level } from "../../server/journal/journal.ts";
import type { EventName } from "../../server/journal/lines.ts";
import type { DatasetSource } from "./dataset-source.ts";
import type { Reloader } from "./reloader.ts";

/** A version that could not be served is tried again ever more rarely: it may be large, and stay damaged. */
const MOST_WAITS = 64;

export interface FollowerOptions {
  readonly source: DatasetSource;
  readonly reloader: Pick<Reloader, "servedId" | "reload">;
  readonly journal: Journal;
  /** How long to wait between two looks, milliseconds. */
  readonly everyMilliseconds: number;
}

/**
 * Looks every few seconds which dataset a source has in service, and has the server take it over when it changes. It asks
 * instead of being told: disks that a network shares tell nobody. A trouble is told once, and once more when it is over.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;
  #told = "";
  #failedId = "";
  #waits = 0;
  #nextWaits = 1;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** Looks no more. Settles when the last look has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking;
  }

  #schedule(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => this.#schedule());
    }, this.#options.everyMilliseconds);
    // Whoever serves stays for its own reasons.
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { source, reloader } = this.#options;
    let id: string;
    try {
      id = await source.currentId();
    } catch (error) {
      this.#tell("warn", "source_trouble", error instanceof Error ? error.message : String(error));
      return;
    }
    if (id === reloader.servedId) this.#calm();
    else if (id !== this.#failedId || --this.#waits <= 0) await this.#follow(id);
  }

  async #follow(id: string): Promise<void> {
    const { outcome, reason } = await this.#options.reloader.reload();
    if (this.#isClosed) return;
    if (outcome !== "failed") {
      this.#calm();
      return;
    }
    this.#nextWaits = id === this.#failedId ? Math.min(MOST_WAITS, 2 * this.#nextWaits) : 1;
    this.#waits = this.#nextWaits;
    this.#failedId = id;
    this.#tell("error", "reload_failed", String(reason));
  }

  #tell(level: Level, event: EventName, trouble: string): void {
    if (trouble === this.#told || this.#isClosed) return;
    this.#told = trouble;
    this.#options.journal.tell(level, event, `the dataset in service stays: ${trouble}`);
  }

  #calm(): void {
    this.#failedId = "";
    if (this.#told === "") return;
    this.#told = "";
    this.#options.journal.tell("info", "follow_resumed", "the dataset in service is followed again");
  }
}
