import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { applyEdits, MOST_EDITS } from "../../../isochrones/accessibility/edits.ts";
import { gapChanges, gapSets } from "../../../isochrones/accessibility/gap-changes.ts";
import {
  compareCellTimes,
  communeSums,
  territoryChanges,
} from "../../../isochrones/accessibility/scenario-changes.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import type { StructureEdit, StructureSelection } from "../../../isochrones/model/structure.ts";
import { anyEdits, placesIn } from "../../helpers/any-edits.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { editList, withStructures } from "../../helpers/with-structures.ts";

const TOWN = servedTown();
const IDS = TOWN.structures.map(({ id }) => id);
const anyTownEdits = anyEdits(IDS, placesIn(TOWN.bbox));

const SELECTIONS: readonly StructureSelection[] = [
  {},
  { exclude: ["bus"] },
  { exclude: ["antenne", "itinerante"] },
  { openOn: { day: 0, start: 600, end: 601 } },
];

describe("a scenario", () => {
  test("has the times of a dataset built from its list of structures, to the cell", () => {
    const study = createStudy(TOWN);
    // A new structure counts whatever is selected.
    const model = miniStructure({ id: "", openingHours: [[{ start: 0, end: 1440 }], [], [], [], [], []] });
    let differing = 0;
    fc.assert(
      fc.property(anyTownEdits, fc.constantFrom(...SELECTIONS), (edits, selection) => {
        const rebuilt = createStudy(withStructures(TOWN, editList(TOWN.structures, edits, model)));
        const edited = { ...selection, edits };
        const times = study.cellTimes(edited).deciseconds;
        expect([...times]).toEqual([...rebuilt.cellTimes(selection).deciseconds]);
        const before = study.cellTimes(selection).deciseconds;
        if (times.some((time, cell) => time !== before[cell])) differing++;
        const [is, should] = [
          study.coverage({ minutes: 3, selection: edited }),
          rebuilt.coverage({ minutes: 3, selection }),
        ];
        expect(is.covered).toBeCloseTo(should.covered, 9);
        expect(is.structures.counted).toBe(should.structures.counted);
        expect(
          study.gaps({ minutes: 2, selection: edited }).map(({ id, people }) => ({ id, people })),
        ).toEqual(rebuilt.gaps({ minutes: 2, selection }).map(({ id, people }) => ({ id, people })));
      }),
      { seed: 7, numRuns: 150 },
    );
    expect(differing).toBeGreaterThan(50);
  });

  test("changes territories and gaps as two studies side by side do", () => {
    const study = createStudy(TOWN);
    const { cells, communes } = TOWN;
    if (cells === null) throw new Error("a town without cells");
    let changing = 0;
    fc.assert(
      fc.property(anyTownEdits, fc.integer({ min: 1, max: 6 }), (edits, minutes) => {
        const members = study.cellsOf("france");
        const [before, after] = [{}, { edits }].map((selection) => study.cellTimes(selection).deciseconds);
        const cutoff = minutes * 600;
        const sums = communeSums(cells, communes.length, before, members, cutoff);
        const changes = compareCellTimes(cells, communes.length, before, after, members, cutoff);
        for (const kind of ["commune", "departement", "region"] as const) {
          const rows = territoryChanges(kind, communes, sums, changes);
          const [was, is] = [{}, { edits }].map((selection) =>
            study.subTerritories({ kind, minutes, selection }),
          );
          was.forEach(({ territory: { code }, covered, meanMinutes }, at) => {
            // Those that are not listed do not change.
            const row = rows.find((one) => one.code === code) ?? {
              before: { covered, meanMinutes },
              after: { covered, meanMinutes: is[at].meanMinutes },
              gained: 0,
              lost: 0,
            };
            if (row.gained + row.lost > 0) changing++;
            expect(row.before.covered).toBeCloseTo(covered, 9);
            expect(row.before.meanMinutes ?? -1).toBeCloseTo(meanMinutes ?? -1, 9);
            expect(row.after.covered).toBeCloseTo(is[at].covered, 9);
            expect(row.after.meanMinutes ?? -1).toBeCloseTo(is[at].meanMinutes ?? -1, 9);
            expect(row.gained - row.lost).toBeCloseTo(is[at].covered - covered, 9);
          });
        }
        const gaps = gapChanges({ cells, communes }, gapSets(cells, before, members, cutoff), changes);
        const [was, is] = [{}, { edits }].map((selection) => study.gaps({ minutes, selection }));
        expect([gaps.countBefore, gaps.countAfter]).toEqual([was.length, is.length]);
        const uncoveredAfter = new Set(is.flatMap((gap) => gap.cells));
        const uncoveredBefore = new Set(was.flatMap((gap) => gap.cells));
        const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id).sort();
        expect(idsOf(gaps.closed)).toEqual(
          idsOf(was.filter((gap) => gap.cells.every((cell) => !uncoveredAfter.has(cell)))),
        );
        expect(idsOf(gaps.opened)).toEqual(
          idsOf(is.filter((gap) => gap.cells.every((cell) => !uncoveredBefore.has(cell)))),
        );
        const leaving = [...gaps.closed, ...gaps.shrunk].reduce((sum, gap) => sum + gap.changed, 0);
        const coming = [...gaps.opened, ...gaps.grown].reduce((sum, gap) => sum + gap.changed, 0);
        const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
        expect(leaving).toBeCloseTo(total(changes.sums.gained), 9);
        expect(coming).toBeCloseTo(total(changes.sums.lost), 9);
      }),
      { seed: 7, numRuns: 100 },
    );
    expect(changing).toBeGreaterThan(50);
  });

  test("tells where it snaps what it opens, and whose commune that is", () => {
    const study = createStudy(TOWN);
    const [first] = TOWN.structures;
    const edits: StructureEdit[] = [
      { kind: "close", id: "bus" },
      { kind: "open", lon: first.lon, lat: first.lat + 0.001, name: null },
    ];
    const [opening] = study.openings({ edits });
    expect(opening.edit).toBe(1);
    expect(opening.road[0]).toBeCloseTo(first.lon, 4);
    expect(opening.road[1]).toBeCloseTo(first.lat, 4);
    // A thousandth of a degree of latitude is 111 m.
    expect(opening.snapMeters).toBeGreaterThan(105);
    expect(opening.snapMeters).toBeLessThan(117);
    expect(TOWN.communes).toContain(opening.commune);
  });
});

