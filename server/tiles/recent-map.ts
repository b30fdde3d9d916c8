/** Keeps what was made last, by its key; the longest unused goes first. */
export class RecentMap<T> {
  readonly #most: number;
  readonly #kept = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What is kept under the key, else what `make` comes to. */
  getOrMake(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    const value = known ?? make();
    // A Map iterates in insertion order: inserting again marks the entry as used last.
    this.#kept.delete(key);
    this.#kept.set(key, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return value;
  }
}
