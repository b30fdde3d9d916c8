/** Keeps the byte arrays used last, up to a total size; the longest unused go first. */
export class ByteCache {
  readonly #limitBytes: number;
  readonly #entries = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The bytes kept under the key, else those that `make` returns. */
  getOrMake(key: string, make: () => Uint8Array): Uint8Array {
    const kept = this.#entries.get(key);
    if (kept !== undefined) {
      // A Map iterates in insertion order: inserting again marks the entry as used last.
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept;
    }
    const made = make();
    this.#entries.set(key, made);
    this.#bytes += costOf(key, made);
    this.#shrink();
    return made;
  }

  #shrink(): void {
    for (const [key, bytes] of this.#entries) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#entries.delete(key);
      this.#bytes -= costOf(key, bytes);
    }
  }
}

/** An empty tile still costs its key. */
function costOf(key: string, bytes: Uint8Array): number {
  return bytes.length + 2 * key.length;
}
