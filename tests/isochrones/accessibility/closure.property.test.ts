import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findClosure } from "../../../isochrones/accessibility/closure.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { type CellTimes, NO_STRUCTURE } from "../../../isochrones/study.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { withoutStructure } from "../../helpers/without-structure.ts";

const COMMUNES = ["2A001", "2A002", "2B003"].map((code) => miniCommune(code));

interface Timed {
  readonly halves: number;
  readonly before: number | null;
  /** Afterwards, where the nearest one closes. */
  readonly after: number | null;
  readonly nearest: number;
  readonly commune: number;
}

const anyTime = fc.option(fc.integer({ min: 0, max: 30_000 }), { freq: 8 });

const anyCells: fc.Arbitrary<Timed[]> = fc.array(
  fc.record({
    halves: fc.integer({ min: 0, max: 40 }),
    before: anyTime,
    after: anyTime,
    nearest: fc.integer({ min: 0, max: 1 }),
    commune: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 40 },
);

function inputOf(timed: readonly Timed[]) {
  const places = squares(timed.map((_, i): [number, number] => [i % 8, Math.floor(i / 8)]));
  const timesOf = (timeOf: (cell: Timed) => number | null): CellTimes => ({
    deciseconds: Uint32Array.from(timed, (cell) => timeOf(cell) ?? UNREACHED),
    nearest: Uint32Array.from(timed, (cell) => (timeOf(cell) === null ? NO_STRUCTURE : cell.nearest)),
  });
  return {
    cells: miniCells(timed.map(({ halves, commune }, i) => ({ ...places[i], people: halves / 2, commune }))),
    communes: COMMUNES,
    before: timesOf(({ before }) => before),
    after: timesOf((cell) => (isOwn(cell) ? cell.after : cell.before)),
  };
}

function isOwn({ nearest, before }: Timed): boolean {
  return nearest === 0 && before !== null;
}

const peopleIn = (cells: readonly Timed[]): number => cells.reduce((sum, { halves }) => sum + halves / 2, 0);

describe("a closure", () => {
  test("is what one finds by looking at each cell", () => {
    fc.assert(
      fc.property(anyCells, fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (timed, minutes) => {
        const found = findClosure(inputOf(timed), 0, minutes);
        const own = timed.filter(isOwn);
        const served = own.filter(({ after }) => after !== null);
        expect(found.people).toBe(peopleIn(own));
        expect(found.stranded).toBe(peopleIn(own.filter(({ after }) => after === null)));
        const extra = served.reduce(
          (sum, { before, after, halves }) => sum + ((after ?? 0) - (before ?? 0)) * halves,
          0,
        );
        const halves = served.reduce((sum, cell) => sum + cell.halves, 0);
        expect(found.meanExtraMinutes === null).toBe(halves === 0);
        expect(found.meanExtraMinutes ?? 0).toBeCloseTo(halves === 0 ? 0 : extra / halves / 600, 9);
        found.losses.forEach((loss, at) => {
          const isWithin = (time: number | null): boolean => time !== null && time <= minutes[at] * 600;
          const losing = own.filter(({ before, after }) => isWithin(before) && !isWithin(after));
          const gaining = own.filter(({ before, after }) => !isWithin(before) && isWithin(after));
          const communes = COMMUNES.flatMap(({ code, name }, commune) => {
            const inside = losing.filter((cell) => cell.commune === commune);
            return inside.length === 0 ? [] : [{ code, name, people: peopleIn(inside) }];
          });
          expect(loss).toEqual({
            minutes: minutes[at],
            lost: peopleIn(losing),
            gained: peopleIn(gaining),
            communes: communes.sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1)),
          });
        });
      }),
    );
  });

  test("leaves the times of a dataset that never had the structure, cell by cell", () => {
    const dataset = servedTown();
    const study = createStudy(dataset);
    const { cells, communes } = dataset;
    if (cells === null) throw new Error("a town without cells");
    let loses = 0;
    for (const exclude of [[], ["bus"], ["antenne", "bus"]] as const) {
      const selection = { exclude };
      const before = study.cellTimes(selection);
      dataset.structures.forEach(({ id }, structure) => {
        const never = createStudy(withoutStructure(dataset, structure));
        const after = study.cellTimesAfter({ closed: [id] }, selection);
        expect([...after.deciseconds]).toEqual([...never.cellTimes(selection).deciseconds]);
        const minutes = [1, 2, 5, 10, 20];
        for (const loss of findClosure({ cells, communes, before, after }, structure, minutes).losses) {
          const query = { minutes: loss.minutes, selection };
          const rest = study.coverage(query).covered - loss.lost + loss.gained;
          expect(rest).toBeCloseTo(never.coverage(query).covered, 6);
          if (loss.lost > 0) loses++;
        }
      });
    }
    expect(loses).toBeGreaterThan(10);
  });
});
