/** Keeps the values used last, up to a number and an age; the longest unused go first. */
export class RecentCache<Value> {
  readonly #most: number;
  readonly #maxAgeMilliseconds: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, { readonly value: Value; readonly since: number }>();

  /** @param now milliseconds of a clock that only advances */
  constructor(most: number, maxAgeMilliseconds: number, now: () => number) {
    this.#most = most;
    this.#maxAgeMilliseconds = maxAgeMilliseconds;
    this.#now = now;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (this.#now() - entry.since > this.#maxAgeMilliseconds) return undefined;
    // A Map iterates in insertion order: inserting again marks the entry as used last.
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, since: this.#now() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) return;
      this.#entries.delete(oldest);
    }
  }

  /** Forgets a value, unless another has taken its key. */
  forget(key: string, value: Value): void {
    if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
  }
}
