import { parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";

import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { cellAt, PEOPLE, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

async function coverage(...options: string[]): Promise<string> {
  return (await trenteOk(["coverage", "--dataset", shared.dataset, ...options])).out;
}

async function report(...options: string[]): Promise<CoverageReport> {
  return JSON.parse(await coverage("--format", "json", ...options)) as CoverageReport;
}

/** Rows of a CSV without quotes, as objects. */
function csvRows(text: string): Record<string, string>[] {
  const [header, ...lines] = text.replace("\uFEFF", "").trim().split(/\r?\n/u);
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((field, column) => [names[column], field])),
  );
}

const NORTH_PEOPLE = WORLD.north.cells * WORLD.north.people;
/** All but east cell 20, between the desk and the bus, and the far cell. */
const COVERED = PEOPLE - WORLD.east.people - WORLD.far.people;
const COVERED_BY_DESK = (WORLD.lastCovered + 1) * WORLD.east.people + NORTH_PEOPLE;

describe("coverage as JSON", () => {
  test("is the figure of the small world, in full", async () => {
    const answer = await report();
    expect(answer).toMatchObject({
      territory: { kind: "france" },
      minutes: 30,
      population: PEOPLE,
      covered: COVERED,
      share: COVERED / PEOPLE,
      unlinked: { cells: 1, people: WORLD.far.people },
      unreached: { cells: 0, people: 0 },
      structures: { counted: 2, inTerritory: 2, excluded: [{ reason: "hors du réseau routier", count: 1 }] },
    });
    expect(answer.curve.map(({ minutes }) => minutes)).toEqual(
      Array.from({ length: 61 }, (_, minute) => minute),
    );
    expect(answer.curve[0].share).toBe(0);
    expect(answer.curve[30].share).toBe(answer.share);
    const shares = answer.curve.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(answer.warnings.map(({ code }) => code)).toContain("carreaux_sans_route");
    expect(answer.provenance).toMatchObject({
      engine: "embedded",
      parameters: { territory: "france", minutes: 30 },
    });
    expect(answer.provenance.sources.map(({ role, file }) => [role, file])).toEqual(
      expect.arrayContaining([
        ["roads", "routes.osm.pbf"],
        ["structures", "liste.csv"],
        ["population", "carreaux.csv"],
      ]),
    );
    for (const { sha256, licence, attribution } of answer.provenance.sources) {
      expect([sha256.length, licence === "", attribution === ""]).toEqual([64, false, false]);
    }
  });

  test("does not count what --exclure names, and says why", async () => {
    const answer = await report("--exclure", "Bus, antenne");
    expect(answer.covered).toBe(COVERED_BY_DESK);
    expect(answer.structures.counted).toBe(1);
    expect(answer.structures.excluded).toContainEqual({ reason: "format bus exclu", count: 1 });
    expect(answer.provenance.parameters["exclude"]).toEqual(["bus", "antenne"]);
  });

  test("counts the network as of the day of --au", async () => {
    expect((await report("--au", "2023-05-31")).covered).toBe(COVERED_BY_DESK);
    expect((await report("--au", "2023-06-01")).covered).toBe(COVERED);
    expect((await report("--au", "2020-08-31")).structures.counted).toBe(0);
  });

  test("counts what is open at the time of --ouvert-le, and says why the others are not", async () => {
    for (const when of ["lundi-matin", "lundi-11:59", "Lundi-9h-10h"]) {
      const answer = await report("--ouvert-le", when);
      expect(answer.covered, when).toBe(COVERED_BY_DESK);
      expect(answer.structures.counted).toBe(1);
    }
    const saturday = await report("--ouvert-le", "samedi");
    expect(saturday.structures).toMatchObject({ counted: 1, inTerritory: 1 });
    expect(saturday.structures.excluded).toContainEqual({ reason: "fermée le samedi", count: 1 });
    expect((await report("--ouvert-le", "lundi")).covered).toBe(COVERED);
    expect((await report("--ouvert-le", "apres-17h30")).structures.counted).toBe(0);
    const late = await report("--ouvert-le", "semaine-apres-17:00");
    expect(late.structures.excluded).toContainEqual({ reason: "fermée en semaine après 17h", count: 1 });
    expect(late.provenance.parameters["openOn"]).toBe("apres-17h");
  });

  test("counts the people of --territoire only", async () => {
    expect(await report("--territoire", "dep:2B")).toMatchObject({
      territory: { kind: "departement", code: "2B", name: "Haute-Corse" },
      population: NORTH_PEOPLE,
      covered: NORTH_PEOPLE,
      share: 1,
    });
    expect(await report("--territoire", "com:2A004")).toMatchObject({ population: PEOPLE - NORTH_PEOPLE });
  });

  test("counts to the limit of --minutes", async () => {
    // East cell 0 is 0.75 minutes away, cell 1 2.25; cells 40 and 39 as far from the bus.
    expect((await report("--minutes", "1.5", "--territoire", "com:2A004")).covered).toBe(
      2 * WORLD.east.people,
    );
    expect((await report("--minutes", "2.5", "--territoire", "com:2A004")).covered).toBe(
      4 * WORLD.east.people,
    );
  });

  test("--engine embedded is the engine that answers", async () => {
    expect(await report("--engine", "embedded")).toEqual(await report());
  });
});

