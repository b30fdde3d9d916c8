import { describe, expect, onTestFinished, test, vi } from "vitest";

import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { NearestField } from "../../../isochrones/routing/nearest-field.ts";
import { tempFile } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { PEOPLE, placeAt, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

interface Entry {
  readonly assumption: string;
  readonly factor?: number;
  readonly without?: readonly string[];
  readonly exclude?: readonly string[];
  readonly places?: string;
  readonly minutes: number;
  readonly population: number;
  readonly covered: number;
  readonly share: number;
  readonly differencePoints: number;
  readonly structures: number;
}

interface Answer extends Pick<CoverageReport, "territory" | "warnings" | "provenance"> {
  readonly minutes: readonly number[];
  readonly sensitivity: readonly Entry[];
  readonly townHalls: object;
  readonly issues: readonly { readonly code: string; readonly count: number }[];
}

async function sensitivity(...options: string[]): Promise<Answer> {
  const args = ["coverage", "--dataset", shared.dataset, "--sensibilite", "--format", "json", ...options];
  return JSON.parse((await trenteOk(args)).out) as Answer;
}

async function coverage(...options: string[]): Promise<CoverageReport> {
  const args = ["coverage", "--dataset", shared.dataset, "--format", "json", ...options];
  return JSON.parse((await trenteOk(args)).out) as CoverageReport;
}

/** The entry of one assumption, at one cutoff. */
function entry(answer: Answer, fields: Partial<Entry>): Entry {
  const found = answer.sensitivity.filter((each) =>
    Object.entries(fields).every(
      ([name, value]) => JSON.stringify(each[name as keyof Entry]) === JSON.stringify(value),
    ),
  );
  expect(found, JSON.stringify(fields)).toHaveLength(1);
  return found[0];
}

const NORTH_PEOPLE = WORLD.north.cells * WORLD.north.people;
const EAST = WORLD.east.people;

/**
 * East cell i is at 1.5 × (i + 0.5) minutes from the desk and 1.5 × (40.5 - i) from the bus, and the farthest north one
 * at 23.25 minutes and a turn. Within 30 minutes at 0.8 is within 24 as it is: up to cell 15 and from cell 25; at 0.9
 * within 27: up to 17 and from 23; at 1.1 within 33: all.
 */
const UNCOVERED = { asked: EAST, slowest: 9 * EAST, slower: 5 * EAST, faster: 0 };

describe("sensitivity as JSON", () => {
  test("begins with the figure itself, whatever is asked", async () => {
    for (const options of [
      [],
      ["--minutes", "17.5"],
      ["--territoire", "dep:2B"],
      ["--exclure", "bus", "--au", "2023-01-01"],
    ]) {
      const answer = await sensitivity(...options);
      const { territory, population, covered, share, structures, warnings } = await coverage(...options);
      expect(answer.sensitivity[0]).toMatchObject({
        assumption: "asked",
        population,
        covered,
        share,
        differencePoints: 0,
        structures: structures.counted,
      });
      expect(answer.territory).toEqual(territory);
      expect(answer.warnings).toEqual(warnings);
    }
  });

  test("has the figures of the small world, by hand", async () => {
    const answer = await sensitivity();
    const near = PEOPLE - WORLD.far.people;
    expect(entry(answer, { assumption: "asked" }).covered).toBe(near - UNCOVERED.asked);
    expect(entry(answer, { factor: 0.8 }).covered).toBe(near - UNCOVERED.slowest);
    expect(entry(answer, { factor: 0.9 }).covered).toBe(near - UNCOVERED.slower);
    expect(entry(answer, { factor: 1.1 }).covered).toBe(near - UNCOVERED.faster);
    const byDesk = (WORLD.lastCovered + 1) * EAST + NORTH_PEOPLE;
    expect(entry(answer, { without: ["bus"] })).toMatchObject({ covered: byDesk, structures: 1 });
    expect(entry(answer, { without: ["antenne"] })).toMatchObject({ differencePoints: 0, structures: 2 });
    expect(entry(answer, { without: ["bus", "antenne"] }).covered).toBe(byDesk);
    // All points of this world lie on a road.
    expect(entry(answer, { assumption: "offRoad" }).differencePoints).toBe(0);
    // The first of cells as peopled lies beside the desk, in either commune; the far cell's people come along.
    expect(entry(answer, { assumption: "townHall" })).toMatchObject({ covered: PEOPLE, places: "cells" });
    for (const { covered, population, share, differencePoints } of answer.sensitivity) {
      expect(population).toBe(PEOPLE);
      expect(share).toBeCloseTo(covered / PEOPLE, 12);
      expect(differencePoints).toBeCloseTo(((covered - near + EAST) / PEOPLE) * 100, 10);
    }
  });

  test("is a list of all assumptions for each of several cutoffs", async () => {
    const answer = await sensitivity("--minutes", "20,30,20");
    expect(answer.minutes).toEqual([20, 30]);
    expect(answer.sensitivity.map(({ minutes }) => minutes)).toEqual([
      ...Array<number>(9).fill(20),
      ...Array<number>(9).fill(30),
    ]);
    const [atTwenty] = answer.sensitivity;
    expect(atTwenty.covered).toBe((await coverage("--minutes", "20")).covered);
    expect(entry(answer, { factor: 0.8, minutes: 20 }).differencePoints).toBeLessThan(0);
    expect(answer.provenance.parameters["minutes"]).toEqual(["20", "30"]);
  });

  test("counts all structures again where some are left out", async () => {
    const answer = await sensitivity("--exclure", "bus");
    expect(entry(answer, { without: [] })).toMatchObject({
      exclude: [],
      structures: 2,
      covered: PEOPLE - WORLD.far.people - EAST,
    });
    expect(entry(answer, { without: ["bus"] }).differencePoints).toBe(0);
    expect(entry(answer, { without: ["antenne"] })).toMatchObject({
      exclude: ["bus", "antenne"],
      structures: 1,
    });
  });

  test("places people at the chief towns that it is given, and says which it does not have", async () => {
    const { lon, lat } = placeAt(20, 0);
    const file = tempFile("mairies.csv", `code_insee;lon;lat\n2A004;${lon};${lat}\n2B999;?;?\n`);
    const answer = await sensitivity("--chefs-lieux", file);
    // East cell 20 is covered by nobody: the whole commune is with it, and the other stays where it is.
    expect(entry(answer, { assumption: "townHall" })).toMatchObject({
      covered: NORTH_PEOPLE,
      places: "file",
    });
    expect(answer.townHalls).toEqual({
      file: "mairies.csv",
      communes: 2,
      absent: { communes: ["2B033"], people: NORTH_PEOPLE },
      unreached: { communes: [], people: 0 },
      peopleWithoutCommune: 0,
    });
    expect(answer.issues).toMatchObject([{ code: "chief_town.coordinate.unreadable", count: 1 }]);
    expect(answer.provenance.parameters["chiefTowns"]).toBe("mairies.csv");
  });

  test("searches once for each thing to know", async () => {
    const searches = [
      vi.spyOn(NearestField.prototype, "compute"),
      vi.spyOn(NearestField.prototype, "repair"),
    ];
    onTestFinished(() => {
      for (const search of searches) search.mockRestore();
    });
    const { lon, lat } = placeAt(20, 0);
    const file = tempFile("mairies.csv", `code,lon,lat\n2A004,${lon},${lat}\n`);
    await sensitivity("--minutes", "10,20,30", "--chefs-lieux", file);
    // The figure and its chief towns, three speeds, no bus, off-road legs; there is no antenne to leave out.
    expect(searches.map(({ mock }) => mock.calls.length).reduce((a, b) => a + b)).toBe(1 + 3 + 1 + 1);
  });
});

describe("sensitivity as a table", () => {
  const table = async (...options: string[]): Promise<string> =>
    (await trenteOk(["coverage", "--dataset", shared.dataset, "--sensibilite", ...options])).out;

  test("says each figure with its difference, in French", async () => {
    const out = await table("--minutes", "20,30", "--exclure", "bus");
    for (const line of [
      /^moins de {2}hypothèse +part +écart \(points\) +couverts +structures$/mu,
      /^20 min +telle que demandée +\d+,\d{3} % +– +\d+ +1$/mu,
      /^30 min +telle que demandée +/mu,
      /^30 min +vitesses -20 % +\d+,\d{3} % +-\d+,\d{3} +\d+ +1$/mu,
      /^30 min +vitesses \+10 % +\d+,\d{3} % +\+\d+,\d{3} +\d+ +1$/mu,
      /^30 min +sans bus +\d+,\d{3} % +0,000 +\d+ +1$/mu,
      /^30 min +sans bus ni antenne +/mu,
      /^30 min +toutes les structures +\d+,\d{3} % +\+\d+,\d{3} +\d+ +2$/mu,
      /^30 min +trajet hors réseau à 5 km\/h +/mu,
      /^30 min +habitants au carreau le plus peuplé +/mu,
      /sans --chefs-lieux, tous les habitants d’une commune sont placés à son carreau le plus/u,
      /^Jeu de données [0-9a-f]+, moteur embedded, profil car$/mu,
    ]) {
      expect(out).toMatch(line);
    }
    for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  test("says which communes have no chief town, and what was wrong with the file", async () => {
    const { lon, lat } = placeAt(20, 0);
    const file = tempFile("mairies.csv", `code;lon;lat\n2A004;${lon};${lat}\nrien;8;42\n`);
    const out = (await table("--chefs-lieux", file)).replaceAll(/\s+/gu, " ");
    expect(out).toContain(
      "1 commune sur 2, 300 habitants, sans position, laissés à leurs carreaux : Bastia (2B033)",
    );
    expect(out).toContain('Anomalie chief_town.code.unreadable : 1, par exemple mairies.csv:3: "rien"');
    expect(out).toMatch(/habitants au chef-lieu \d/u);
  });
});

describe("sensitivity refuses", () => {
  const refused = async (...options: string[]): Promise<string> => {
    const ran = await trente(["coverage", "--dataset", shared.dataset, ...options]);
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.complaints).toHaveLength(1);
    return ran.complaints[0];
  };

  test.each([
    [
      "another engine",
      ["--engine", "osrm:http://localhost:1"],
      "option --engine: got osrm, expected embedded with --sensibilite",
    ],
    ["Valhalla", ["--engine", "valhalla:dir"], "option --engine: got valhalla, expected embedded"],
    ["detail", ["--detail", "commune"], "option --detail: not with --sensibilite"],
    ["csv", ["--format", "csv"], "option --format: got csv, expected table or json with --sensibilite"],
    ["geojson", ["--format", "geojson"], "option --format: got geojson"],
    ["parquet", ["--format", "parquet"], "option --format: got parquet"],
    ["minutes out of range", ["--minutes", "30,121"], "option --minutes: got 121"],
    ["minutes that are none", ["--minutes", "30,,40"], "option --minutes"],
  ])("%s", async (_, options, message) => {
    expect(await refused("--sensibilite", ...options)).toContain(message);
  });

  test("a value, and to be left out where it is needed", async () => {
    expect(await refused("--sensibilite=oui")).toContain(
      'option --sensibilite: got "oui", expected no value',
    );
    expect(await refused("--chefs-lieux", "f.csv")).toContain("expected together with --sensibilite");
    expect(await refused("--minutes", "20,30")).toContain('option --minutes: got "20,30"');
  });

  test("a file that is not there, or no list of chief towns, and an unknown territory", async () => {
    const failed = async (...options: string[]): Promise<string> => {
      const ran = await trente(["coverage", "--dataset", shared.dataset, "--sensibilite", ...options]);
      expect([ran.code, ran.out]).toEqual([1, ""]);
      return ran.complaints.join("\n");
    };
    expect(await failed("--chefs-lieux", "absent.csv")).toContain("absent.csv");
    expect(await failed("--chefs-lieux", tempFile("x.csv", "a,b\n1,2\n"))).toContain(
      "x.csv:1: got the columns a, b, expected one named code_insee or",
    );
    expect(await failed("--territoire", "dep:99")).toContain("dep:99");
  });
});

test("Ctrl-C ends it between two searches", async () => {
  const ran = await trente(["coverage", "--dataset", shared.dataset, "--sensibilite"], {
    isInteractive: true,
    interruptAt: "Sensibilité",
  });
  expect([ran.code, ran.out]).toEqual([130, ""]);
});
