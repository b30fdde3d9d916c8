/** Another server on the same database may delete what is kept here: it is asked again after so long. */
const KEPT_MILLISECONDS = 60_000;
const MOST_KEPT = 32;

interface Kept {
  readonly text: Promise<string | null>;
  readonly since: number;
}

/** Keeps texts that many ask for at once, tile by tile, for a minute. */
export class RecentTexts {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  /** @param now milliseconds, never going back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What is kept under the key, else what `read` comes to; nothing is kept of null, nor of what it throws. */
  async getOrRead(key: string, read: () => Promise<string | null>): Promise<string | null> {
    const known = this.#kept.get(key);
    const isFresh = known !== undefined && this.#now() - known.since < KEPT_MILLISECONDS;
    const kept = isFresh ? known : { text: read(), since: this.#now() };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    let text: string | null = null;
    try {
      text = await kept.text;
      return text;
    } finally {
      if (text === null && this.#kept.get(key) === kept) this.#kept.delete(key);
    }
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}
