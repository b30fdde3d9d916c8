import { expect, test } from "vitest";

import { readTerritoryOutlines } from "../../../isochrones/accessibility/territory-outlines.ts";
import { doubleArea, type Ring } from "../../../isochrones/geo/rings.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";

function square(west: number, south: number, side: number): Ring {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
}

const communes = [
  miniCommune("2A001", { epciCode: "200000001" }),
  miniCommune("2A002"),
  miniCommune("2B003", { epciCode: "200000001" }),
  miniCommune("2B004"),
];
// The first lies in the hole of the second; both are drawn clockwise, the hole too.
const communeShapes = [
  [[square(1, 1, 1).toReversed()]],
  [[square(0, 0, 3).toReversed(), square(1, 1, 1).toReversed()]],
  [[square(3, 0, 3)]],
  null,
];
const dataset = { communes, communeShapes };

const areasOf = (kind: "commune" | "departement" | "epci" | "region", code: string): number[][] | null =>
  readTerritoryOutlines(
    dataset,
    kind,
  )({ kind, code, name: "" })?.map((rings) => rings.map((ring) => doubleArea(ring) / 2)) ?? null;

test("communes are drawn the right way round, whatever their source does", () => {
  expect(areasOf("commune", "2A001")).toEqual([[1]]);
  expect(areasOf("commune", "2A002")).toEqual([[9, -1]]);
});

test("a territory is its communes together", () => {
  expect(areasOf("departement", "2A")).toEqual([[9]]);
  expect(areasOf("region", "94")).toEqual([[18]]);
  expect(areasOf("epci", "200000001")?.sort()).toEqual([[1], [9]]);
});

test("what has no outline has none", () => {
  expect(areasOf("commune", "2B004")).toBeNull();
  expect(areasOf("departement", "2B")).toEqual([[9]]);
  expect(areasOf("departement", "75")).toBeNull();
});
