import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { CoverageReport, Gap } from "../../../isochrones/model/report.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trenteOk } from "./fake-terminal.ts";
import { buildArgs } from "./small-world.ts";

const osm = sharedData("corse/corse-routes.osm.pbf");
const structures = sharedData("france/liste-fs-20240801.csv");
const population = sharedData("corse/corse_1km_2021.csv");
const communes = ["2A-corse-du-sud", "2B-haute-corse"].map((name) =>
  sharedData(`corse/communes-${name}.geojson`),
);
const isHere = [osm, structures, population, ...communes].every((path) => path !== null);

/** Share of people that OSRM 6.0.0 found on the same files (osrm/README.md beside the data). */
const OSRM_SHARES: readonly (readonly [number, number])[] = [
  [10, 0.71976],
  [20, 0.9245],
  [30, 0.98273],
];
/** Agreement promised, in points of a hundred. */
const POINTS = 0.3;

describe("Corsica from its official files", () => {
  test.skipIf(!isHere)(
    "gives OSRM's figure, and gaps that are its uncovered cells (skipped without real data)",
    async () => {
      const dataset = join(tempFolder(), "corse");
      const files = { osm: osm ?? "", structures: structures ?? "", population: population ?? "" };
      const outlines = communes.flatMap((path) => ["--communes", path ?? ""]);
      await trenteOk([...buildArgs(files, dataset), ...outlines]);
      const ask = async (...args: string[]): Promise<string> =>
        (await trenteOk([args[0], "--dataset", dataset, ...args.slice(1)])).out;

      const report = JSON.parse(await ask("coverage", "--format", "json")) as CoverageReport;
      expect(report.structures.counted).toBe(37);
      expect(report.population).toBe(346_944);
      for (const [minutes, share] of OSRM_SHARES) {
        expect(Math.abs(report.curve[minutes].share - share) * 100, `${minutes} minutes`).toBeLessThan(
          POINTS,
        );
      }

      const rows = (await ask("coverage", "--format", "csv")).trim().split("\n").slice(1);
      const uncovered = rows
        .map((row) => row.split(","))
        .filter(([, , , , , , seconds]) => seconds === "" || Number(seconds) > 30 * 60)
        .map(([id]) => id);
      const { gaps } = JSON.parse(await ask("gaps", "--format", "json")) as {
        gaps: (Omit<Gap, "cells"> & { cells: string[] })[];
      };
      expect(gaps.flatMap(({ cells }) => cells).sort()).toEqual(uncovered.sort());
      expect(gaps.every(({ communes: names }) => names.length > 0)).toBe(true);
      const people = gaps.map((gap) => gap.people);
      expect(people).toEqual([...people].sort((a, b) => b - a));

      const table = await ask("gaps");
      expect(table.split("\n").filter((line) => line.length > 100)).toEqual([]);
    },
  );
});
