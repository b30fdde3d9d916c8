const NONE = 0;

/**
 * A queue of items with small whole-number keys that are taken in ascending order: one list for each key. An item may
 * be put in again under a smaller key; the caller skips what it has taken already. Put and take are O(1), and a whole
 * pass over the keys is O(largest key).
 */
export class BucketQueue {
  /** Last entry of each key, counted from 1. */
  #lasts = new Uint32Array(1);
  #items = new Uint32Array(4096);
  /** The entry before each in its list. */
  #befores = new Uint32Array(4096);
  #size = 0;

  /** Begins anew, with room for keys below `keys`. The queue must be empty. */
  clear(keys: number): void {
    this.#size = 0;
    if (keys > this.#lasts.length) this.#lasts = new Uint32Array(keys);
  }

  put(key: number, item: number): void {
    if (this.#size + 1 >= this.#items.length) this.#grow();
    const entry = ++this.#size;
    this.#items[entry] = item;
    this.#befores[entry] = this.#lasts[key];
    this.#lasts[key] = entry;
  }

  /** Takes an item of this key, or returns -1 where there is none left. */
  take(key: number): number {
    const entry = this.#lasts[key];
    if (entry === NONE) return -1;
    this.#lasts[key] = this.#befores[entry];
    return this.#items[entry];
  }

  #grow(): void {
    const items = new Uint32Array(this.#items.length * 2);
    items.set(this.#items);
    this.#items = items;
    const befores = new Uint32Array(this.#befores.length * 2);
    befores.set(this.#befores);
    this.#befores = befores;
  }
}
