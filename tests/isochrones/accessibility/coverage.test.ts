import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { CURVE_MINUTES, coverageFigures } from "../../../isochrones/accessibility/coverage.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { miniCells, miniSnaps, squares } from "../../helpers/mini-cells.ts";

/** One cell of a coverage: time in deciseconds, null where no structure is reached. */
interface TimedCell {
  readonly people: number;
  readonly time: number | null;
  /** Metres to the road, null where there is none. */
  readonly snap: number | null;
  readonly imputed: boolean;
  readonly cutTime: number | null;
}

const PLAIN: TimedCell = { people: 1, time: 0, snap: 0, imputed: false, cutTime: null };

function figures(timed: readonly TimedCell[], minutes: number, members = timed.map((_, cell) => cell)) {
  const places = squares(timed.map((_, cell) => [cell, 0] as const));
  const cells = {
    ...miniCells(
      places.map((place, cell) => ({ ...place, people: timed[cell].people, imputed: timed[cell].imputed })),
    ),
    cutTimes: Uint32Array.from(timed, ({ cutTime }) => cutTime ?? UNREACHED),
  };
  const times = Uint32Array.from(timed, ({ time }) => time ?? UNREACHED);
  return coverageFigures(
    cells,
    miniSnaps(timed.map(({ snap }) => snap)),
    times,
    Uint32Array.from(members),
    minutes,
  );
}

const anyCell: fc.Arbitrary<TimedCell> = fc
  .record({
    // Fiscal weights: halves and tenths of people are normal.
    people: fc.integer({ min: 1, max: 5000 }).map((tenths) => tenths / 10),
    time: fc.option(fc.oneof(fc.integer({ min: 0, max: 45_000 }), fc.constantFrom(0, 600, 18_000, 36_000)), {
      freq: 6,
    }),
    snap: fc.option(fc.integer({ min: 0, max: 5000 }), { freq: 6 }),
    imputed: fc.boolean(),
    cutTime: fc.option(fc.integer({ min: 0, max: 40_000 })),
  })
  .map((cell) => (cell.snap === null ? { ...cell, time: null } : cell));

const sumPeople = (cells: readonly TimedCell[]): number => cells.reduce((sum, { people }) => sum + people, 0);

/**
 * The least time within which that share of the people is: sort, then walk. Where the share is met exactly by a
 * cell, rounding decides between that cell and the next: then it is either. Null alone where nobody is reached.
 */
function slowQuantiles(reached: readonly TimedCell[], share: number): (number | null)[] {
  if (reached.length === 0) return [null];
  const sorted = [...reached].sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const needed = sumPeople(reached) * share;
  let seen = 0;
  const cumulated = sorted.map(({ people }) => (seen += people));
  // People are tenths: what a sum loses to rounding is far less than one of them.
  return [needed - 1e-6, needed + 1e-6].map((people) => {
    const at = cumulated.findIndex((sum) => sum >= people);
    return (sorted.at(at)?.time ?? 0) / 600;
  });
}

