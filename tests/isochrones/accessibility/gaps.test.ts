import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findGaps } from "../../../isochrones/accessibility/gaps.ts";
import { cellId } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import type { Gap } from "../../../isochrones/model/report.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { areaFaults, coverCount } from "../../helpers/areas.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune, miniStructure } from "../../helpers/mini-dataset.ts";

interface TimedCell {
  readonly place: readonly [number, number];
  readonly people?: number;
  /** Deciseconds, null where no structure is reached. */
  readonly time: number | null;
  readonly nearest?: number;
  readonly commune?: number;
}

const STRUCTURES = ["un", "deux", "trois"].map((id) => miniStructure({ id }));
const COMMUNES = ["2A001", "2A002", "2B003"].map((code) => miniCommune(code));

function gapsOf(timed: readonly TimedCell[], minutes = 30, members = timed.map((_, cell) => cell)) {
  const places = squares(timed.map(({ place }) => place));
  const cells = miniCells(
    timed.map(({ people = 1, commune = 0 }, cell) => ({ ...places[cell], people, commune })),
  );
  const input = {
    cells,
    communes: COMMUNES,
    structures: STRUCTURES,
    deciseconds: Uint32Array.from(timed, ({ time }) => time ?? UNREACHED),
    nearest: Uint32Array.from(timed, ({ time, nearest }) => (time === null ? NO_STRUCTURE : (nearest ?? 0))),
  };
  return { cells, gaps: findGaps(input, Uint32Array.from(members), minutes) };
}

const anyWorld: fc.Arbitrary<TimedCell[]> = fc.uniqueArray(
  fc.record({
    place: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
    people: fc.integer({ min: 1, max: 900 }).map((tenths) => tenths / 10),
    time: fc.option(fc.integer({ min: 0, max: 36_000 }), { freq: 8 }),
    nearest: fc.integer({ min: 0, max: 2 }),
    commune: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 50, selector: ({ place }) => String(place) },
);

const MINUTE = 600;

describe("gaps", () => {
  test("hold every uncovered cell of the territory once, and no other", () => {
    fc.assert(
      fc.property(anyWorld, fc.integer({ min: 1, max: 60 }), (timed, minutes) => {
        const members = [...timed.keys()].filter((cell) => timed[cell].commune !== 2);
        const { cells, gaps } = gapsOf(timed, minutes, members);
        const uncovered = members.filter((cell) => (timed[cell].time ?? Infinity) > minutes * MINUTE);
        expect(gaps.flatMap((gap) => gap.cells).sort((a, b) => a - b)).toEqual(uncovered);
        for (const gap of gaps) {
          expect(gap.cellCount).toBe(gap.cells.length);
          expect(areaFaults(gap.outline, { mayTouch: true })).toEqual([]);
          for (let cell = 0; cell < cells.count; cell++) {
            const inside = coverCount(gap.outline, cells.lons[cell], cells.lats[cell]);
            expect(inside).toBe(gap.cells.includes(cell) ? 1 : 0);
          }
        }
      }),
    );
  });

  test("say of themselves what their cells say", () => {
    fc.assert(
      fc.property(anyWorld, (timed) => {
        const { cells, gaps } = gapsOf(timed);
        for (const gap of gaps) expectToDescribe(gap, timed);
        const ids = gaps.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(
          ids.map((id, at) => gaps[at].cells.some((cell) => id === `zb-${cellId(cells, cell)}`)),
        ).not.toContain(false);
        const people = gaps.map((gap) => gap.people);
        expect(people).toEqual([...people].sort((a, b) => b - a));
      }),
    );
  });

  test("begin one decisecond after the cutoff", () => {
    const { gaps } = gapsOf([
      { place: [0, 0], time: 30 * MINUTE },
      { place: [1, 0], time: 30 * MINUTE + 1 },
    ]);
    expect(gaps.map((gap) => gap.cells)).toEqual([[1]]);
  });

  test("are named after their most populated cell, wherever it is", () => {
    const { cells, gaps } = gapsOf([
      { place: [0, 0], time: null, people: 2 },
      { place: [1, 0], time: null, people: 5 },
      { place: [2, 0], time: null, people: 3 },
    ]);
    expect(gaps.map(({ id }) => id)).toEqual([`zb-${cellId(cells, 1)}`]);
  });

  test("name the structure nearest to most people, not to most cells, and its least time", () => {
    const { gaps } = gapsOf([
      { place: [0, 0], time: 40 * MINUTE, people: 10, nearest: 2 },
      { place: [1, 0], time: 35 * MINUTE, people: 1, nearest: 1 },
      { place: [2, 0], time: 36 * MINUTE, people: 1, nearest: 1 },
      { place: [3, 0], time: 38 * MINUTE, people: 1, nearest: 2 },
    ]);
    expect(gaps[0].nearest).toEqual({ id: "trois", name: "France services trois", minutes: 38 });
  });

  test("where nothing is reached have no times and no structure", () => {
    const { gaps } = gapsOf([{ place: [0, 0], time: null }]);
    expect(gaps[0]).toMatchObject({ worstMinutes: null, meanMinutes: null, nearest: null });
  });

  test("with one cell that reaches nothing have no worst time, but a mean of the others", () => {
    const { gaps } = gapsOf([
      { place: [0, 0], time: null },
      { place: [1, 0], time: 40 * MINUTE },
    ]);
    expect(gaps[0]).toMatchObject({
      worstMinutes: null,
      meanMinutes: 40,
      nearest: { id: "un", minutes: 40 },
    });
  });

  test("of a territory that is covered are none", () => {
    expect(gapsOf([{ place: [0, 0], time: 0 }]).gaps).toEqual([]);
    expect(gapsOf([]).gaps).toEqual([]);
  });
});

function expectToDescribe(gap: Gap, timed: readonly TimedCell[]): void {
  const own = gap.cells.map((cell) => timed[cell]);
  const people = (some: readonly TimedCell[]): number =>
    some.reduce((sum, cell) => sum + (cell.people ?? 1), 0);
  const reached = own.filter(({ time }) => time !== null);
  expect(gap.people).toBeCloseTo(people(own), 6);
  const worst = Math.max(...own.map(({ time }) => time ?? Infinity)) / MINUTE;
  expect(gap.worstMinutes ?? Infinity).toBe(worst);
  const weighted = reached.reduce((sum, cell) => sum + (cell.people ?? 1) * (cell.time ?? 0), 0);
  expect(gap.meanMinutes ?? -1).toBeCloseTo(
    reached.length === 0 ? -1 : weighted / people(reached) / MINUTE,
    6,
  );
  expect(gap.communes.map(({ people: count }) => count)).toEqual(
    gap.communes.map(({ people: count }) => count).sort((a, b) => b - a),
  );
  for (const { code, people: count } of gap.communes) {
    expect(count).toBeCloseTo(people(own.filter(({ commune = 0 }) => COMMUNES[commune].code === code)), 6);
  }
  const codes = own.map(({ commune = 0 }) => COMMUNES[commune].code).sort();
  expect(gap.communes.map(({ code }) => code).sort()).toEqual([...new Set(codes)]);
  const byStructure = STRUCTURES.map((_, structure) =>
    people(reached.filter(({ nearest }) => nearest === structure)),
  );
  const chosen = STRUCTURES.findIndex(({ id }) => id === gap.nearest?.id);
  expect(byStructure[chosen] ?? 0).toBeCloseTo(Math.max(...byStructure), 6);
}
