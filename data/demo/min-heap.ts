const FIRST_CAPACITY = 1_024;

/** Binary heap of whole numbers by priority, least first. Equal priorities leave in a fixed order. */
export class MinHeap {
  #items = new Int32Array(FIRST_CAPACITY);
  #priorities = new Float64Array(FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  push(item: number, priority: number): void {
    if (this.#size === this.#items.length) this.#grow();
    const items = this.#items;
    const priorities = this.#priorities;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (priorities[parent] <= priority) break;
      items[place] = items[parent];
      priorities[place] = priorities[parent];
      place = parent;
    }
    items[place] = item;
    priorities[place] = priority;
  }

  /** Priority of the item that `pop` would give; `Infinity` when empty. */
  leastPriority(): number {
    return this.#size === 0 ? Infinity : this.#priorities[0];
  }

  /** Takes the least item out; -1 when empty. */
  pop(): number {
    if (this.#size === 0) return -1;
    const items = this.#items;
    const priorities = this.#priorities;
    const least = items[0];
    const size = --this.#size;
    const item = items[size];
    const priority = priorities[size];
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && priorities[child + 1] < priorities[child]) child++;
      if (priorities[child] >= priority) break;
      items[place] = items[child];
      priorities[place] = priorities[child];
      place = child;
    }
    items[place] = item;
    priorities[place] = priority;
    return least;
  }

  #grow(): void {
    const items = new Int32Array(2 * this.#items.length);
    const priorities = new Float64Array(2 * this.#items.length);
    items.set(this.#items);
    priorities.set(this.#priorities);
    this.#items = items;
    this.#priorities = priorities;
  }
}
