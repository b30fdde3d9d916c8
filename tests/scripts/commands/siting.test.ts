import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { SitingReport } from "../../../isochrones/model/siting.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { PEOPLE, placeAt, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

const BEYOND_DESK = WORLD.east.cells - WORLD.lastCovered - 1;

async function siting(...options: string[]): Promise<string> {
  return (await trenteOk(["siting", "--dataset", shared.dataset, "--threads", "1", ...options])).out;
}

async function reported(...options: string[]): Promise<SitingReport> {
  return JSON.parse(await siting("--format", "json", ...options)) as SitingReport;
}

/** Places along the road to the east, by kilometres. */
function placesFile(...kilometres: number[]): string {
  const file = join(tempFolder(), "lieux.csv");
  const lines = kilometres.map((km) => `km ${km},${placeAt(km, 0).lon},${placeAt(km, 0).lat}`);
  writeFileSync(file, ["nom,lon,lat", ...lines, "au large,8.52,43.0"].join("\n"));
  return file;
}

describe("siting", () => {
  test("finds the place within 30 minutes of all whom the desk leaves", async () => {
    const report = await reported(
      "--exclure",
      "bus",
      "--p",
      "1",
      "--candidats",
      placesFile(12, 39, 31, 30, 5),
    );
    expect(report.sites).toHaveLength(1);
    // The first of those from which the same cells are reached.
    expect(report.sites[0]).toMatchObject({
      id: "km 39",
      gain: BEYOND_DESK * WORLD.east.people,
      covered: PEOPLE - WORLD.far.people,
      asGood: ["km 31", "km 30"].map((id) => ({ id, name: id })),
    });
    expect(report).toMatchObject({ isProven: true, gap: 0, candidates: { given: 6, withoutRoad: 1 } });
    expect(report.assumptions.join(" ")).toContain("6 lieux de lieux.csv");
  });

  test("takes the most peopled cells of a grid, and the communes", async () => {
    const [site] = (await reported("--exclure", "bus", "--p", "1", "--candidats", "grille:5km")).sites;
    expect(site).toMatchObject({ gain: BEYOND_DESK * WORLD.east.people, communeCode: WORLD.east.commune });
    const communes = await reported("--exclure", "bus");
    expect(communes.candidates.given).toBe(2);
  });

  test("reads as a table, CSV and GeoJSON", async () => {
    const options = ["--exclure", "bus", "--p", "2", "--candidats", placesFile(12, 31), "--imposer", "km 12"];
    const text = await siting(...options);
    expect(text).toMatch(/^ +implantation +identifiant +apport +couverts +part\n1 +km 12 \(imposé\) /u);
    expect(text).toContain("meilleur choix");
    expect(text).toContain("- Candidats : 3 lieux de lieux.csv.");
    const csv = await siting(...options, "--format", "csv");
    expect(csv.split("\r\n")).toHaveLength(4);
    expect(csv).toContain("\r\n1,km 12,km 12,oui,");
    const geojson = JSON.parse(await siting(...options, "--format", "geojson")) as GeoJSON.FeatureCollection;
    expect(geojsonFaults(geojson)).toEqual([]);
    expect(geojson.features.map(({ id }) => id)).toEqual(["km 12", "km 31"]);
  });

  test("says how few sites are enough", async () => {
    const options = ["--exclure", "bus", "--candidats", placesFile(12, 31)];
    const text = await siting(...options, "--part", "90", "--exact");
    expect(text).toContain("moins ne suffisent pas");
    expect(await siting(...options, "--part", "100")).toContain("Les candidats ne suffisent pas");
  });

  test("says whom each site serves where it serves so many at most", async () => {
    const options = ["--exclure", "bus", "--p", "1", "--candidats", placesFile(31), "--capacite", "10"];
    const text = await siting(...options);
    expect(text).toMatch(/couverts +part +servis\n1 +km 31 .* 10\n/u);
    expect((await reported(...options, "--exact")).sites[0]).toMatchObject({
      served: 10,
      gain: BEYOND_DESK * WORLD.east.people,
    });
  });

  test("says when nobody is left", async () => {
    expect(await siting("--candidats", placesFile(31), "--minutes", "120")).toContain("Aucune implantation");
  });
});

test.each([
  [["--p", "0"], "--p: got 0"],
  [["--p", "2", "--part", "90"], "--part"],
  [["--part", "101"], "--part: got 101"],
  [["--capacite", "0"], "--capacite: got 0"],
  [["--capacite", "10", "--part", "90"], "--capacite"],
  [["--capacite", "10", "--but", "temps-moyen"], "--capacite"],
  [["--candidats", "grille:0km"], "--candidats"],
  [["--plancher", "dep:2A"], "--plancher"],
  [["--part", "90", "--plancher", "dep:2A=1"], "--plancher"],
])("siting %s is bad usage", async (options, text) => {
  const { code, err } = await trente(["siting", "--dataset", shared.dataset, ...options]);
  expect(code).toBe(2);
  expect(err).toContain(text);
});

test("siting with an unknown candidate or weight is bad input, in one line", async () => {
  for (const options of [
    ["--imposer", "75056"],
    ["--interdire", "75056"],
    ["--poids", "chats"],
  ]) {
    const { code, out, err } = await trente([
      "siting",
      "--dataset",
      shared.dataset,
      "--threads",
      "1",
      ...options,
    ]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.trimEnd().split("\n").at(-1)).toMatch(/^trente siting: /u);
  }
});
