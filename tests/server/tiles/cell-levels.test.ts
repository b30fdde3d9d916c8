import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Cells } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { cellGrids, doubleSide, type SquareGrid, squareSeconds } from "../../../server/tiles/cell-levels.ts";

type CellPlan = readonly [easting: number, northing: number, side: number, people: number];

/** Cells, in kilometres of a grid near its origin. */
function cellsOf(list: readonly CellPlan[], crs: readonly number[] = []): Cells {
  const count = list.length;
  return {
    count,
    crs: Uint16Array.from(list, (_, i) => crs[i] ?? 3035),
    sizes: Uint16Array.from(list, ([, , side]) => side * 1000),
    eastings: Int32Array.from(list, ([easting]) => Math.round(easting * 1000)),
    northings: Int32Array.from(list, ([, northing]) => Math.round(northing * 1000)),
    lons: Float64Array.from(list, ([easting]) => easting),
    lats: Float64Array.from(list, ([, northing]) => northing),
    people: Float64Array.from(list, ([, , , people]) => people),
    imputed: new Uint8Array(count),
    communes: new Uint32Array(count),
    cutTimes: new Uint32Array(count),
    weights: {},
  };
}

/** South-west corners of the squares, in their order. */
function cornersOf({
  rowNorthings,
  rowOffsets,
  eastings,
}: SquareGrid): [easting: number, northing: number][] {
  const corners: [number, number][] = [];
  for (const [row, northing] of rowNorthings.entries()) {
    for (let square = rowOffsets[row]; square < rowOffsets[row + 1]; square++) {
      corners.push([eastings[square], northing]);
    }
  }
  return corners;
}

describe("squares of cells", () => {
  // Squares of 2 km stand at even kilometres: the first three cells share one, the fourth is alone.
  const cells = cellsOf([
    [0, 0, 1, 10],
    [1, 0, 1, 20],
    [1, 1, 1, 30],
    [2, 0, 1, 40],
  ]);

  test("cells are squares of their own, row by row from the south", () => {
    const [grid] = cellGrids(cells);
    expect(cornersOf(grid)).toEqual([
      [0, 0],
      [1000, 0],
      [2000, 0],
      [1000, 1000],
    ]);
    expect([...grid.firstCells]).toEqual([0, 1, 3, 2]);
    expect([...grid.people]).toEqual([10, 20, 40, 30]);
  });

  test("each is in the square of twice the side that holds it, people added up", () => {
    const grid = doubleSide(cellGrids(cells)[0]);
    expect(grid.sideMeters).toBe(2000);
    expect(cornersOf(grid)).toEqual([
      [0, 0],
      [2000, 0],
    ]);
    expect([...grid.people]).toEqual([60, 40]);
    expect([...grid.cellCounts]).toEqual([3, 1]);
    expect([...grid.firstCells]).toEqual([0, 3]);
  });

  test("squares west and south of the origin are whole too", () => {
    const three = cellsOf([
      [-2, -2, 1, 1],
      [-1, -1, 1, 1],
      [0, 0, 1, 1],
    ]);
    expect(cornersOf(doubleSide(cellGrids(three)[0]))).toEqual([
      [-2000, -2000],
      [0, 0],
    ]);
  });

  test("cells of two sizes or of two grids are never in one square", () => {
    const mixed = cellsOf(
      [
        [0, 0, 0.2, 1],
        [0.2, 0, 0.2, 1],
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ],
      [3035, 3035, 3035, 2975],
    );
    expect(cellGrids(mixed).map(({ crs, sideMeters, count }) => [crs, sideMeters, count])).toEqual([
      [3035, 200, 2],
      [3035, 1000, 1],
      [2975, 1000, 1],
    ]);
  });

  test("without cells there are no grids", () => {
    expect(cellGrids(cellsOf([]))).toEqual([]);
  });
});