describe("coverage figures", () => {
  test("agree with filtering and sorting the cells", () => {
    const worlds = fc.array(anyCell, { maxLength: 40 });
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 90 }), (cells, minutes) => {
        const got = figures(cells, minutes);
        const reached = cells.filter(({ time }) => time !== null);
        const coveredCells = reached.filter(({ time }) => time !== null && time <= minutes * 600);
        const population = sumPeople(cells);
        expect(got.population).toBeCloseTo(population, 6);
        expect(got.covered).toBeCloseTo(sumPeople(coveredCells), 6);
        expect(got.cells).toMatchObject({ count: cells.length, covered: coveredCells.length });
        expect(got.share).toBeCloseTo(population === 0 ? 0 : sumPeople(coveredCells) / population, 9);
        const imputed = sumPeople(cells.filter((cell) => cell.imputed));
        expect(got.cells.imputedShare).toBeCloseTo(population === 0 ? 0 : imputed / population, 9);
        const unlinked = cells.filter(({ snap }) => snap === null);
        const unreached = cells.filter(({ snap, time }) => snap !== null && time === null);
        expect(got.unlinked.cells).toBe(unlinked.length);
        expect(got.unlinked.people).toBeCloseTo(sumPeople(unlinked), 6);
        expect(got.unreached.cells).toBe(unreached.length);
        expect(got.unreached.people).toBeCloseTo(sumPeople(unreached), 6);
        const nearCut = cells.filter(({ cutTime }) => cutTime !== null && cutTime <= 18_000);
        expect(got.nearCut.cells).toBe(nearCut.length);
        const weighted = reached.reduce((sum, { people, time }) => sum + people * (time ?? 0), 0);
        const mean = reached.length === 0 ? -1 : weighted / sumPeople(reached) / 600;
        expect(got.meanMinutes ?? -1).toBeCloseTo(mean, 6);
        expect(slowQuantiles(reached, 0.5)).toContain(got.medianMinutes);
        expect(slowQuantiles(reached, 0.95)).toContain(got.p95Minutes);
      }),
    );
  });

  test("never go beyond the whole, and the curve never falls", () => {
    fc.assert(
      fc.property(
        fc.array(anyCell, { maxLength: 60 }),
        fc.integer({ min: 1, max: CURVE_MINUTES }),
        (cells, minutes) => {
          const { curve, share } = figures(cells, minutes);
          expect(curve.map((point) => point.minutes)).toEqual([...Array(CURVE_MINUTES + 1).keys()]);
          curve.forEach((point, at) => expect(point.share).toBeGreaterThanOrEqual(curve[at - 1]?.share ?? 0));
          expect(curve[minutes].share).toBe(share);
          expect(curve[CURVE_MINUTES].share).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("are whole where everybody is covered, whatever the order in which decimals are summed", () => {
    // 0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in the last digit: cells are summed by place, then by time.
    const people = [0.3, 0.2, 0.1];
    const cells = people.map((count, at) => ({ ...PLAIN, people: count, time: 30 - at }));
    const { share, curve } = figures(cells, 30);
    expect(share).toBeLessThanOrEqual(1);
    expect(curve[CURVE_MINUTES].share).toBeLessThanOrEqual(1);
  });

  test("count a cell whose time is exactly the cutoff, and not the one a decisecond later", () => {
    const cells = [
      { ...PLAIN, people: 3, time: 30 * 600 },
      { ...PLAIN, people: 1, time: 30 * 600 + 1 },
    ];
    expect(figures(cells, 30)).toMatchObject({ covered: 3, share: 0.75, cells: { covered: 1 } });
  });

  test.each([0.41, 1.13, 2.01, 7.7])("keep the cutoff exact at %d minutes", (minutes) => {
    // Minutes with decimals times 600 may fall just below the whole decisecond that they mean.
    const deciseconds = Math.round(minutes * 600);
    const cells = [
      { ...PLAIN, time: deciseconds },
      { ...PLAIN, time: deciseconds + 1 },
    ];
    expect(figures(cells, minutes)).toMatchObject({ covered: 1, cells: { covered: 1 } });
  });

  test("look at the cells of the territory only", () => {
    const cells = [1, 10, 100].map((people, at) => ({ ...PLAIN, people, time: at * 12_000 }));
    const got = figures(cells, 25, [1, 2]);
    expect(got).toMatchObject({ population: 110, covered: 10, cells: { count: 2, covered: 1 } });
  });

  test("of an empty territory are zero and null", () => {
    const got = figures([PLAIN], 30, []);
    expect(got).toMatchObject({
      population: 0,
      covered: 0,
      share: 0,
      meanMinutes: null,
      medianMinutes: null,
    });
    expect(got).toMatchObject({ p95Minutes: null, snapMeters: null, cells: { count: 0, imputedShare: 0 } });
    expect(got.curve.every(({ share }) => share === 0)).toBe(true);
  });

  test("of cells that all lack a road", () => {
    const got = figures(
      [2, 3].map((people) => ({ ...PLAIN, people, time: null, snap: null })),
      30,
    );
    expect(got).toMatchObject({ share: 0, unlinked: { cells: 2, people: 5 }, unreached: { cells: 0 } });
    expect(got).toMatchObject({ snapMeters: null, medianMinutes: null });
  });

  test("of cells on roads that lead to no structure", () => {
    const got = figures(
      [2, 3].map((people) => ({ ...PLAIN, people, time: null, snap: 7 })),
      30,
    );
    expect(got).toMatchObject({ share: 0, unlinked: { cells: 0 }, unreached: { cells: 2, people: 5 } });
    expect(got).toMatchObject({ snapMeters: { median: 7, p95: 7, max: 7 }, meanMinutes: null });
  });

  test("weigh the mean, the median and the tail by people, not by cells", () => {
    // 94 people at 10 minutes, 1 at 20, 5 at 50: half at 10, 95 of 100 within 20.
    const cells = [
      { ...PLAIN, people: 5, time: 50 * 600 },
      { ...PLAIN, people: 94, time: 10 * 600 },
      { ...PLAIN, people: 1, time: 20 * 600 },
    ];
    const got = figures(cells, 30);
    expect(got).toMatchObject({ medianMinutes: 10, p95Minutes: 20 });
    expect(got.meanMinutes).toBeCloseTo((94 * 10 + 20 + 5 * 50) / 100, 9);
  });

  test("give the off-road legs of linked cells", () => {
    const snaps = Array.from({ length: 101 }, (_, meters) => meters);
    const got = figures(
      [...snaps.map((snap) => ({ ...PLAIN, snap })), { ...PLAIN, snap: null, time: null }],
      30,
    );
    expect(got.snapMeters).toEqual({ median: 50, p95: 95, max: 100 });
  });
});
