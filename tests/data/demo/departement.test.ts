import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { buildDataset } from "../../../data/build-dataset.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { readOpeningHours } from "../../../data/structures/opening-hours.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { testCommunes } from "./commune-checks.ts";
import { readCommunes, writtenDemo } from "./demo-fixtures.ts";

const OFFICIAL = sharedData("france/liste-fs-20240801.csv");

type Row = Record<string, string>;

const files = await writtenDemo("departement");

test("the département's files stay small, and hold what was planned", async () => {
  const paths = [files.roads, files.structures, files.population, files.communes, files.readme];
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6e6);
  expect(files.counts.nodes).toBeGreaterThan(60_000);
  expect(files.counts.nodes).toBeLessThan(100_000);
  expect(files.counts.communes).toBe(250);
  expect(Math.abs(files.counts.people - 250_000)).toBeLessThan(2_500);
});

describe("the département, read and questioned", async () => {
  const out = join(dirname(files.roads), "jeu");
  await buildDataset({
    osm: [files.roads],
    structures: [files.structures],
    population: [files.population],
    communes: [files.communes],
    out,
  });
  const dataset = readBundle(out);
  const study = createStudy(dataset);

  test("is known to be fictitious", () => {
    expect(dataset.fictitious).toBe(true);
  });

  test("has people in every commune, all of them linked to a road that leads to a desk", () => {
    const communes = study.subTerritories({ kind: "commune" });
    expect(communes).toHaveLength(files.counts.communes);
    expect(communes.filter(({ population }) => population === 0)).toEqual([]);
    expect(study.coverage()).toMatchObject({ unlinked: { cells: 0 }, unreached: { cells: 0 } });
  });

  test("shows a network that is good but not complete, with gaps worth a desk", () => {
    const share = (minutes: number) => study.coverage({ minutes }).share;
    expect(share(30)).toBeGreaterThan(0.93);
    expect(share(30)).toBeLessThan(0.97);
    expect(Math.abs(share(20) - 0.8)).toBeLessThan(0.03);
    expect(study.gaps({ minutes: 30 }).filter(({ people }) => people > 1_500).length).toBeGreaterThanOrEqual(
      2,
    );
  });

  test("leaves the island out of reach of half an hour: the ferry takes 25 minutes", () => {
    const island = dataset.communes.filter(
      ({ name }) => name.endsWith("en-l'Île") || name.startsWith("Le Port-"),
    );
    expect(island).toHaveLength(3);
    for (const { code } of island) expect(study.coverage({ territory: `com:${code}` }).covered).toBe(0);
  });

  test("has each fault of its list reported once", () => {
    const counts = new Map(dataset.issues.map(({ code, count }) => [code, count]));
    for (const fault of ["coordinate.swapped", "coordinate.outside", "commune.unknown", "id.duplicate"])
      expect(counts.get(`structure.${fault}`), fault).toBe(1);
  });
});

describe("communes of the département", async () => {
  testCommunes(await readCommunes(files.communes), 0.7);
});

describe("structures of the département", async () => {
  const text = await readFile(files.structures, "utf8");
  const rows = parse<Row>(text, { columns: true });
  const sound = rows.slice(0, files.counts.structures);
  const values = (column: string) => new Set(sound.map((row) => row[column]));

  test.skipIf(OFFICIAL === null)(
    "have the header of the real list (skipped without the shared data)",
    async () => {
      const official = await readFile(OFFICIAL ?? "", "utf8");
      expect(text.split("\n")[0]).toBe(official.split("\n")[0]);
    },
  );

  test("come in all types and formats of the list", () => {
    expect(values("type_fs")).toEqual(new Set(["Principal", "Antenne"]));
    expect(values("format_fs")).toEqual(
      new Set(["Fixe", "Multisites", "Bus_équivalent", "Itinérante", "Fixe_antenne(s)"]),
    );
  });

  test("were labelled from 2020 to 2024, on days written as in the list", () => {
    const years = sound.map(
      (row) => /^Espace labellisé \d\d\/\d\d\/(\d{4})$/.exec(row["labellisation_fs"])?.[1],
    );
    expect(years).not.toContain(undefined);
    expect(new Set(years)).toEqual(new Set(["2020", "2021", "2022", "2023", "2024"]));
  });

  test("have hours that can be read, some of them on Saturday, one none at all", () => {
    const days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"].map((day) => `h_${day}`);
    for (const row of sound)
      for (const day of days) expect.soft(readOpeningHours(row[day]).kind).toBe("read");
    expect(sound.some((row) => row["h_samedi"] !== "")).toBe(true);
    expect(sound.filter((row) => days.every((day) => row[day] === ""))).toHaveLength(1);
  });

  test("have quotes and line breaks inside a field somewhere, as the real list", () => {
    expect(sound.some((row) => /"/.test(row["commentaire"]) && row["commentaire"].includes("\n"))).toBe(true);
  });

  test("end with four spoilt rows: swapped, twice the same id, far away, unknown commune", () => {
    const spoilt = rows.slice(files.counts.structures);
    expect(spoilt).toHaveLength(4);
    const [swapped, double, away, unknown] = spoilt;
    expect([swapped["latitude"], swapped["longitude"]]).toEqual([rows[0]["longitude"], rows[0]["latitude"]]);
    expect(double["id_fs"]).toBe(rows[0]["id_fs"]);
    expect([Number(away["latitude"]), Number(away["longitude"])]).toEqual([12.5, 103.25]);
    expect(unknown["insee_com"]).toBe("99999");
  });

  test("carry no address of a real person: example domain, fictional numbers", () => {
    for (const row of rows) {
      expect(row["mail"]).toMatch(/@france-services\.example$/);
      expect(row["telephone"]).toMatch(/^01 99 00 \d\d \d\d$/);
    }
  });
});
