import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { readRecordedTable } from "../../../data/recorded-table.ts";
import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { startRecordedOsrm } from "../../helpers/recorded-osrm.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trenteOk } from "./fake-terminal.ts";
import { buildArgs } from "./small-world.ts";

const osm = sharedData("corse/corse-routes.osm.pbf");
const structures = sharedData("france/liste-fs-20240801.csv");
const population = sharedData("corse/corse_1km_2021.csv");
const recorded = sharedData("osrm/corse-table.json");
const isHere = [osm, structures, population, recorded].every((path) => path !== null);

/** Share of people, from the table itself (osrm/README.md beside it), in points of a hundred. */
const TOLD: readonly (readonly [number, number])[] = [
  [10, 71.976],
  [15, 85.241],
  [20, 92.45],
  [30, 98.273],
  [45, 99.873],
];
/** The README gives three decimals. */
const ROUNDING = 0.0006;
/** Promised between the embedded engine and OSRM, in points. */
const AGREEMENT = 0.1;

describe("Corsica's coverage by what a real OSRM answered", () => {
  test.skipIf(!isHere)(
    "is its figure exactly, and ours within a tenth of a point (skipped without real data)",
    async () => {
      const server = await startRecordedOsrm(readRecordedTable(recorded ?? ""), 100);
      onTestFinished(server.close);
      const folder = tempFolder();
      const dataset = join(folder, "corse");
      const files = { osm: osm ?? "", structures: structures ?? "", population: population ?? "" };
      await trenteOk(buildArgs(files, dataset));
      const ask = async (...engine: string[]): Promise<CoverageReport> => {
        const args = ["coverage", "--dataset", dataset, "--cache", join(folder, "cache"), "--format", "json"];
        return JSON.parse((await trenteOk([...args, ...engine])).out) as CoverageReport;
      };
      const theirs = await ask("--engine", `osrm:${server.url}`);
      const ours = await ask();
      for (const [minutes, told] of TOLD) {
        expect(Math.abs(theirs.curve[minutes].share * 100 - told), `${minutes} minutes`).toBeLessThan(
          ROUNDING,
        );
        const difference = Math.abs(ours.curve[minutes].share - theirs.curve[minutes].share) * 100;
        expect(difference, `${minutes} minutes`).toBeLessThan(AGREEMENT);
      }
      expect(server.pairs()).toBeLessThan(3100 * 37 + 2 * 37);
    },
  );
});
