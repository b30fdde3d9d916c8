import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, test } from "vitest";

import type { BuildResult } from "../../data/build-dataset.ts";
import { verifyDataset } from "../../data/bundle/verify-dataset.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { type Cells, cellId } from "../../isochrones/model/cells.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { areaFaults, coverCount } from "../helpers/areas.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { sharedData } from "../helpers/shared-data.ts";

const files = corsicanFiles();
const table = sharedData("osrm/corse-table.json");
const MINUTES = [10, 20, 30];
/** How far our coverage may be from OSRM's, as a share of people. */
const TOLERANCE = 0.003;

/** What a real OSRM answered: for every cell of the census grid, seconds to each of the 37 structures. */
interface OsrmTable {
  readonly origins: readonly (readonly [lon: number, lat: number, people: number, id: string])[];
  readonly durationsSeconds: readonly (readonly (number | null)[])[];
}

/** Seconds from each cell to its nearest structure by OSRM, by identifier. */
function osrmTimes(path: string): Map<string, number> {
  const { origins, durationsSeconds } = JSON.parse(readFileSync(path, "utf8")) as OsrmTable;
  return new Map(
    origins.map(([, , , id], at) => [
      id,
      Math.min(...durationsSeconds[at].map((seconds) => seconds ?? Infinity)),
    ]),
  );
}

/** Coverage by OSRM's times, over the cells that it was asked about. */
function osrmShares(cells: Cells, times: ReadonlyMap<string, number>): { shares: number[]; known: number } {
  const covered = MINUTES.map(() => 0);
  let known = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    const seconds = times.get(cellId(cells, cell));
    if (seconds === undefined) continue;
    known += cells.people[cell];
    MINUTES.forEach((minutes, at) => (covered[at] += seconds <= minutes * 60 ? cells.people[cell] : 0));
  }
  return { shares: covered.map((people) => people / known), known };
}

const isAbsent = files === null || table === null;

describe.skipIf(isAbsent)("Corsica from its real files (skipped without the real data of ../shared)", () => {
  let built: Record<"census" | "filosofi", { dataset: Dataset; result: BuildResult }>;

  beforeAll(async () => {
    if (files === null) return;
    built = {
      census: await buildCorsica(files, files.census),
      filosofi: await buildCorsica(files, files.filosofi),
    };
  });

  test("keeps 37 structures, 3 100 cells and everybody", () => {
    const { result, dataset } = built.census;
    expect(result.counts).toMatchObject({ structures: 37, cells: 3100, people: 346_944, communes: 360 });
    const outside = dataset.issues.find(({ code }) => code === "structure.outside_network");
    // The list has 2 845 rows.
    expect(outside?.count).toBe(2845 - 37);
    expect(dataset.name).toBe("Corse-du-Sud, Haute-Corse");
    expect(verifyDataset(dataset).filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test("keeps 2 994 cells and 270 859 people of Filosofi, most cells estimated", () => {
    const { result, dataset } = built.filosofi;
    expect(result.counts).toMatchObject({ structures: 37, cells: 2994 });
    // Fiscal weights: tenths of people, so that the sum is a person off at most.
    expect(result.counts.people).toBeCloseTo(270_859, 0);
    const report = createStudy(dataset).coverage();
    expect(report.cells.imputedShare).toBeGreaterThan(0.1);
    expect(report.warnings.map(({ code }) => code)).toContain("carreaux_imputes");
  });

  test("is within 0.3 point of OSRM at 10, 20 and 30 minutes", () => {
    const { shares, known } = osrmShares(built.census.dataset.cells as Cells, osrmTimes(table ?? ""));
    // The figures that osrm/README.md gives: the join is the right one.
    expect(shares.map((share) => (share * 100).toFixed(3))).toEqual(["71.976", "92.450", "98.273"]);
    expect(known).toBe(346_944);
    const { curve } = createStudy(built.census.dataset).coverage();
    MINUTES.forEach((minutes, at) => {
      expect(Math.abs(curve[minutes].share - shares[at]), `at ${minutes} minutes`).toBeLessThan(TOLERANCE);
    });
  });

  test("is within 0.3 point of OSRM with the people of Filosofi, on the cells that both have", () => {
    const { shares, known } = osrmShares(built.filosofi.dataset.cells as Cells, osrmTimes(table ?? ""));
    const { curve, population } = createStudy(built.filosofi.dataset).coverage();
    // Cells that only Filosofi has can move the figure by their people at most: 0.2 %.
    expect(1 - known / population).toBeLessThan(0.002);
    MINUTES.forEach((minutes, at) => {
      expect(Math.abs(curve[minutes].share - shares[at]), `at ${minutes} minutes`).toBeLessThan(TOLERANCE);
    });
  });

  test("has gaps that match the uncovered cells one for one, with communes", () => {
    const { dataset } = built.census;
    const { cells, communes } = dataset;
    if (cells === null) throw new Error("got no cells");
    const study = createStudy(dataset);
    const { deciseconds } = study.cellTimes();
    const gaps = study.gaps();
    const uncovered = [...deciseconds.keys()].filter((cell) => deciseconds[cell] > 18_000);
    expect(gaps.flatMap((gap) => gap.cells).sort((a, b) => a - b)).toEqual(uncovered);
    expect(uncovered.length).toBeGreaterThan(100);
    const names = new Set(communes.map(({ name }) => name));
    for (const gap of gaps) {
      expect(areaFaults(gap.outline, { mayTouch: true })).toEqual([]);
      expect(gap.communes.length).toBeGreaterThan(0);
      expect(gap.communes.filter(({ name }) => !names.has(name))).toEqual([]);
      for (const cell of uncovered) {
        expect(coverCount(gap.outline, cells.lons[cell], cells.lats[cell])).toBe(
          gap.cells.includes(cell) ? 1 : 0,
        );
      }
    }
  });

  test("adds up by département and by commune", () => {
    const study = createStudy(built.census.dataset);
    const whole = study.coverage();
    for (const kind of ["departement", "commune", "region"] as const) {
      const rows = study.subTerritories({ kind });
      expect(rows.reduce((sum, { population }) => sum + population, 0)).toBe(whole.population);
      expect(rows.reduce((sum, { covered }) => sum + covered, 0)).toBe(whole.covered);
      expect(rows.reduce((sum, { structures }) => sum + structures, 0)).toBe(37);
    }
  });
});