describe("times of squares", () => {
  const cells = cellsOf([
    [0, 0, 1, 10],
    [1, 0, 1, 20],
    [2, 0, 1, 40],
    [1, 1, 1, 30],
  ]);

  test("are the mean over the people who arrive, rounded up to the second", () => {
    const [grid] = cellGrids(cells);
    // (10 × 600 + 20 × 1 200) / 30 = 1 000 deciseconds; the last cell does not arrive, nor does the one apart.
    const times = Uint32Array.of(600, 1200, UNREACHED, UNREACHED);
    expect(squareSeconds([grid, doubleSide(grid)], cells, times).map((seconds) => [...seconds])).toEqual([
      [60, 120, -1, -1],
      [100, -1],
    ]);
  });

  test("of a cell are within whole minutes exactly when its deciseconds are", () => {
    const times = Uint32Array.of(18_000, 18_001, 17_999, 0);
    const [seconds] = squareSeconds(cellGrids(cells), cells, times);
    expect([...seconds]).toEqual([1800, 1801, 1800, 0]);
  });

  test("of a square without people are those of its cells", () => {
    const empty = cellsOf([
      [0, 0, 1, 0],
      [1, 0, 1, 0],
    ]);
    const [grid] = cellGrids(empty);
    const [, seconds] = squareSeconds([grid, doubleSide(grid)], empty, Uint32Array.of(600, 1200));
    expect([...seconds]).toEqual([90]);
  });

  test("and people are those that a table of all squares comes to, whatever the order of the cells", () => {
    const plan = fc.tuple(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -9, max: 9 }),
      fc.nat(50),
      fc.nat(36_000),
    );
    const plans = fc.uniqueArray(plan, { selector: ([x, y]) => `${x} ${y}`, minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 4 }), (list, doublings) => {
        const random = cellsOf(list.map(([x, y, people]) => [x, y, 1, people]));
        // One in seven does not arrive.
        const times = Uint32Array.from(list, ([, , , time]) => (time % 7 === 0 ? UNREACHED : time));
        const grids = [cellGrids(random)[0]];
        for (let i = 0; i < doublings; i++) grids.push(doubleSide(grids[i]));
        const last = grids[doublings];
        const seconds = squareSeconds(grids, random, times)[doublings];
        const found = cornersOf(last).map((corner, square) => ({
          corner,
          people: last.people[square],
          cells: last.cellCounts[square],
          first: last.firstCells[square],
          seconds: seconds[square],
        }));
        expect(found).toEqual(slowSquares(random, times, 1000 * 2 ** doublings));
      }),
    );
  });
});

/** One look through all cells for each square. */
function slowSquares(cells: Cells, times: Uint32Array, side: number) {
  const corner = (meters: number): number => Math.floor(meters / side) * side;
  const all = Array.from({ length: cells.count }, (_, cell) => cell);
  const keys = new Set(all.map((cell) => `${corner(cells.eastings[cell])} ${corner(cells.northings[cell])}`));
  return [...keys]
    .map((key) => {
      const [easting, northing] = key.split(" ").map(Number);
      const members = all.filter(
        (cell) => corner(cells.eastings[cell]) === easting && corner(cells.northings[cell]) === northing,
      );
      const arriving = members.filter((cell) => times[cell] !== UNREACHED);
      const weightOf = (cell: number): number => Math.max(cells.people[cell], Number.EPSILON);
      const weights = arriving.reduce((sum, cell) => sum + weightOf(cell), 0);
      const weighted = arriving.reduce((sum, cell) => sum + weightOf(cell) * times[cell], 0);
      return {
        corner: [easting, northing] as [number, number],
        people: members.reduce((sum, cell) => sum + cells.people[cell], 0),
        cells: members.length,
        first: members[0],
        seconds: arriving.length === 0 ? -1 : Math.ceil(Number((weighted / weights).toFixed(3)) / 10),
      };
    })
    .sort((a, b) => a.corner[1] - b.corner[1] || a.corner[0] - b.corner[0]);
}
