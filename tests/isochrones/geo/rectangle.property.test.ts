import fc from "fast-check";
import type { MultiPolygon, Position } from "geojson";
import { describe, expect, test } from "vitest";

import { meetsRectangle } from "../../../isochrones/geo/rectangle.ts";
import type { Rectangle } from "../../../isochrones/geo/rectangle.ts";

type Spot = [number, number];

/** Few places, so that borders touch and run along each other often; whole numbers, so that the reference is exact. */
const spot = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
const ring = fc.array(spot, { minLength: 3, maxLength: 7 }).map((spots): Spot[] => [...spots, spots[0]]);
const polygons = fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 });
const rectangle = fc
  .tuple(spot, spot)
  .map(([[a, b], [c, d]]): Rectangle => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);

test("says the same as looking at every pair of sides and every corner", () => {
  fc.assert(
    fc.property(polygons, rectangle, (coordinates, box) => {
      expect(meetsRectangle({ type: "MultiPolygon", coordinates }, box)).toBe(
        coordinates.some((rings) => referenceMeets(rings, box)),
      );
    }),
    { seed: 20260101, numRuns: 3000 },
  );
});

/** Sides cross, or one shape lies in the other: a side of the polygon in the box crosses none of the box's. */
function referenceMeets(rings: readonly Spot[][], [minX, minY, maxX, maxY]: Rectangle): boolean {
  const corners: Spot[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
    [minX, minY],
  ];
  const sides = rings.flatMap(sidesOf);
  const isInBox = ([x, y]: Spot): boolean => x >= minX && x <= maxX && y >= minY && y <= maxY;
  const doCross = sides.some((side) => sidesOf(corners).some((other) => cross(side, other)));
  return doCross || rings.flat().some(isInBox) || isInside(corners[0], sides);
}

function sidesOf(spots: readonly Spot[]): [Spot, Spot][] {
  return spots.slice(1).map((here, i) => [spots[i], here]);
}

function turn([ax, ay]: Spot, [bx, by]: Spot, [cx, cy]: Spot): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function isBetween(p: Spot, [a, b]: [Spot, Spot]): boolean {
  return (
    turn(a, b, p) === 0 && [0, 1].every((i) => p[i] >= Math.min(a[i], b[i]) && p[i] <= Math.max(a[i], b[i]))
  );
}

function cross([a, b]: [Spot, Spot], [c, d]: [Spot, Spot]): boolean {
  if (isBetween(a, [c, d]) || isBetween(b, [c, d]) || isBetween(c, [a, b]) || isBetween(d, [a, b]))
    return true;
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Even-odd: how often a line from the spot upward crosses sides. */
function isInside([x, y]: Spot, sides: readonly [Spot, Spot][]): boolean {
  const above = sides.filter(([[ax, ay], [bx, by]]) => {
    if (ax > x === bx > x) return false;
    return ay + ((x - ax) / (bx - ax)) * (by - ay) > y;
  });
  return above.length % 2 === 1;
}

describe("a square with a hole", () => {
  const square = (min: number, max: number): Position[] => [
    [min, min],
    [max, min],
    [max, max],
    [min, max],
    [min, min],
  ];
  const area: MultiPolygon = { type: "MultiPolygon", coordinates: [[square(0, 10), square(3, 7)]] };

  test.each([
    { box: [1, 1, 2, 2], meets: true, where: "within" },
    { box: [4, 4, 6, 6], meets: false, where: "in the hole" },
    { box: [4, 4, 7, 6], meets: true, where: "in the hole, touching its border" },
    { box: [-5, -5, 15, 15], meets: true, where: "all around" },
    { box: [-5, 4, 15, 5], meets: true, where: "right across" },
    { box: [10, 10, 12, 12], meets: true, where: "at a corner" },
    { box: [11, 0, 12, 10], meets: false, where: "beside" },
    { box: [1, 1, 1, 1], meets: true, where: "a point within" },
  ] as const)("$where: $meets", ({ box, meets }) => {
    expect(meetsRectangle(area, box)).toBe(meets);
  });

  test("is placed in the plane of the box before it is looked at", () => {
    const moved = ([x, y]: Position): Position => [x + 100, y];
    expect(meetsRectangle(area, [101, 1, 102, 2], moved)).toBe(true);
    expect(meetsRectangle(area, [1, 1, 2, 2], moved)).toBe(false);
  });
});

test("a side that passes a corner does not touch the box, though its own box does", () => {
  const sliver: MultiPolygon = {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [0, 6],
          [6, 0],
          [5, 0],
          [0, 5],
          [0, 6],
        ],
      ],
    ],
  };
  expect(meetsRectangle(sliver, [4, 4, 9, 9])).toBe(false);
  expect(meetsRectangle(sliver, [3, 3, 9, 9])).toBe(true);
});

test("an area without positions meets nothing", () => {
  expect(meetsRectangle({ type: "MultiPolygon", coordinates: [] }, [0, 0, 9, 9])).toBe(false);
});
