import { describe, expect, test } from "vitest";

import { Heap } from "../../../isochrones/routing/heap.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

describe("the heap", () => {
  test("always gives an item of the least key, as a sorted list does", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const heap = new Heap();
      const list: { key: number; item: number }[] = [];
      for (let step = 0; step < 200; step++) {
        let least = NaN;
        let got = NaN;
        if (list.length === 0 || random.chance(0.6)) {
          const entry = { key: random.int(0, 30), item: step };
          heap.push(entry.key, entry.item);
          list.push(entry);
        } else {
          list.sort((a, b) => a.key - b.key);
          least = list[0].key;
          got = heap.peekKey();
          const item = heap.pop();
          const at = list.findIndex((entry) => entry.item === item && entry.key === least);
          list.splice(at, at < 0 ? 0 : 1);
        }
        expect(got, `seed ${seed}`).toBe(least);
        expect(heap.size, `seed ${seed}`).toBe(list.length);
      }
    }
  });

  test("grows beyond its first room and keeps the order", () => {
    const random = seededRandom(1);
    const heap = new Heap();
    const keys = Array.from({ length: 20_000 }, () => random.int(0, 0xffffffff));
    keys.forEach((key, item) => heap.push(key, item));
    const popped = keys.map(() => keys[heap.pop()]);
    expect(popped).toEqual(keys.toSorted((a, b) => a - b));
  });

  test("is empty once cleared", () => {
    const heap = new Heap();
    heap.push(1, 7);
    heap.clear();
    heap.push(5, 9);
    expect([heap.size, heap.peekKey(), heap.pop(), heap.size]).toEqual([1, 5, 9, 0]);
  });
});
