import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sortIntoSquares } from "../../../isochrones/isoline/inhabited-points.ts";
import { areaWithin } from "../../../isochrones/isoline/polygonize.ts";
import type { Surface } from "../../../isochrones/isoline/surface.ts";
import { areaFaults, coverCount, ringsOf } from "../../helpers/areas.ts";

/** Steps of about 200 m at 42° north. */
const STEP_LAT = 1798;
const STEP_LON = 2420;
const WEST = 9_000_000;
const SOUTH = 42_000_000;
const CUTOFF = 6000;

/** Vertices by column and row from the south-west; times in deciseconds. */
function surface(columns: number, rows: number, timeAt: (column: number, row: number) => number): Surface {
  return {
    columns,
    rows,
    west: WEST,
    south: SOUTH,
    stepLon: STEP_LON,
    stepLat: STEP_LAT,
    deciseconds: Float32Array.from({ length: columns * rows }, (_, vertex) =>
      timeAt(vertex % columns, Math.floor(vertex / columns)),
    ),
  };
}

const place = (column: number, row: number): [number, number] => [
  (WEST + column * STEP_LON) / 1e6,
  (SOUTH + row * STEP_LAT) / 1e6,
];

function inhabited(...places: readonly (readonly [number, number])[]) {
  const points = places.map(([column, row]) => place(column, row));
  return sortIntoSquares(
    Float64Array.from(points, ([lon]) => lon),
    Float64Array.from(points, ([, lat]) => lat),
  );
}

const NOBODY = inhabited();

/** Letters: `#` reached at once, `.` not reached; the first line is the northernmost. */
function picture(...lines: readonly string[]): Surface {
  return surface(lines[0].length, lines.length, (column, row) =>
    lines[lines.length - 1 - row][column] === "#" ? 0 : Infinity,
  );
}

/** For each polygon of an area: how many holes it has. */
const holesOf = (area: ReturnType<typeof areaWithin>): number[] =>
  ringsOf(area).map((polygon) => polygon.length - 1);

const BLOCK = [
  "........",
  ".######.",
  ".######.",
  ".######.",
  ".######.",
  ".######.",
  ".######.",
  "........",
];

describe("the area within a cutoff", () => {
  test("holds the vertices within it and none beyond", () => {
    const size = 9;
    const times = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.constantFrom(CUTOFF, CUTOFF + 1, Infinity)),
      {
        minLength: size * size,
        maxLength: size * size,
      },
    );
    fc.assert(
      fc.property(times, (values) => {
        const world = surface(size + 2, size + 2, (column, row) => {
          const isEdge = column === 0 || row === 0 || column > size || row > size;
          return isEdge ? Infinity : values[(row - 1) * size + column - 1];
        });
        const vertices = Array.from(
          world.deciseconds,
          (_, i) => [i % (size + 2), Math.floor(i / (size + 2))] as const,
        );
        // People at every vertex: no hole is filled and no patch left out.
        const area = areaWithin(world, CUTOFF, inhabited(...vertices));
        expect(areaFaults(area)).toEqual([]);
        vertices.forEach(([column, row], vertex) => {
          const expected = world.deciseconds[vertex] <= CUTOFF ? 1 : 0;
          expect(coverCount(area, ...place(column, row))).toBe(expected);
        });
      }),
      { numRuns: 150 },
    );
  });

  test("is valid wherever people live, and fills holes where nobody does", () => {
    const size = 11;
    const worlds = fc.record({
      reached: fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size }),
      people: fc.array(
        fc.tuple(fc.integer({ min: 0, max: size + 1 }), fc.integer({ min: 0, max: size + 1 })),
        { maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(worlds, ({ reached, people }) => {
        const world = surface(size + 2, size + 2, (column, row) => {
          const isEdge = column === 0 || row === 0 || column > size || row > size;
          return !isEdge && reached[(row - 1) * size + column - 1] ? 0 : Infinity;
        });
        const area = areaWithin(world, CUTOFF, inhabited(...people));
        expect(areaFaults(area)).toEqual([]);
        for (const [column, row] of people) {
          const expected = world.deciseconds[row * (size + 2) + column] === 0 ? 1 : 0;
          expect(coverCount(area, ...place(column, row))).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("where nothing is reached is empty", () => {
    expect(
      areaWithin(
        surface(5, 5, () => Infinity),
        CUTOFF,
        NOBODY,
      ).coordinates,
    ).toEqual([]);
  });

  test("keeps a hole only where people live in it", () => {
    const holed = picture(...BLOCK.map((line, top) => (top === 3 ? ".##..##." : line)));
    expect(holesOf(areaWithin(holed, CUTOFF, NOBODY))).toEqual([0]);
    expect(holesOf(areaWithin(holed, CUTOFF, inhabited([3, 4])))).toEqual([1]);
    expect(holesOf(areaWithin(holed, CUTOFF, inhabited([1, 1])))).toEqual([0]);
  });

  const ISLAND = [
    "...........",
    ".#########.",
    ".#.......#.",
    ".#.......#.",
    ".#..###..#.",
    ".#..###..#.",
    ".#..###..#.",
    ".#.......#.",
    ".#.......#.",
    ".#########.",
    "...........",
  ];

  test("does not lay an island upon the hole around it that nobody lives in", () => {
    const area = areaWithin(picture(...ISLAND), CUTOFF, NOBODY);
    expect(areaFaults(area)).toEqual([]);
    expect(holesOf(area)).toEqual([0]);
  });

  test("does not keep a hole for those who live on an island in it", () => {
    const area = areaWithin(picture(...ISLAND), CUTOFF, inhabited([5, 5]));
    expect(holesOf(area)).toEqual([0]);
  });

  test("keeps hole and island where people live between them", () => {
    const area = areaWithin(picture(...ISLAND), CUTOFF, inhabited([2, 5]));
    expect(areaFaults(area)).toEqual([]);
    expect(holesOf(area).sort((a, b) => a - b)).toEqual([0, 1]);
  });

  test("leaves out a small patch unless somebody lives there", () => {
    const patch = picture("...", ".#.", "...");
    expect(areaWithin(patch, CUTOFF, NOBODY).coordinates).toEqual([]);
    expect(areaWithin(patch, CUTOFF, inhabited([1, 1])).coordinates).toHaveLength(1);
  });

  test("nests: what is within less time lies inside what is within more", () => {
    const cone = surface(31, 31, (column, row) => Math.hypot(column - 15, row - 15) * 600);
    const areas = [2, 5, 10].map((minutes) => areaWithin(cone, minutes * 600, NOBODY));
    for (const [inner, outer] of [
      [areas[0], areas[1]],
      [areas[1], areas[2]],
    ]) {
      for (const [lon, lat] of ringsOf(inner).flat(2)) expect(coverCount(outer, lon, lat)).toBe(1);
    }
  });

  test("of a cone is a disc of the radius that the time allows", () => {
    const minutes = 10;
    const cone = surface(31, 31, (column, row) => Math.hypot(column - 15, row - 15) * 600);
    const [[ring]] = ringsOf(areaWithin(cone, minutes * 600, NOBODY));
    for (const [lon, lat] of ring) {
      const radius = Math.hypot(
        (lon - place(15, 15)[0]) / (STEP_LON / 1e6),
        (lat - place(15, 15)[1]) / (STEP_LAT / 1e6),
      );
      // A border is at most the softened share of one step away from where it should be.
      expect(Math.abs(radius - minutes)).toBeLessThan(0.5);
    }
  });
});
