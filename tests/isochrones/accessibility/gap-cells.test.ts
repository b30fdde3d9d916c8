import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { connectCells, GAP_LINK_METERS } from "../../../isochrones/accessibility/gap-cells.ts";
import { type CellPlan, miniCells, squares } from "../../helpers/mini-cells.ts";

/** Every pair looked at, over and over: the sets in the order of their first cell. */
function slowSets(plans: readonly CellPlan[], members: readonly number[]): number[][] {
  const linked = (a: number, b: number): boolean => {
    const north = Math.abs(plans[a].northing - plans[b].northing);
    const east = Math.abs(plans[a].easting - plans[b].easting);
    return plans[a].crs === plans[b].crs && Math.max(north, east) <= GAP_LINK_METERS;
  };
  const left = new Set([...members].sort((a, b) => a - b));
  const sets: number[][] = [];
  for (const first of left) {
    left.delete(first);
    const set = [first];
    for (const cell of set) {
      for (const other of [...left].filter((candidate) => linked(cell, candidate))) {
        left.delete(other);
        set.push(other);
      }
    }
    sets.push(set.sort((a, b) => a - b));
  }
  return sets;
}

const worlds = fc
  .record({
    size: fc.constantFrom(200, 1000),
    places: fc.uniqueArray(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
      maxLength: 60,
      selector: String,
    }),
    crs: fc.constantFrom(3035, 5490, 2975),
  })
  .chain(({ size, places, crs }) => {
    const plans = squares(
      places.map(([column, row]) => [column % 12, row] as const),
      size,
    ).map((plan) => ({ ...plan, crs }));
    return fc.tuple(fc.constant(plans), fc.shuffledSubarray([...plans.keys()]));
  });

const connect = (plans: readonly CellPlan[]): number[][] =>
  connectCells(
    miniCells(plans),
    plans.map((_, cell) => cell),
  );

describe("connected cells", () => {
  test("are those that a search over all pairs joins", () => {
    fc.assert(
      fc.property(worlds, ([plans, members]) => {
        expect(connectCells(miniCells(plans), members)).toEqual(slowSets(plans, members));
      }),
      { numRuns: 300 },
    );
  });

  test("touch by a side or a corner at 1 km", () => {
    expect(
      connect(
        squares([
          [0, 0],
          [1, 1],
        ]),
      ),
    ).toHaveLength(1);
    expect(
      connect(
        squares([
          [0, 0],
          [2, 0],
        ]),
      ),
    ).toHaveLength(2);
  });

  test("may have four empty cells between them at 200 m, not five", () => {
    expect(
      connect(
        squares(
          [
            [0, 0],
            [5, 5],
          ],
          200,
        ),
      ),
    ).toHaveLength(1);
    expect(
      connect(
        squares(
          [
            [0, 0],
            [6, 0],
          ],
          200,
        ),
      ),
    ).toHaveLength(2);
  });

  test("of different grids are never joined", () => {
    const [plan] = squares([[0, 0]]);
    expect(connect([plan, { ...plan, crs: 2975, easting: plan.easting + 1000 }])).toHaveLength(2);
  });

  test("of nothing are nothing", () => {
    expect(connectCells(miniCells([]), [])).toEqual([]);
  });
});
