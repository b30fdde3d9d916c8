import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { IdSet } from "../../../../data/osm/roads/id-set.ts";
import { NO_INDEX, SortedIds, sortUnique } from "../../../../data/osm/roads/sorted-ids.ts";

const anyId = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));

describe("a set of ids", () => {
  test("holds what a Set holds, at any fill", () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 300 }), fc.array(anyId, { maxLength: 50 }), (added, asked) => {
        const ids = new IdSet(16);
        const reference = new Set<number>();
        for (const id of added) {
          expect(ids.add(id)).toBe(!reference.has(id));
          reference.add(id);
        }
        expect(ids.size).toBe(reference.size);
        for (const id of [...added, ...asked]) expect(ids.has(id)).toBe(reference.has(id));
      }),
    );
  });

  test("stays fast on ids in a row, as OSM numbers them", () => {
    const ids = new IdSet();
    const start = performance.now();
    for (let id = 10_000_000_000; id < 10_000_300_000; id++) ids.add(id);
    // Linear probing that clusters would take minutes; this takes some 20 ms.
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(ids.size).toBe(300_000);
  });
});

describe("sorted ids", () => {
  test("are found where indexOf finds them, in any order of asking", () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 100 }), fc.array(anyId, { maxLength: 40 }), (ids, asked) => {
        const unique = sortUnique(Float64Array.from(ids));
        expect([...unique]).toEqual([...new Set(ids)].sort((a, b) => a - b));
        const sorted = new SortedIds(unique);
        for (const id of [...asked, ...ids]) expect(sorted.find(id)).toBe(unique.indexOf(id));
      }),
    );
  });

  test("find nothing among no ids", () => {
    expect(new SortedIds(new Float64Array(0)).find(1)).toBe(NO_INDEX);
  });
});
