import { describe, expect, test } from "vitest";

import { TerritoryIndex, territoryRef } from "../../../isochrones/accessibility/territories.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import { squares } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

/**
 * Three communes, of two départements and two régions; the first two share an EPCI, the third has none. The
 * seven cells belong to communes 0, 1, 0, none, 2, 1, 0.
 */
const COMMUNES = [
  miniCommune("2A001", { epciCode: "200000001" }),
  miniCommune("2B002", { epciCode: "200000001" }),
  miniCommune("13003", { departementCode: "13", regionCode: "93" }),
];
const CELL_COMMUNES = [0, 1, 0, undefined, 2, 1, 0];

function world(): Dataset {
  const places = squares(CELL_COMMUNES.map((_, cell) => [cell, 0] as const));
  return miniDataset({
    nodes: [
      [9, 42],
      [9.01, 42],
    ],
    ways: [{ nodes: [0, 1] }],
    cells: places.map((place, cell) => {
      const commune = CELL_COMMUNES[cell];
      return commune === undefined ? place : { ...place, commune };
    }),
    communes: COMMUNES,
    territories: [
      { kind: "region", code: "93", name: "Provence" },
      { kind: "region", code: "94", name: "Corse" },
      { kind: "departement", code: "13", name: "Bouches-du-Rhône" },
      { kind: "departement", code: "2A", name: "Corse-du-Sud" },
      { kind: "departement", code: "2B", name: "Haute-Corse" },
      { kind: "epci", code: "200000001", name: "Montagne" },
    ],
  });
}

const index = new TerritoryIndex(world());

describe("territories", () => {
  test.each([
    ["france", [0, 1, 2, 3, 4, 5, 6]],
    ["reg:94", [0, 1, 2, 5, 6]],
    ["reg:93", [4]],
    ["dep:2A", [0, 2, 6]],
    ["dep:2B", [1, 5]],
    ["epci:200000001", [0, 1, 2, 5, 6]],
    ["com:2B002", [1, 5]],
  ])("hold the cells of their communes: %s", (ref, cells) => {
    const territory = index.get(ref);
    expect(territoryRef(territory)).toBe(ref);
    expect([...index.members(territory)]).toEqual(cells);
  });

  test("are all listed, each by a reference that finds it", () => {
    const all = index.all();
    expect(all).toHaveLength(1 + 6 + 3);
    for (const territory of all) expect(index.get(territoryRef(territory))).toBe(territory);
  });

  test.each(["dep:99", "2A", "commune:2A001", "", "FRANCE", "com:", "__proto__"])(
    "that the dataset does not hold are refused: %j",
    (ref) => {
      let caught: unknown;
      try {
        index.get(ref);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(RequestError);
      expect(caught).toMatchObject({ code: "territory.unknown", parameter: "territoire" });
      expect(String(caught)).toContain(`« ${ref} »`);
      expect(String(caught)).toContain("dep:");
    },
  );

  test.each<[string, TerritoryKind, Record<string, number[]>]>([
    ["france", "departement", { "13": [4], "2A": [0, 2, 6], "2B": [1, 5] }],
    ["france", "region", { "93": [4], "94": [0, 1, 2, 5, 6] }],
    ["reg:94", "commune", { "2A001": [0, 2, 6], "2B002": [1, 5] }],
    ["dep:2A", "epci", { "200000001": [0, 2, 6] }],
    ["dep:13", "epci", {}],
  ])("split %s by %s into what lies in both, by code", (parent, kind, expected) => {
    const split = index.split(index.get(parent), kind);
    expect(split.map(({ territory }) => territory.code)).toEqual(Object.keys(expected).sort());
    for (const { territory, members } of split) {
      expect(territory.kind).toBe(kind);
      expect([...members]).toEqual(expected[territory.code]);
    }
  });

  test("of a dataset without a population hold no cells", () => {
    const empty = new TerritoryIndex({ ...world(), cells: null, cellSnaps: null, cellsByRoad: null });
    expect(empty.members(empty.get("dep:2A"))).toHaveLength(0);
    expect(empty.split(empty.get("france"), "commune")).toEqual([]);
  });

  test("of a structure are those of its commune, or what the list says where the commune is unknown", () => {
    const known = miniStructure({ id: "1", communeCode: "13003", departementCode: "2A" });
    expect(index.codeOf(known, "departement")).toBe("13");
    expect(index.codeOf(known, "region")).toBe("93");
    expect(index.codeOf(known, "epci")).toBeNull();
    expect(index.codeOf(known, "france")).toBe("france");
    const unknown = miniStructure({ id: "2", communeCode: "2A999", departementCode: "2A" });
    expect(index.codeOf(unknown, "departement")).toBe("2A");
    expect(index.codeOf(unknown, "commune")).toBeNull();
    expect(index.codeOf(unknown, "france")).toBe("france");
  });
});
