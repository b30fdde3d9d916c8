import { beforeAll, describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { readStructures } from "../../../data/structures/read-structures.ts";
import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const LIST_2024 = sharedData("france/liste-fs-20240801.csv");
const LIST_2023 = sharedData("france/liste-fs-2023-07-portrea.csv");
const LIST_2021 = sharedData("france/france_services_2021-04.geojson");

let communes: CommuneDirectory;
beforeAll(() => {
  communes = loadCommuneDirectory();
});

async function read(...files: readonly (string | null)[]): Promise<[Structure[], DataIssues]> {
  const issues = new DataIssues();
  const present = files.filter((file) => file !== null);
  return [await readStructures(present, { issues, communes }), issues];
}

/** How many structures fall under each key, as a plain object. */
function tally(
  structures: readonly Structure[],
  keyOf: (structure: Structure) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const structure of structures) counts[keyOf(structure)] = (counts[keyOf(structure)] ?? 0) + 1;
  return counts;
}

function issueCounts(issues: DataIssues): Record<string, number> {
  return Object.fromEntries(issues.list().map(({ code, count }) => [code, count]));
}

/** Day cells whose hours are known, of those that say anything. */
function readShare(structures: readonly Structure[], unknownCells: number): number {
  const cells = structures.length * 6;
  const readCells = structures
    .flatMap(({ openingHours }) => openingHours)
    .filter((day) => day !== null).length;
  return readCells / (cells - unknownCells);
}

describe.skipIf(LIST_2024 === null)("the list of August 2024 (skipped without the shared data)", () => {
  let structures: Structure[];
  let issues: DataIssues;
  beforeAll(async () => {
    [structures, issues] = await read(LIST_2024);
  });

  test("has 2 845 structures, 37 of them in Corsica", () => {
    expect(structures.length).toBe(2845);
    expect(structures.filter(({ departementCode }) => /^2[AB]$/.test(departementCode)).length).toBe(37);
  });

  // From a count of the raw cells type_fs x format_fs, 1 August 2024.
  test("has the types and formats that its cells say", () => {
    expect(tally(structures, ({ type, format }) => `${type} ${format}`)).toEqual({
      "principal fixe": 2395 + 2,
      "principal multisite": 161,
      "principal bus": 134,
      "principal itinerante": 29,
      "antenne fixe": 106 + 5,
      "antenne multisite": 13,
    });
  });

  // Counted from the raw label cells; the Government said 2 379 in September 2022 and aimed at 2 543 that year.
  test.each([
    ["2020-01-01", 459, 57],
    ["2020-12-31", 856, 82],
    ["2021-12-31", 1748, 104],
    ["2022-01-31", 2057, 119],
    ["2022-09-01", 2380, 122],
    ["2022-12-31", 2538, 122],
    ["2023-12-31", 2705, 124],
    ["2024-08-01", 2721, 124],
  ])("counts the network as of %s: %i principal, %i antennes", (day, principal, antenne) => {
    const labelled = structures.filter(({ labelledOn }) => labelledOn !== null && labelledOn <= day);
    expect(tally(labelled, ({ type }) => type)).toEqual({ principal, antenne });
  });

  test("leaves no hours unread, and finds the structures open on Saturday", () => {
    expect(issues.of("structure.hours.unreadable")).toBe(0);
    // 603 cells of Saturday are not empty; one of them, of structure 2281, holds the empty slot 00:00 - 00:00.
    expect(structures.filter(({ openingHours }) => (openingHours[5]?.length ?? 0) > 0).length).toBe(602);
  });

  test("rejects nothing; tells three moved communes and 48 structures without hours", () => {
    expect(issueCounts(issues)).toEqual({ "structure.commune.moved": 3, "structure.hours.missing": 48 });
  });

  test("places each row by its first line, quoted line ends counted", () => {
    const moved = issues.list().find(({ code }) => code === "structure.commune.moved");
    // `grep -n '"49069"'` of the file gives 263.
    expect(moved?.examples[0]).toBe("liste-fs-20240801.csv:263: 49069 (Orée d'Anjou), now 49126");
  });

  test("is in the order of the identifiers as numbers", () => {
    const ids = structures.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });
});

describe.skipIf(LIST_2023 === null)("the list of July 2023 (skipped without the shared data)", () => {
  test("is read under its own columns", async () => {
    const [structures, issues] = await read(LIST_2023);
    // Raw cells of format_fs (type) x format_fs_anct (format): 146 "Antenne" say no format, 139 are antennes.
    expect(tally(structures, ({ type }) => type)).toEqual({ principal: 2568, antenne: 139 });
    expect(tally(structures, ({ format }) => format)).toEqual({ fixe: 2264 + 146, multisite: 153, bus: 144 });
    expect(issueCounts(issues)).toEqual({
      "structure.commune.moved": 3,
      // 80 without any hours, and structure 230 with empty slots only.
      "structure.hours.missing": 81,
      "structure.label_date.missing": 1,
    });
  });
});

describe.skipIf(LIST_2021 === null)("the list of April 2021 (skipped without the shared data)", () => {
  test("is read under its own properties", async () => {
    const [structures, issues] = await read(LIST_2021);
    // Raw property `categorie`: FS 813, FS itinerante 43, Antenne 42, Antenne itinerante 10.
    expect(tally(structures, ({ type, format }) => `${type} ${format}`)).toEqual({
      "principal fixe": 813,
      "principal itinerante": 43,
      "antenne fixe": 42,
      "antenne itinerante": 10,
    });
    // "01/2020" 486 and "01/01/2020" 19, "02/2020" 71 and "01/02/2020" 4, "01/09/2020" 328.
    expect(tally(structures, ({ labelledOn }) => String(labelledOn))).toEqual({
      "2020-01-01": 486 + 19,
      "2020-02-01": 71 + 4,
      "2020-09-01": 328,
    });
    expect(issues.of("structure.commune.unknown")).toBe(4);
  });

  test("has 97 % of the hours that it gives read", async () => {
    const [structures, issues] = await read(LIST_2021);
    const unknown = issues.of("structure.hours.unknown");
    expect(unknown).toBe(619);
    expect(readShare(structures, unknown)).toBeGreaterThan(0.97);
  });
});

const ALL = [LIST_2024, LIST_2023, LIST_2021];
describe.skipIf(ALL.includes(null))("all three lists together (skipped without the shared data)", () => {
  test("keep the newest row of each structure, and count the others", async () => {
    const [structures, issues] = await read(...ALL);
    const rows = 2845 + 2707 + 908;
    expect(structures.length).toBe(rows - issues.of("structure.id.merged"));
    expect(structures.find(({ id }) => id === "1")?.name).toBe("France services de Valserhône");
    expect(issues.of("structure.id.duplicate")).toBe(0);
  });
});
