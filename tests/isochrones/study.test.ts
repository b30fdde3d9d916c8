import { describe, expect, test } from "vitest";

import { createStudy, DEFAULT_MINUTES, MAX_MINUTES } from "../../isochrones/create-study.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { Study } from "../../isochrones/study.ts";
import { NO_STRUCTURE } from "../../isochrones/study.ts";
import { type CellPlan, ORIGIN } from "../helpers/mini-cells.ts";
import { miniCommune, miniDataset, type MiniWorld, miniStructure } from "../helpers/mini-dataset.ts";

/** Kilometres east and north of the grid's origin, to degrees. */
const at = (east: number, north: number): [number, number] =>
  gridToLonLat(3035, ORIGIN.easting + east * 1000, ORIGIN.northing + north * 1000);

const cell = (column: number, row: number, people: number, commune: number): CellPlan => ({
  easting: ORIGIN.easting + column * 1000,
  northing: ORIGIN.northing + row * 1000,
  people,
  commune,
});

/**
 * A straight road of 40 km along the middle of a row of cells, at ten metres a second: a kilometre takes 100 s.
 * A fixed desk stands in the first cell, a bus in the last. Two more cells lie away: one beside an islet's road
 * that leads nowhere, one farther than any road may be.
 */
const WORLD: MiniWorld = {
  nodes: [at(0, 0.5), at(40, 0.5), at(20, 30), at(21, 30)],
  ways: [{ nodes: [0, 1] }, { nodes: [2, 3] }],
  structures: [
    miniStructure({ id: "fixe", lon: at(0.5, 0.5)[0], lat: at(0.5, 0.5)[1], communeCode: "2A001" }),
    miniStructure({
      id: "bus",
      lon: at(39.5, 0.5)[0],
      lat: at(39.5, 0.5)[1],
      format: "bus",
      communeCode: "2B002",
      labelledOn: "2023-01-01",
    }),
  ],
  cells: [
    ...Array.from({ length: 40 }, (_, column) => cell(column, 0, 10, column < 20 ? 0 : 1)),
    cell(20, 30, 50, 1),
    cell(20, 60, 50, 1),
  ],
  communes: [miniCommune("2A001"), miniCommune("2B002")],
  territories: [
    { kind: "departement", code: "2A", name: "Corse-du-Sud" },
    { kind: "departement", code: "2B", name: "Haute-Corse" },
    { kind: "region", code: "94", name: "Corse" },
  ],
};

const WITHOUT_BUS = { exclude: ["bus"] } as const;

function study(fields: Parameters<typeof createStudy>[0] | null = null): Study {
  return createStudy(fields ?? miniDataset(WORLD));
}

