import { describe, expect, onTestFinished, test, vi } from "vitest";

import {
  mostPeopledCells,
  NO_CELL,
  townHallNotes,
  townHallTimes,
} from "../../../isochrones/accessibility/town-halls.ts";
import { figuresOf } from "../../../isochrones/accessibility/sensitivity.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import type { Assumption, ChiefTowns, TownHall } from "../../../isochrones/model/sensitivity.ts";
import { NearestField } from "../../../isochrones/routing/nearest-field.ts";
import type { Study } from "../../../isochrones/study.ts";
import { type CellPlan, ORIGIN } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

/** Kilometres east and north of the grid's origin, to degrees. */
const at = (east: number, north: number): { lon: number; lat: number } => {
  const [lon, lat] = gridToLonLat(3035, ORIGIN.easting + east * 1000, ORIGIN.northing + north * 1000);
  return { lon, lat };
};

const cell = (column: number, row: number, people: number, commune?: number): CellPlan => ({
  easting: ORIGIN.easting + column * 1000,
  northing: ORIGIN.northing + row * 1000,
  people,
  ...(commune === undefined ? {} : { commune }),
});

const road = [at(0, 0.5), at(40, 0.5)].map(({ lon, lat }): [number, number] => [lon, lat]);

/**
 * A straight road of 40 km at ten metres a second, 100 s a kilometre, with the desk at its kilometre 0.5; cell i lies at
 * kilometre i + 0.5, so that 30 minutes are 18 kilometres. The first commune has cells 2 (5 people), 17 (30) and 19 (8);
 * the second 18 (4) and 25 (9); the third nobody; cell 30 (6) has no commune.
 */
const WORLD = miniDataset({
  nodes: road,
  ways: [{ nodes: [0, 1] }],
  structures: [miniStructure({ id: "desk", ...at(0.5, 0.5) })],
  cells: [
    cell(2, 0, 5, 0),
    cell(17, 0, 30, 0),
    cell(19, 0, 8, 0),
    cell(18, 0, 4, 1),
    cell(25, 0, 9, 1),
    cell(30, 0, 6),
  ],
  communes: [miniCommune("2A001"), miniCommune("2A002"), miniCommune("2A003")],
});

function townHall(towns: Record<string, { lon: number; lat: number }> | null): Assumption {
  const chiefTowns: ChiefTowns | null = towns === null ? null : new Map(Object.entries(towns));
  return { kind: "townHall", chiefTowns };
}

/** Minutes of each cell, and people within 30 minutes. */
function under(
  study: Study,
  assumption: Assumption,
): { minutes: number[]; covered: number; townHalls: unknown } {
  const { deciseconds, townHalls } = study.timesUnder(assumption);
  const { cells } = study.dataset;
  if (cells === null) throw new Error("no cells");
  const [{ covered }] = figuresOf(cells, deciseconds, study.cellsOf("france"), [30]);
  const minutes = Array.from(deciseconds, (time) =>
    time === UNREACHED ? Infinity : Math.round(time / 10) / 60,
  );
  return { minutes, covered, townHalls };
}

/** Minutes from so many kilometres to the desk; the grid's own, half a per cent longer than those on the globe. */
const drive = (km: number): number => Math.round(km * 100) / 60;

