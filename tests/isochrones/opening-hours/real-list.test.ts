import { beforeAll, describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { readStructures } from "../../../data/structures/read-structures.ts";
import { loadCommuneDirectory } from "../../../data/territories/commune-directory.ts";
import { selectStructures } from "../../../isochrones/accessibility/selection.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import { openingAt } from "../../../isochrones/opening-hours/opening.ts";
import { readOpeningWindow } from "../../../isochrones/opening-hours/opening-window.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const LIST_2024 = sharedData("france/liste-fs-20240801.csv");

describe.skipIf(LIST_2024 === null)("the list of August 2024", () => {
  let structures: Structure[];
  beforeAll(async () => {
    const options = { issues: new DataIssues(), communes: loadCommuneDirectory() };
    structures = await readStructures([LIST_2024!], options);
  });

  /** The structures open at an instant. */
  function openAt(iso: string): Structure[] {
    return structures.filter((structure) => openingAt(structure, Date.parse(iso)).state === "open");
  }

  function countedOn(text: string): Structure[] {
    const openOn = readOpeningWindow(text);
    if (openOn === null) throw new Error(text);
    return selectStructures(structures, { openOn }).counted.map((index) => structures[index]);
  }

  const isOverseas = ({ departementCode }: Structure): boolean => departementCode.startsWith("97");

  test("at ten on a Tuesday in Paris has those open that a selection of that time counts", () => {
    const ids = (list: readonly Structure[]): string[] =>
      list.filter((structure) => !isOverseas(structure)).map(({ id }) => id);
    const open = openAt("2026-06-02T10:00:00+02:00");
    expect(ids(open)).toEqual(ids(countedOn("mardi-10h")));
    expect(ids(open).length).toBeGreaterThan(structures.length / 2);
  });

  test("has overseas structures by their own clocks", () => {
    // Ten in Paris is noon in Réunion, eleven in Mayotte, five in Cayenne, four in the Antilles.
    const places = { "971": "4h", "972": "4h", "973": "5h", "974": "12h", "976": "11h", "978": "4h" };
    const open = openAt("2026-06-02T10:00:00+02:00");
    for (const [code, time] of Object.entries(places)) {
      const there = (list: readonly Structure[]): string[] =>
        list.filter(({ departementCode }) => departementCode === code).map(({ id }) => id);
      expect(there(structures).length, code).toBeGreaterThan(0);
      expect(there(open), code).toEqual(there(countedOn(`mardi-${time}`)));
    }
  });

  test("has none open for sure on a public holiday or a Sunday", () => {
    expect(openAt("2026-07-14T10:00:00+02:00")).toEqual([]);
    expect(openAt("2026-06-07T10:00:00+02:00")).toEqual([]);
  });

  test("opens again within a week wherever a day is known", () => {
    // From a Sunday without a holiday in the week: the next opening is sure for all that have one.
    const at = Date.parse("2026-06-14T10:00:00+02:00");
    const withHours = structures.filter(({ openingHours }) => openingHours.some((hours) => hours?.length));
    const opening = structures.flatMap((structure) => {
      const { nextOpening } = openingAt(structure, at);
      return nextOpening === null
        ? []
        : [{ id: structure.id, days: (Date.parse(nextOpening) - at) / 86_400_000 }];
    });
    expect(opening.map(({ id }) => id)).toEqual(withHours.map(({ id }) => id));
    expect(opening.filter(({ days }) => days <= 0 || days >= 7)).toEqual([]);
  });

  test("is counted whole by every selection of an opening, with its reasons", () => {
    for (const text of ["samedi", "samedi-matin", "apres-17h", "mercredi-12h-14h"]) {
      const openOn = readOpeningWindow(text);
      const { counted, excluded } = selectStructures(structures, openOn === null ? {} : { openOn });
      expect(excluded.map(({ reason }) => reason.split(" ")[0]).sort(), text).toEqual(["fermée", "horaires"]);
      const left = excluded.reduce((sum, { count }) => sum + count, 0);
      expect(counted.length + left).toBe(structures.length);
      expect(counted.length).toBeGreaterThan(0);
    }
  });
});
