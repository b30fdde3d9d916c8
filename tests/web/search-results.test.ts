import { describe, expect, test } from "vitest";

import { messages } from "../../web/src/i18n/messages.fr.ts";
import { originAt } from "../../web/src/search/origin.ts";
import {
  firstOption,
  placeOption,
  shownGroups,
  structureOption,
  territoryOption,
} from "../../web/src/search/results.ts";
import type { SearchFinds, SearchOption } from "../../web/src/search/results.ts";
import { structureFeature } from "../../server/public-data.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

const ajaccio = territoryOption({ ref: "com:2A004", kind: "commune", code: "2A004", name: "Ajaccio" });
const place = placeOption(
  {
    label: "Rue Fesch, Ajaccio",
    score: 0.9,
    precision: "rue",
    source: "geoplateforme",
    communeCode: "2A004",
    lon: 8.738_123_4,
    lat: 41.921_876_5,
  },
  0,
);
const [listed] = fakeStudy().dataset.structures;
const structure = structureOption(structureFeature(listed));

const ids = (options: readonly SearchOption[]): string[] => options.map(({ id }) => id);

describe("what was found", () => {
  test("is listed in groups of a fixed order, whatever comes first, empty groups left out", () => {
    const groups = shownGroups({ structures: [structure], places: [], territories: [ajaccio] });
    expect(groups).toEqual([
      { group: "territories", options: [ajaccio] },
      { group: "structures", options: [structure] },
    ]);
    expect(shownGroups({ structures: null, places: [place], territories: null })).toEqual([
      { group: "places", options: [place] },
    ]);
  });

  test.each<[SearchFinds, SearchOption | null]>([
    [{ territories: null, places: [place], structures: [structure] }, null],
    [{ territories: [ajaccio], places: null, structures: null }, ajaccio],
    [{ territories: [], places: null, structures: [structure] }, null],
    [{ territories: [], places: [], structures: [structure] }, structure],
    [{ territories: [], places: [], structures: [] }, null],
  ])("has a first line once nothing can come before it: %#", (finds, first) => {
    expect(firstOption(finds)).toBe(first);
  });

  test("says what it is beside its name, and has an id that HTML can carry", () => {
    expect([ajaccio.label, ajaccio.detail]).toEqual(["Ajaccio", "Commune 2A004"]);
    expect([place.label, place.detail]).toEqual(["Rue Fesch, Ajaccio", messages.search.nearPlace]);
    expect(structure.label).toBe(listed.name);
    expect(structure.detail).toContain(listed.communeName);
    const all = ids([ajaccio, place, structure]);
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(/^[a-z][\w-]*$/i);
  });

  test("opens a sheet, asks what is near, or selects, and leaves what was open before", () => {
    expect(ajaccio.change).toEqual({ view: "map", territory: "com:2A004", selection: null, origin: null });
    expect(place.change).toEqual({
      view: "map",
      origin: { lon: 8.73812, lat: 41.92188, label: "Rue Fesch, Ajaccio" },
      selection: null,
    });
    expect(structure.change).toEqual({
      view: "map",
      selection: { kind: "structure", id: listed.id },
      origin: null,
    });
  });

  test("places are kept to a metre, so that addresses stay short", () => {
    expect(originAt(2.000_001_234, -21.123_456_789, "")).toEqual({ lon: 2, lat: -21.12346, label: "" });
  });
});
