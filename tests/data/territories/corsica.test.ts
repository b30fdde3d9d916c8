import { beforeAll, describe, expect, test } from "vitest";

import { readCsv } from "../../../data/csv.ts";
import { DataIssues } from "../../../data/issues.ts";
import { assignCommunes, type CommuneAssignment } from "../../../data/territories/assign-communes.ts";
import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";
import { readCommuneShapes, type CommuneShapes } from "../../../data/territories/commune-shapes.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const OUTLINES_2A = sharedData("corse/communes-2A-corse-du-sud.geojson");
const OUTLINES_2B = sharedData("corse/communes-2B-haute-corse.geojson");
const GRID = sharedData("corse/corse_1km_2021.csv");
const FILES = [OUTLINES_2A, OUTLINES_2B, GRID].filter((file) => file !== null);

describe.skipIf(FILES.length < 3)("the communes of Corsica (skipped without the shared data)", () => {
  let directory: CommuneDirectory;
  let shapes: CommuneShapes;
  let shapeIssues: DataIssues;
  beforeAll(async () => {
    directory = loadCommuneDirectory();
    shapeIssues = new DataIssues();
    shapes = await readCommuneShapes(FILES.slice(0, 2), { issues: shapeIssues, directory });
  });

  test("are 124 in the south and 236 in the north, all known to the code", () => {
    const inSouth = shapes.communes.filter(({ departementCode }) => departementCode === "2A");
    expect([inSouth.length, shapes.communes.length - inSouth.length]).toEqual([124, 236]);
    expect(shapeIssues.list()).toEqual([]);
  });

  test("are valid GeoJSON as they are kept", () => {
    for (const coordinates of shapes.shapes) {
      expect(geojsonFaults({ type: "MultiPolygon", coordinates })).toEqual([]);
    }
  });

  test("hold all 3 100 cells of the grid, some by the coast, none far from it", async () => {
    const issues = new DataIssues();
    const [lons, lats, people]: number[][] = [[], [], []];
    let isHeader = true;
    for await (const { fields } of readCsv(FILES[2], { issues })) {
      if (!isHeader) {
        people.push(Number(fields[1]));
        lons.push(Number(fields[3]));
        lats.push(Number(fields[4]));
      }
      isHeader = false;
    }
    const cells = { lons: Float64Array.from(lons), lats: Float64Array.from(lats), codes: null };
    const assignment = assignCommunes(cells, shapes, directory, issues);
    expect(assignment.cellCommunes.length).toBe(3100);
    expect(issues.of("cell.commune.none")).toBe(0);
    expect(issues.of("cell.commune.nearest")).toBeGreaterThan(0);
    // Legal population 2021 (INSEE); a grid of 1 km straddles communes, hence the allowance.
    const ajaccio = peopleOf("2A004", assignment, people);
    expect(Math.abs(ajaccio / 73_822 - 1)).toBeLessThan(0.05);
  });
});

function peopleOf(
  code: string,
  { communes, cellCommunes }: CommuneAssignment,
  people: readonly number[],
): number {
  return people.reduce(
    (sum, count, cell) => sum + (communes[cellCommunes[cell]].code === code ? count : 0),
    0,
  );
}