describe("people at their chief town", () => {
  test("are as far as its most peopled cell, where nothing else is known", () => {
    const study = createStudy(WORLD);
    expect(under(study, { kind: "asked" }).covered).toBe(5 + 30 + 4);
    const { minutes, covered, townHalls } = under(study, townHall(null));
    expect(townHalls).toEqual(["cell", "cell", "absent"]);
    minutes.forEach((time, index) => {
      expect(time, `cell ${index}`).toBeCloseTo(drive([17, 17, 17, 25, 25, 30][index]), 0);
    });
    expect(covered).toBe(5 + 30 + 8);
  });

  test("are as far as the position that is given", () => {
    const study = createStudy(WORLD);
    // The first commune's beyond 18 km, the second's not: 12 km, and 3 km off the road.
    const given = townHall({ "2A001": at(21, 0.5), "2A002": at(12.5, 3.5), "99999": at(1, 1) });
    const { minutes, covered, townHalls } = under(study, given);
    expect(townHalls).toEqual(["file", "file", "absent"]);
    minutes.forEach((time, index) => {
      expect(time, `cell ${index}`).toBeCloseTo(drive([20.5, 20.5, 20.5, 12, 12, 30][index]), 0);
    });
    expect(covered).toBe(4 + 9);
  });

  test("stay in their cells where none is given, and are not covered where it has no road", () => {
    const { minutes, covered, townHalls } = under(createStudy(WORLD), townHall({ "2A001": at(17, 30) }));
    expect(townHalls).toEqual(["unlinked", "absent", "absent"]);
    expect(minutes.slice(0, 3)).toEqual([Infinity, Infinity, Infinity]);
    expect(minutes[3]).toBeCloseTo(drive(18), 0);
    expect(minutes[4]).toBeCloseTo(drive(25), 0);
    expect(covered).toBe(4);
  });

  test("cost no search where that of the figure is at hand, and one where it is not", () => {
    const compute = vi.spyOn(NearestField.prototype, "compute");
    const repair = vi.spyOn(NearestField.prototype, "repair");
    onTestFinished(() => {
      compute.mockRestore();
      repair.mockRestore();
    });
    const searches = (): number => compute.mock.calls.length + repair.mock.calls.length;
    const study = createStudy(WORLD);
    study.coverage();
    expect(searches()).toBe(1);
    study.timesUnder({ kind: "asked" });
    study.timesUnder(townHall(null));
    const first = study.timesUnder(townHall({ "2A001": at(21, 0.5) }));
    study.isochrones({ structureId: "desk" }, [10]);
    study.timesUnder({ kind: "offRoad", speedKmh: 5 });
    // The off-road leg is a field of its own.
    expect(searches()).toBe(2);
    expect(study.timesUnder(townHall({ "2A001": at(21, 0.5) }))).toEqual(first);
    // Without buses the same one structure counts.
    study.timesUnder({ kind: "structures", without: ["bus"], selection: { exclude: ["bus"] } });
    expect(searches()).toBe(2);
  });
});

test("times of another engine have no other assumptions", () => {
  const times = { deciseconds: new Uint32Array(6), nearest: new Uint32Array(6) };
  const study = createStudy(WORLD, { engine: "another", selection: {}, times });
  expect(() => study.timesUnder({ kind: "asked" })).toThrow("times of another were given");
});

const CELLS = {
  count: 5,
  communes: Uint32Array.of(1, 1, NO_COMMUNE, 0, 1),
  people: Float64Array.of(2, 7, 100, 1, 7),
};

test("the most peopled cell is the first of several", () => {
  expect([...mostPeopledCells(CELLS, 3)]).toEqual([3, 1, NO_CELL]);
});

test("cells without a commune, or of one without a place, keep their times", () => {
  const own = Uint32Array.of(1, 2, 3, 4, 5);
  const placed = (townHalls: TownHall[]): number[] => [
    ...townHallTimes(CELLS, own, Uint32Array.of(60, UNREACHED), townHalls),
  ];
  expect(placed(["cell", "absent"])).toEqual([1, 2, 3, 60, 5]);
  expect(placed(["absent", "unlinked"])).toEqual([UNREACHED, UNREACHED, 3, 4, UNREACHED]);
});

test("what became of communes is counted over the territory alone", () => {
  const times = Uint32Array.of(UNREACHED, UNREACHED, 3, 4, UNREACHED);
  const members = Uint32Array.of(0, 2, 3);
  expect(townHallNotes(CELLS, times, ["absent", "file"], members)).toEqual({
    communeCount: 2,
    absent: { communes: [0], people: 1 },
    unreached: { communes: [1], people: 2 },
    peopleWithoutCommune: 100,
  });
});
