import { describe, expect, test } from "vitest";

import type { Cells } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { groupCells, squareSeconds } from "../../../server/tiles/cell-levels.ts";

/** Cells given as `[easting, northing, side, people]`, in kilometres of a grid near its origin. */
function cellsOf(list: readonly (readonly [number, number, number, number])[]): Cells {
  const count = list.length;
  return {
    count,
    crs: new Uint16Array(count).fill(3035),
    sizes: Uint16Array.from(list, ([, , side]) => side * 1000),
    eastings: Int32Array.from(list, ([easting]) => easting * 1000),
    northings: Int32Array.from(list, ([, northing]) => northing * 1000),
    lons: Float64Array.from(list, ([easting]) => easting),
    lats: Float64Array.from(list, ([, northing]) => northing),
    people: Float64Array.from(list, ([, , , people]) => people),
    imputed: new Uint8Array(count),
    communes: new Uint32Array(count),
    cutTimes: new Uint32Array(count),
    weights: {},
  };
}

describe("grouping cells", () => {
  // Squares of 2 km stand at even kilometres: the first three cells share one, the fourth is alone.
  const cells = cellsOf([
    [0, 0, 1, 10],
    [1, 0, 1, 20],
    [1, 1, 1, 30],
    [2, 0, 1, 40],
  ]);

  test("keeps cells that are large enough as they are", () => {
    const level = groupCells(cells, 1000);
    expect(level.count).toBe(4);
    expect([...level.cells]).toEqual([0, 1, 2, 3]);
    expect(level.largestSideMeters).toBe(1000);
  });

  test("puts each cell in the square of the coarser grid that holds it, people added up", () => {
    const level = groupCells(cells, 1500);
    expect([...level.eastings]).toEqual([0, 2000]);
    expect([...level.sidesMeters]).toEqual([2000, 2000]);
    expect([...level.people]).toEqual([60, 40]);
    expect([...level.offsets]).toEqual([0, 3, 4]);
    expect([...level.cells]).toEqual([0, 1, 2, 3]);
  });

  test("squares west and south of the origin are whole too", () => {
    const level = groupCells(
      cellsOf([
        [-1, -1, 1, 1],
        [-2, -2, 1, 1],
        [0, 0, 1, 1],
      ]),
      2000,
    );
    expect([...level.eastings]).toEqual([-2000, 0]);
    expect([...level.northings]).toEqual([-2000, 0]);
  });

  test("doubles only the small ones among cells of two sizes", () => {
    const level = groupCells(
      cellsOf([
        [0, 0, 0.2, 1],
        [0.2, 0, 0.2, 1],
        [0, 0, 1, 1],
      ]),
      400,
    );
    expect([...level.sidesMeters]).toEqual([400, 1000]);
    expect([...level.people]).toEqual([2, 1]);
  });

  test("an empty grid has no squares", () => {
    expect(groupCells(cellsOf([]), 2000)).toMatchObject({ count: 0, index: null });
  });

  test("the time of a square is the mean over its people who arrive, rounded up to the second", () => {
    const level = groupCells(cells, 2000);
    // (10 × 600 + 20 × 1 200) / 30 = 1 000 deciseconds; the third cell does not arrive, nor does the fourth.
    const times = Uint32Array.of(600, 1200, UNREACHED, UNREACHED);
    expect([...squareSeconds(level, cells, times)]).toEqual([100, -1]);
  });

  test("a cell's seconds are within whole minutes exactly when its deciseconds are", () => {
    const level = groupCells(cells, 1000);
    const times = Uint32Array.of(18_000, 18_001, 17_999, 0);
    expect([...squareSeconds(level, cells, times)]).toEqual([1800, 1801, 1800, 0]);
  });

  test("a square without people still has the time of its cells", () => {
    const empty = cellsOf([
      [0, 0, 1, 0],
      [1, 0, 1, 0],
    ]);
    expect([...squareSeconds(groupCells(empty, 2000), empty, Uint32Array.of(600, 1200))]).toEqual([90]);
  });
});
