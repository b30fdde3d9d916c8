import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { joinCells, joinFigures } from "../../../isochrones/compare/join-cells.ts";
import { cellId } from "../../../isochrones/model/cells.ts";
import { type CellPlan, miniCells, squares } from "../../helpers/mini-cells.ts";
import { referenceCells } from "../../helpers/reference-cells.ts";

const SEED = 2030;

/** Squares of a small place, so that many of two lists are the same, each once and in any order. */
const plans = fc.uniqueArray(
  fc.record({
    crs: fc.constantFrom(2975, 3035, 5490),
    size: fc.constantFrom(200, 1000),
    easting: fc.integer({ min: 500, max: 503 }).map((column) => column * 1000),
    northing: fc.integer({ min: 1500, max: 1503 }).map((row) => row * 1000),
  }),
  { selector: (plan) => JSON.stringify(plan), maxLength: 60 },
);

const ids = (places: Parameters<typeof cellId>[0], indices: Iterable<number>): string[] =>
  Array.from(indices, (index) => cellId(places, index));

describe("a join of two lists of squares", () => {
  test("is that of their identifiers", () => {
    fc.assert(
      fc.property(plans, plans, fc.infiniteStream(fc.boolean()), (ours, theirs, choice) => {
        const cells = miniCells(ours);
        const rows = referenceCells(theirs.map((plan) => ({ ...plan, minutes: 1 })));
        const members = ours.flatMap((_, cell) => (choice.next().value === true ? [cell] : []));
        const join = joinCells(cells, rows, members);

        const rowOf = new Map(theirs.map((_, row) => [cellId(rows, row), row]));
        const inBoth = members.filter((cell) => rowOf.has(cellId(cells, cell)));
        expect([...join.cells]).toEqual(inBoth);
        expect(ids(rows, join.rows)).toEqual(ids(cells, inBoth));
        expect([...join.onlyInCells]).toEqual(members.filter((cell) => !inBoth.includes(cell)));
        const anyOfOurs = new Set(ids(cells, ours.keys()));
        const missing = theirs.flatMap((_, row) => (anyOfOurs.has(cellId(rows, row)) ? [] : [row]));
        expect([...join.onlyInRows]).toEqual(missing);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("of nothing is empty", () => {
    const one = miniCells(squares([[0, 0]]));
    const none = referenceCells([]);
    expect([...joinCells(one, none, [0]).onlyInCells]).toEqual([0]);
    expect([...joinCells(miniCells([]), referenceCells([]), []).cells]).toEqual([]);
  });
});

describe("how well two lists fit", () => {
  const place = (column: number, people?: number): CellPlan => ({
    ...squares([[column, 0]])[0],
    ...(people === undefined ? {} : { people }),
  });
  const cells = miniCells([place(0, 10), place(1, 20), place(2, 40), place(9, 5)]);

  test("is told in cells and people of both", () => {
    const theirs = [place(0, 11), place(1, 26), place(2), place(20, 7), place(21)];
    const reference = referenceCells(theirs.map((plan) => ({ ...plan, minutes: 1 })));
    expect(joinFigures(cells, reference, joinCells(cells, reference, [0, 1, 2, 3]))).toEqual({
      matched: { cells: 3, people: 10 + 20 + 40 },
      onlyInDataset: { cells: 1, people: 5 },
      onlyInReference: { cells: 2, referencePeople: 7 },
      // Without the cell of which they do not say how many.
      peopleDifference: {
        cells: 2,
        people: 10 + 20,
        referencePeople: 11 + 26,
        absolute: { median: 1, p95: 6, max: 6 },
      },
    });
  });

  test("says nothing of people where they give none", () => {
    const reference = referenceCells([place(0), place(20)].map((plan) => ({ ...plan, minutes: 1 })));
    const figures = joinFigures(cells, reference, joinCells(cells, reference, [0, 1, 2, 3]));
    expect(figures).toMatchObject({
      onlyInReference: { cells: 1, referencePeople: null },
      peopleDifference: null,
    });
  });
});
