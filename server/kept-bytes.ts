import { ByteCache } from "./byte-cache.ts";

/** At hand, being made for another who asked, to be made. */
export type KeptState = "hit" | "shared" | "miss";

/**
 * Keeps what takes long to make, up to a total size; the longest unused go first. Who asks for what is being made
 * waits for it: the same question asked by many is computed once.
 */
export class KeptBytes {
  readonly #cache: ByteCache;
  readonly #underWay = new Map<string, Promise<Uint8Array>>();

  constructor(limitBytes: number) {
    this.#cache = new ByteCache(limitBytes);
  }

  /** How much is kept. */
  get bytes(): number {
    return this.#cache.bytes;
  }

  /** What `getOrMake` would find now. */
  stateOf(key: string): KeptState {
    if (this.#cache.has(key)) return "hit";
    return this.#underWay.has(key) ? "shared" : "miss";
  }

  /** The bytes kept under the key, else those that `make` comes to; what it throws is kept by nobody. */
  async getOrMake(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#cache.get(key) ?? this.#underWay.get(key);
    if (kept !== undefined) return kept;
    // Begun once it is noted: what fails at once is forgotten too.
    const making = Promise.resolve().then(async () => this.#make(key, make));
    this.#underWay.set(key, making);
    return making;
  }

  async #make(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      const bytes = await make();
      this.#cache.set(key, bytes);
      return bytes;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
