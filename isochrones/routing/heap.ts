/**
 * A 4-ary min-heap of items with whole-number keys, in typed arrays. An item may be pushed again with a smaller
 * key: the caller skips what it has settled already, which is cheaper than moving items inside the heap.
 * Items of equal key come in no particular order. Push and pop are O(log n).
 */
export class Heap {
  #keys = new Uint32Array(4096);
  #items = new Uint32Array(4096);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  push(key: number, item: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const items = this.#items;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      if (keys[parent] <= key) break;
      keys[place] = keys[parent];
      items[place] = items[parent];
      place = parent;
    }
    keys[place] = key;
    items[place] = item;
  }

  /** Key of the first item; the heap must not be empty. */
  peekKey(): number {
    return this.#keys[0];
  }

  /** That item; the heap must not be empty. */
  peekItem(): number {
    return this.#items[0];
  }

  /** Takes the item with the smallest key; the heap must not be empty. */
  pop(): number {
    const keys = this.#keys;
    const items = this.#items;
    const top = items[0];
    const size = --this.#size;
    const key = keys[size];
    const item = items[size];
    let place = 0;
    for (;;) {
      const first = place * 4 + 1;
      if (first >= size) break;
      let least = first;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child++) {
        if (keys[child] < keys[least]) least = child;
      }
      if (keys[least] >= key) break;
      keys[place] = keys[least];
      items[place] = items[least];
      place = least;
    }
    keys[place] = key;
    items[place] = item;
    return top;
  }

  #grow(): void {
    const keys = new Uint32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    const items = new Uint32Array(this.#items.length * 2);
    items.set(this.#items);
    this.#items = items;
  }
}
