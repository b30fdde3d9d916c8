import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findCatchment, outlineOfCatchment } from "../../../isochrones/accessibility/catchment.ts";
import type { Cells } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { areaFaults, coverCount } from "../../helpers/areas.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";

const STRUCTURES = 3;
const COMMUNES = ["2A001", "2A002", "2B003"].map((code) => miniCommune(code));

interface Timed {
  readonly place: readonly [number, number];
  readonly halves: number;
  readonly time: number | null;
  readonly nearest: number;
  readonly commune: number | null;
}

const anyWorld: fc.Arbitrary<Timed[]> = fc.uniqueArray(
  fc.record({
    place: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
    halves: fc.integer({ min: 0, max: 40 }),
    time: fc.option(fc.integer({ min: 0, max: 30_000 }), { freq: 8 }),
    nearest: fc.integer({ min: 0, max: STRUCTURES - 1 }),
    commune: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 8 }),
  }),
  { maxLength: 60, selector: ({ place }) => String(place) },
);

function inputOf(timed: readonly Timed[]) {
  const places = squares(timed.map(({ place }) => place));
  const cells: Cells = miniCells(
    timed.map(({ halves, commune }, cell) => ({
      ...places[cell],
      people: halves / 2,
      ...(commune === null ? {} : { commune }),
    })),
  );
  return {
    cells,
    communes: COMMUNES,
    deciseconds: Uint32Array.from(timed, ({ time }) => time ?? UNREACHED),
    nearest: Uint32Array.from(timed, ({ time, nearest }) => (time === null ? NO_STRUCTURE : nearest)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe("catchments", () => {
  test("share the cells that reach a structure out between them", () => {
    fc.assert(
      fc.property(anyWorld, (timed) => {
        const input = inputOf(timed);
        const cells = [0, 1, 2].flatMap((structure) => [...findCatchment(input, structure, []).cells]);
        const reached = [...timed.keys()].filter((cell) => timed[cell].time !== null);
        expect(cells.sort((a, b) => a - b)).toEqual(reached);
      }),
    );
  });

  test("are what one finds by looking at each cell, person by person", () => {
    fc.assert(
      fc.property(anyWorld, fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (timed, minutes) => {
        const found = findCatchment(inputOf(timed), 1, minutes);
        const own = [...timed.entries()].filter(([, { time, nearest }]) => time !== null && nearest === 1);
        // Half persons, one entry each.
        const times = own
          .flatMap(([, { time, halves }]) => Array.from({ length: halves }, () => time ?? 0))
          .sort((a, b) => a - b);
        expect([...found.cells]).toEqual(own.map(([cell]) => cell));
        expect(found.people).toBe(times.length / 2);
        const mean = times.length === 0 ? null : sum(times) / times.length / 600;
        expect(found.meanMinutes ?? -1).toBeCloseTo(mean ?? -1, 9);
        expect(found.medianMinutes).toBe(
          times.length === 0 ? null : times[Math.ceil(times.length / 2) - 1] / 600,
        );
        const within = (limit: number) => own.filter(([, { time }]) => (time ?? Infinity) <= limit * 600);
        expect(found.bands.map((band) => ({ ...band, cells: [...band.cells] }))).toEqual(
          minutes.map((limit) => ({
            minutes: limit,
            people: sum(within(limit).map(([, { halves }]) => halves / 2)),
            cells: within(limit).map(([cell]) => cell),
          })),
        );
        const communes = COMMUNES.map(({ code, name }, commune) => {
          const inside = own.filter(([, entry]) => entry.commune === commune);
          return {
            code,
            name,
            people: sum(inside.map(([, { halves }]) => halves / 2)),
            count: inside.length,
          };
        });
        expect(found.communes).toEqual(
          communes
            .filter(({ count }) => count > 0)
            .sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1))
            .map(({ code, name, people }) => ({ code, name, people })),
        );
      }),
    );
  });

  test("have an outline that holds their cells and no other", () => {
    fc.assert(
      fc.property(anyWorld, (timed) => {
        const { cells, ...input } = inputOf(timed);
        const { cells: members } = findCatchment({ cells, ...input }, 0, []);
        const outline = outlineOfCatchment(cells, members);
        expect(areaFaults(outline, { mayTouch: true })).toEqual([]);
        const isMember = new Set(members);
        timed.forEach((_, cell) =>
          expect(coverCount(outline, cells.lons[cell], cells.lats[cell])).toBe(isMember.has(cell) ? 1 : 0),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("of cells in two grids have an outline in each", () => {
    const [corsica] = squares([[0, 0]]);
    const reunion = { easting: 340_000, northing: 7_660_000, size: 1000, crs: 2975 };
    const cells = miniCells([corsica, reunion]);
    const { coordinates } = outlineOfCatchment(cells, Uint32Array.of(0, 1));
    expect(coordinates).toHaveLength(2);
    const area = outlineOfCatchment(cells, Uint32Array.of(0, 1));
    for (const cell of [0, 1]) expect(coverCount(area, cells.lons[cell], cells.lats[cell])).toBe(1);
  });
});
