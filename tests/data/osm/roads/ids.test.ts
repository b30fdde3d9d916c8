import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { IdSet } from "../../../../data/osm/roads/id-set.ts";
import { rankIds, type RankSteps } from "../../../../data/osm/roads/rank-ids.ts";
import { BUCKET_LENGTH, rankTasks } from "../../../../data/osm/roads/rank-tasks.ts";
import { SeenIds } from "../../../../data/osm/roads/seen-ids.ts";
import { NO_INDEX, SortedIds } from "../../../../data/osm/roads/sorted-ids.ts";

import { seededRandom } from "../../../helpers/seeded-random.ts";

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

describe("ids seen before", () => {
  test("are told as a Set tells them, in whatever order they come", () => {
    const ascending = fc.uniqueArray(anyId, { maxLength: 30 }).map((ids) => ids.sort((a, b) => a - b));
    const lists = fc.array(fc.oneof(ascending, fc.array(anyId, { maxLength: 10 })), { maxLength: 8 });
    fc.assert(
      fc.property(lists, (added) => {
        const earlier: Float64Array[] = [];
        const seen = new SeenIds(() => earlier);
        const reference = new Set<number>();
        for (const ids of added) {
          const isNew = ids.map((id) => {
            const before = reference.size;
            return reference.add(id).size > before;
          });
          const marks = seen.add(Float64Array.from(ids));
          expect(marks === null ? ids.map(() => true) : [...marks].map((mark) => mark === 1)).toEqual(isNew);
          earlier.push(Float64Array.from(ids));
        }
      }),
    );
  });
});

describe("ranked ids", () => {
  const steps: RankSteps = {
    tally: async (input) => rankTasks.tally(input),
    distribute: async (input) => rankTasks.distribute(input),
    sortBucket: async (input) => rankTasks.sortBucket(input),
    rankBucket: async (input) => rankTasks.rankBucket(input),
  };

  const rankAll = async (ids: readonly number[], pieces = 3) => {
    const length = Math.ceil(ids.length / pieces);
    const chunks = Array.from({ length: pieces }, (_, at) =>
      Float64Array.from(ids.slice(at * length, (at + 1) * length)),
    );
    return rankIds(chunks, steps);
  };

  test("are the different ids, ascending, with the place of each one given", async () => {
    const narrow = fc.integer({ min: 2 ** 40, max: 2 ** 40 + 300 });
    const wide = fc.integer({ min: -(2 ** 51), max: 2 ** 51 });
    // Just below and above a power of two, where the width of a number changes.
    const edge = fc.constantFrom(
      0,
      1,
      2 ** 16 - 1,
      2 ** 16,
      2 ** 16 + 1,
      2 ** 50,
      2 ** 50 + 1,
      -(2 ** 51),
      2 ** 51,
    );
    for (const id of [narrow, wide, edge, anyId]) {
      await fc.assert(
        fc.asyncProperty(fc.array(id, { maxLength: 400 }), async (ids) => {
          const { ids: unique, ranks } = await rankAll(ids);
          expect([...unique]).toEqual([...new Set(ids)].sort((a, b) => a - b));
          expect([...ranks].map((rank) => unique[rank])).toEqual(ids);
        }),
        { numRuns: 50 },
      );
    }
  });

  test("are the same in several buckets, however unevenly they lie", async () => {
    const random = seededRandom(7);
    // Two thirds in a dense cluster, the rest far and wide, as OSM's ids are in an old region.
    const ids = Float64Array.from({ length: 1_500_000 }, () =>
      random.chance(2 / 3) ? random.int(5_000_000, 5_400_000) : random.int(0, 13e9),
    );
    const lengths: number[] = [];
    const sortBucket: RankSteps["sortBucket"] = async (bucket) => {
      lengths.push(bucket.last - bucket.first);
      return rankTasks.sortBucket(bucket);
    };
    const chunks = [ids.subarray(0, 10), ids.subarray(10, 900_000), ids.subarray(900_000)];
    const { ids: unique, ranks } = await rankIds(chunks, { ...steps, sortBucket });
    expect(lengths.length).toBeGreaterThan(4);
    expect(Math.max(...lengths)).toBeLessThan(2 * BUCKET_LENGTH);
    const expected = ids.toSorted().filter((id, at, sorted) => id !== sorted[at - 1]);
    expect(unique.length).toBe(expected.length);
    expect(unique.every((id, at) => id === expected[at])).toBe(true);
    expect(ids.every((id, at) => unique[ranks[at]] === id)).toBe(true);
  });
});

describe("sorted ids", () => {
  test("are found where indexOf finds them, in any order of asking", () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 100 }), fc.array(anyId, { maxLength: 40 }), (ids, asked) => {
        const unique = Float64Array.from(new Set(ids)).sort();
        const sorted = new SortedIds(unique);
        for (const id of [...asked, ...ids]) expect(sorted.find(id)).toBe(unique.indexOf(id));
      }),
    );
  });

  test("find nothing among no ids", () => {
    expect(new SortedIds(new Float64Array(0)).find(1)).toBe(NO_INDEX);
  });
});
