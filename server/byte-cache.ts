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

  /** Does not count as use. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  get(key: string): Uint8Array | undefined {
    const kept = this.#entries.get(key);
    if (kept === undefined) return undefined;
    // A Map iterates in insertion order: inserting again marks the entry as used last.
    this.#entries.delete(key);
    this.#entries.set(key, kept);
    return kept;
  }

  /** What is larger than all that may be kept is not, rather than all else. */
  set(key: string, bytes: Uint8Array): void {
    this.#forget(key);
    if (costOf(key, bytes) > this.#limitBytes) return;
    this.#entries.set(key, bytes);
    this.#bytes += costOf(key, bytes);
    this.#shrink();
  }

  #forget(key: string): void {
    const known = this.#entries.get(key);
    if (known === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= costOf(key, known);
  }

  #shrink(): void {
    for (const key of this.#entries.keys()) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#forget(key);
    }
  }
}

/** An empty tile still costs its key. */
function costOf(key: string, bytes: Uint8Array): number {
  return bytes.length + 2 * key.length;
}