describe("edits are refused", () => {
  const close = (id: string): StructureEdit => ({ kind: "close", id });
  const move = (id: string): StructureEdit => ({ kind: "move", id, lon: 9, lat: 42 });
  const modify = (id: string): StructureEdit => ({ kind: "modify", id, format: "bus" });
  test.each([
    ["structure.unknown", 1, [close("un"), close("rien")]],
    ["scenario.contradiction", 1, [close("un"), close("un")]],
    ["scenario.contradiction", 1, [close("un"), move("un")]],
    ["scenario.contradiction", 1, [move("un"), move("un")]],
    ["scenario.contradiction", 2, [move("un"), close("bus"), close("un")]],
    ["scenario.contradiction", 1, [modify("un"), modify("un")]],
    ["scenario.contradiction", 1, [modify("un"), close("un")]],
    ["scenario.contradiction", 1, [close("un"), modify("un")]],
  ] as const)("%s at %i", (code, index, edits) => {
    let refused: unknown = null;
    try {
      applyEdits(TOWN.structures, edits);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(RequestError);
    expect(refused).toMatchObject({ code, parameter: `modifications[${index}]` });
    expect(String(refused)).toContain(`modification n° ${index + 1} : `);
  });

  test("where there are too many, or a place is at sea or outside", () => {
    const study = createStudy(TOWN);
    const open = (lon: number, lat: number): StructureEdit => ({ kind: "open", lon, lat, name: null });
    const many = Array.from({ length: MOST_EDITS }, () => open(9.05, 42.05));
    expect(() => applyEdits(TOWN.structures, many)).not.toThrow();
    expect(() => applyEdits(TOWN.structures, [...many, open(9.05, 42.05)])).toThrow("1001 modifications");
    const outside = { edits: [open(9.05, 42.05), open(9.5, 43)] };
    expect(() => study.cellTimes(outside)).toThrow("modification n° 2 : ");
    expect(() => study.openings(outside)).toThrow("hors de l’emprise");
    const far = createStudy({ ...TOWN, bbox: [8, 41, 10, 43.5] });
    expect(() => far.cellTimes(outside)).toThrow(/modification n° 2 : aucune route à moins de 5000 m/);
  });
});