function requestError(ask: () => unknown): RequestError {
  try {
    ask();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error("got an answer, expected a RequestError");
}

describe("cell times", () => {
  test("are what the road takes, to the nearest structure", () => {
    const { deciseconds, nearest } = study().cellTimes();
    for (let column = 0; column < 40; column++) {
      const kilometers = Math.min(column, 39 - column);
      // Here, a grid metre along a row is six thousandths longer than one of OSRM's sphere.
      expect(Math.abs(deciseconds[column] - kilometers * 1000)).toBeLessThan(5 + kilometers * 10);
      expect(nearest[column]).toBe(column < 20 ? 0 : 1);
    }
    expect([...deciseconds.subarray(40)]).toEqual([UNREACHED, UNREACHED]);
    expect([...nearest.subarray(40)]).toEqual([NO_STRUCTURE, NO_STRUCTURE]);
  });

  test("are kept per structures that count, however they are selected, and given up for newer ones", () => {
    const structures = Array.from({ length: 20 }, (_, index) => {
      const [lon, lat] = at(index, 0.5);
      return miniStructure({ id: `${index}`, labelledOn: `${2000 + index}-01-01`, lon, lat });
    });
    const asked = study(miniDataset({ ...WORLD, structures }));
    const first = asked.cellTimes({ asOf: "2000-06-30" });
    expect(asked.cellTimes({ asOf: "2000-12-31", exclude: ["bus", "bus"] })).toBe(first);
    expect(asked.cellTimes()).not.toBe(first);
    for (let year = 2001; year < 2020; year++) asked.cellTimes({ asOf: `${year}-06-30` });
    const again = asked.cellTimes({ asOf: "2000-06-30" });
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  test("of a selection that counts no structure are all unreached", () => {
    const { deciseconds } = study().cellTimes({ exclude: ["principal"] });
    expect(deciseconds.every((time) => time === UNREACHED)).toBe(true);
  });
});

describe("coverage", () => {
  test("counts people by cell, those without a road or a route too", () => {
    // Twelve minutes are 7.2 km: the eight cells nearest to either end.
    const report = study().coverage({ minutes: 12 });
    expect(report).toMatchObject({ population: 500, covered: 160, share: 0.32, minutes: 12 });
    expect(report.unreached).toEqual({ cells: 1, people: 50 });
    expect(report.unlinked).toEqual({ cells: 1, people: 50 });
    expect(report.cells).toMatchObject({ count: 42, covered: 16 });
  });

  test("is of 30 minutes in the whole dataset unless told", () => {
    const report = study().coverage();
    expect(report.minutes).toBe(DEFAULT_MINUTES);
    expect(report.territory).toEqual({ kind: "france", code: "france", name: "Petit monde" });
    expect(report.curve[DEFAULT_MINUTES].share).toBe(report.share);
  });

  test("looks at a territory, but reaches the structures of all", () => {
    // Of the far half, everybody is nearer to the bus; without it, the fixed desk is 20 km away and more.
    expect(study().coverage({ territory: "dep:2B", minutes: 12 })).toMatchObject({
      population: 300,
      covered: 80,
    });
    const without = study().coverage({ territory: "dep:2B", minutes: 36, selection: WITHOUT_BUS });
    expect(without).toMatchObject({
      population: 300,
      covered: 20,
      structures: { counted: 1, inTerritory: 0 },
    });
  });

  test("says which structures it counts, and where it comes from", () => {
    const { structures, provenance } = study().coverage({
      territory: "reg:94",
      selection: { ...WITHOUT_BUS, asOf: "2024-01-01" },
    });
    expect(structures).toEqual({
      counted: 1,
      inTerritory: 1,
      excluded: [{ reason: "format bus exclu", count: 1 }],
    });
    expect(provenance.parameters).toMatchObject({
      territory: "reg:94",
      minutes: 30,
      exclude: ["bus"],
      asOf: "2024-01-01",
      openOn: null,
    });
    expect(provenance.parameters).toMatchObject({ minComponent: 0, maxSnapMeters: 5000 });
    expect(provenance).toMatchObject({
      engine: "embedded",
      profile: "car",
      dataset: { name: "Petit monde" },
    });
  });

  test("counts the structures that stand outside the roads", () => {
    const issues = [{ code: "structure.outside_network", severity: "info" as const, count: 7, examples: [] }];
    const { excluded } = study({ ...miniDataset(WORLD), issues }).coverage().structures;
    expect(excluded).toEqual([{ reason: "hors du réseau routier", count: 7 }]);
  });

  test("of territories inside one adds up to that one", () => {
    const asked = study();
    for (const kind of ["departement", "commune", "region"] as const) {
      const rows = asked.subTerritories({ kind, minutes: 12 });
      const whole = asked.coverage({ minutes: 12 });
      expect(rows.reduce((sum, { population }) => sum + population, 0)).toBe(whole.population);
      expect(rows.reduce((sum, { covered }) => sum + covered, 0)).toBe(whole.covered);
      expect(rows.reduce((sum, { structures }) => sum + structures, 0)).toBe(2);
      for (const row of rows) {
        const ref =
          row.territory.kind === "region" ? "reg" : row.territory.kind === "departement" ? "dep" : "com";
        const own = asked.coverage({ territory: `${ref}:${row.territory.code}`, minutes: 12 });
        expect(row).toMatchObject({ population: own.population, covered: own.covered, share: own.share });
        expect(row.meanMinutes).toBeCloseTo(own.meanMinutes ?? NaN, 9);
      }
    }
  });

  test("and gaps are of the same cells", () => {
    const asked = study();
    for (const territory of ["france", "dep:2A", "com:2B002"]) {
      for (const minutes of [1, 12, 30]) {
        const report = asked.coverage({ territory, minutes });
        const gaps = asked.gaps({ territory, minutes });
        expect(gaps.reduce((sum, { cellCount }) => sum + cellCount, 0)).toBe(
          report.cells.count - report.cells.covered,
        );
        expect(gaps.reduce((sum, { people }) => sum + people, 0)).toBe(report.population - report.covered);
      }
    }
  });
});

describe("what cannot be answered", () => {
  test.each([0, -1, NaN, Infinity, MAX_MINUTES + 1])("%d minutes are out of range", (minutes) => {
    const asks = [
      () => study().coverage({ minutes }),
      () => study().gaps({ minutes }),
      () => study().subTerritories({ kind: "commune", minutes }),
      () => study().isochrones({ structureId: "fixe" }, [10, minutes]),
    ];
    for (const ask of asks) {
      expect(requestError(ask)).toMatchObject({ code: "minutes.out_of_range", parameter: "minutes" });
    }
  });

  test("an unknown territory is told by its parameter", () => {
    for (const ask of [
      () => study().coverage({ territory: "dep:99" }),
      () => study().gaps({ territory: "dep:99" }),
      () => study().cellsOf("dep:99"),
      () => study().subTerritories({ kind: "commune", territory: "dep:99" }),
    ]) {
      expect(requestError(ask).code).toBe("territory.unknown");
    }
  });

  test("an unknown structure, and a point far from any road", () => {
    expect(requestError(() => study().isochrones({ structureId: "nulle" }, [10]))).toMatchObject({
      code: "structure.unknown",
      parameter: "structure",
    });
    const [lon, lat] = at(20, 60);
    expect(requestError(() => study().isochrones({ lon, lat }, [10]))).toMatchObject({
      code: "point.far_from_road",
      parameter: "point",
    });
  });

  test("coverage without a population, while isochrones are drawn", () => {
    const { cells: _cells, ...roadsOnly } = WORLD;
    const asked = study(miniDataset(roadsOnly));
    for (const ask of [() => asked.coverage(), () => asked.gaps(), () => asked.cellTimes()]) {
      expect(requestError(ask).code).toBe("population.absent");
    }
    const [band] = asked.isochrones({ structureId: "fixe" }, [10]);
    expect(band.people).toBeNull();
    expect(band.area.coordinates).toHaveLength(1);
  });
});