describe("coverage as a table", () => {
  test("says the same numbers as JSON, in French, in 100 columns", async () => {
    const text = await coverage();
    const { share, population, covered } = await report();
    const percent = (100 * share).toFixed(3).replace(".", ",");
    expect(text).toMatch(new RegExp(`à moins de 30 minutes +${percent} %\\n`, "u"));
    expect(text).toMatch(new RegExp(`habitants couverts +${covered} hab\\.\\n`, "u"));
    expect(text).toMatch(new RegExp(`habitants +${population} hab\\.\\n`, "u"));
    expect(text).toContain("Attention : ");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("the cells of a coverage", () => {
  test("are the same rows in CSV, GeoJSON and Parquet", async () => {
    const csv = csvRows(await coverage("--format", "csv"));
    const geojson = JSON.parse(await coverage("--format", "geojson")) as GeoJSON.FeatureCollection;
    const { bytes } = await trenteOk(["coverage", "--dataset", shared.dataset, "--format", "parquet"]);
    const file = new Uint8Array(bytes).buffer;
    const parquet = await parquetReadObjects({ file });
    // CSV has no types: nothing for an absent value, 0 and 1 for no and yes.
    const text = (value: unknown): string => {
      if (typeof value === "boolean") return value ? "1" : "0";
      return typeof value === "number" || typeof value === "string" ? `${value}` : "";
    };
    const asText = (row: object): Record<string, string> =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)]));
    expect(csv).toHaveLength(WORLD.east.cells + WORLD.north.cells + 1);
    expect(parquet.map(asText)).toEqual(csv);
    expect(geojson.features.map(({ properties }) => asText(properties ?? {}))).toEqual(
      csv.map(({ lon: _lon, lat: _lat, ...properties }) => properties),
    );
    expect(geojsonFaults(geojson)).toEqual([]);
  });

  test("add up to the figure", async () => {
    const rows = csvRows(await coverage("--format", "csv"));
    const near = rows.filter(({ secondes }) => secondes !== "" && Number(secondes) <= 30 * 60);
    const people = (some: typeof rows): number =>
      some.reduce((sum, { population }) => sum + Number(population), 0);
    expect([people(near), people(rows)]).toEqual([COVERED, PEOPLE]);
  });

  test("carry the time of the road, the nearest structure and the commune", async () => {
    const rows = new Map(csvRows(await coverage("--format", "csv")).map((row) => [row["id"], row]));
    const tenth = rows.get(cellAt(10, 0));
    // 10.5 km at 40 km/h; the projection of the grid stretches distances here by less than 1 %.
    expect(Number(tenth?.["secondes"]) / (10.5 * 90)).toBeCloseTo(1, 1);
    expect(tenth).toMatchObject({ structure: "12", commune: "2A004", population: "10", rattachement_m: "0" });
    expect(rows.get(cellAt(30, 0))).toMatchObject({ structure: "13" });
    expect(rows.get(cellAt(20, 10))).toMatchObject({ structure: "", secondes: "", rattachement_m: "" });
  });

  test("are those of --territoire only", async () => {
    const rows = csvRows(await coverage("--format", "csv", "--territoire", "dep:2B"));
    expect(rows.map(({ commune }) => commune)).toEqual(Array(WORLD.north.cells).fill("2B033"));
  });
});

describe("coverage --detail", () => {
  test("gives each territory in JSON and CSV, with the same numbers, adding up to the whole", async () => {
    const { territories } = JSON.parse(await coverage("--format", "json", "--detail", "departement")) as {
      territories: {
        territory: { ref: string; name: string };
        population: number;
        covered: number;
        share: number;
      }[];
    };
    expect(
      territories.map(({ territory, population }) => [territory.ref, territory.name, population]),
    ).toEqual([
      ["dep:2A", "Corse-du-Sud", PEOPLE - NORTH_PEOPLE],
      ["dep:2B", "Haute-Corse", NORTH_PEOPLE],
    ]);
    expect(territories.reduce((sum, { covered }) => sum + covered, 0)).toBe(COVERED);
    const rows = csvRows(await coverage("--format", "csv", "--detail", "departement"));
    expect(
      rows.map(({ territoire, habitants, habitants_couverts: covered, part }) => [
        territoire,
        habitants,
        covered,
        part,
      ]),
    ).toEqual(
      territories.map(({ territory, population, covered, share }) => [
        territory.ref,
        `${population}`,
        `${covered}`,
        `${share}`,
      ]),
    );
  });

  test("gives a table below the figure, least covered first", async () => {
    const text = await coverage("--detail", "commune");
    const lines = text.slice(text.indexOf("\ncode ")).trim().split("\n");
    expect(lines.map((line) => line.split(/\s+/u)[0])).toEqual(["code", "2A004", "2B033"]);
    expect(lines[2]).toMatch(/^2B033 +Bastia +100,000 % +300 +300 /u);
  });

  test("inside one territory", async () => {
    const text = await coverage("--detail", "commune", "--territoire", "dep:2B", "--format", "csv");
    expect(csvRows(text).map(({ territoire }) => territoire)).toEqual(["com:2B033"]);
  });
});

describe("a coverage that cannot be answered", () => {
  test("for an unknown territory says which are known", async () => {
    const { code, out, err } = await trente([
      "coverage",
      "--dataset",
      shared.dataset,
      "--territoire",
      "dep:99",
    ]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^trente coverage: territoire « dep:99 » inconnu.*dep:2A.*\n$/u);
  });
});
