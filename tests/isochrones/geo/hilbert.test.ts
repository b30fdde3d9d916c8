import { describe, expect, test } from "vitest";

import { hilbertOrder, hilbertValue, sortedIndices } from "../../../isochrones/geo/hilbert.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** The corners that a Hilbert curve of n bits passes, built by its four half-size copies. */
function curve(bits: number): [number, number][] {
  if (bits === 0) return [[0, 0]];
  const half = 2 ** (bits - 1);
  const inner = curve(bits - 1);
  return [
    ...inner.map(([x, y]): [number, number] => [y, x]),
    ...inner.map(([x, y]): [number, number] => [x, y + half]),
    ...inner.map(([x, y]): [number, number] => [x + half, y + half]),
    ...inner.map(([x, y]): [number, number] => [2 * half - 1 - y, half - 1 - x]),
  ];
}

describe("the Hilbert curve", () => {
  test("begins with the curve that is drawn out of its own copies", () => {
    // An even number of halvings leaves the smaller curve as it stands in the corner of the larger one.
    const drawn = curve(6);
    expect(drawn.map(([x, y]) => hilbertValue(x, y))).toEqual(drawn.map((_, value) => value));
  });

  test("gives each square of a block a place of its own, and touching squares where places follow", () => {
    const random = seededRandom(1);
    for (let round = 0; round < 50; round++) {
      // A block of 16 by 16 is a run of 256 places.
      const [left, bottom] = [random.int(0, 4095) * 16, random.int(0, 4095) * 16];
      const squares = Array.from({ length: 256 }, (_, i) => [left + (i % 16), bottom + Math.floor(i / 16)]);
      const byPlace = new Map(squares.map(([x, y]) => [hilbertValue(x, y), [x, y]]));
      const places = [...byPlace.keys()].sort((a, b) => a - b);
      expect(places).toEqual(Array.from({ length: 256 }, (_, i) => places[0] + i));
      for (let i = 1; i < 256; i++) {
        const [a, b] = [byPlace.get(places[i - 1])!, byPlace.get(places[i])!];
        expect(Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])).toBe(1);
      }
    }
  });

  test("spans 32 bits, from its first corner to its last", () => {
    expect([hilbertValue(0, 0), hilbertValue(65535, 0)]).toEqual([0, 2 ** 32 - 1]);
  });
});

describe("the order of points along it", () => {
  test("names each point once", () => {
    const random = seededRandom(2);
    const lons = Int32Array.from({ length: 1000 }, () => random.int(-180e6, 180e6));
    const lats = Int32Array.from({ length: 1000 }, () => random.int(-90e6, 90e6));
    expect([...hilbertOrder(lons, lats)].sort((a, b) => a - b)).toEqual([...lons.keys()]);
  });

  test("keeps together what is near: steps are far shorter than in the order of the list", () => {
    const random = seededRandom(3);
    const lons = Int32Array.from({ length: 4000 }, () => random.int(0, 1e6));
    const lats = Int32Array.from({ length: 4000 }, () => random.int(0, 1e6));
    const lengthOf = (order: Iterable<number>): number => {
      let length = 0;
      let last: number | null = null;
      for (const i of order) {
        if (last !== null) length += Math.hypot(lons[i] - lons[last], lats[i] - lats[last]);
        last = i;
      }
      return length;
    };
    // Neighbours of n points in a square of side a are about a/√n apart; two at random about 0.52 a.
    expect(lengthOf(hilbertOrder(lons, lats))).toBeLessThan(lengthOf(lons.keys()) / 20);
  });

  test.each([[[]], [[5]], [[5, 5, 5]]])(
    "takes points %j, few or all in one place, as they come",
    (values) => {
      const lons = Int32Array.from(values);
      expect([...hilbertOrder(lons, lons)]).toEqual([...values.keys()]);
    },
  );

  test("sorts keys of all 32 bits, equal ones in their order", () => {
    const random = seededRandom(4);
    const keys = Uint32Array.from({ length: 5000 }, () => random.int(0, 50) * 0x5000001 + random.int(0, 1));
    const expected = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
    expect([...sortedIndices(keys)]).toEqual(expected);
  });

  test("sorts pairs by the second of each, then by the first in that order", () => {
    const random = seededRandom(5);
    const [first, second] = [0, 1].map(() =>
      Uint32Array.from({ length: 3000 }, () => random.int(0, 20) * 0x8000001),
    );
    const expected = [...first.keys()].sort((a, b) => first[a] - first[b] || second[a] - second[b] || a - b);
    expect([...sortedIndices(first, sortedIndices(second))]).toEqual(expected);
  });
});
