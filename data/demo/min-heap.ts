import { fromEnd } from "./lookup.ts";

/** Binary heap of whole numbers by priority, least first. Equal priorities leave in a fixed order. */
export class MinHeap {
  readonly #items: number[] = [];
  readonly #priorities: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: number, priority: number): void {
    const items = this.#items;
    const priorities = this.#priorities;
    let place = items.length;
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
    return this.#priorities[0] ?? Infinity;
  }

  /** Takes the least item out; -1 when empty. */
  pop(): number {
    const items = this.#items;
    const priorities = this.#priorities;
    const least = items[0];
    if (least === undefined) return -1;
    const item = fromEnd(items);
    const priority = fromEnd(priorities);
    items.length--;
    priorities.length--;
    const size = items.length;
    if (size === 0) return least;
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
}
