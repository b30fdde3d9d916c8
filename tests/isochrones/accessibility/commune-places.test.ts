import { expect, test } from "vitest";

import { NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import { communePlaces } from "../../../isochrones/accessibility/commune-places.ts";
import { miniCells, ORIGIN, squares, type CellPlan } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

function rectangle(west: number, south: number, east: number, north: number): CommuneShape[number] {
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

function places(
  communes: readonly Commune[],
  plans: readonly CellPlan[] | null,
  communeShapes: readonly (CommuneShape | null)[] = communes.map(() => null),
): ReturnType<typeof communePlaces> {
  return communePlaces({ communes, cells: plans === null ? null : miniCells(plans), communeShapes });
}

test("a commune is where its most peopled cell is", () => {
  const plans = squares([
    [0, 0],
    [1, 0],
    [2, 0],
  ]).map((plan, i) => ({ ...plan, commune: 0, people: [3, 8, 5][i] }));
  const cells = miniCells(plans);
  const [place] = places([miniCommune("2A001")], plans);
  expect([place.lon, place.lat]).toEqual([cells.lons[1], cells.lats[1]]);
  expect(place.people).toBe(16);
});

test("one without cells is in the middle of its largest piece, one with neither is nowhere", () => {
  const shape = [rectangle(9, 42, 9.01, 42.01), rectangle(8, 41, 9, 43), []];
  const found = places(
    [miniCommune("2A001"), miniCommune("2A002", { legalPopulation: 5 })],
    [{ ...ORIGIN, commune: NO_COMMUNE }],
    [null, shape],
  );
  expect(found).toMatchObject([{ commune: { code: "2A002" }, people: 5, lon: 8.5, lat: 42 }]);
});

test("the largest legal population comes first, people in cells where there is none", () => {
  const communes = [
    miniCommune("2A001", { legalPopulation: 10 }),
    miniCommune("2A002"),
    miniCommune("2A003", { legalPopulation: 30 }),
  ];
  const plans = [0, 1, 2].map((commune) => ({ ...ORIGIN, commune, people: 20 }));
  expect(places(communes, plans).map(({ commune, people }) => [commune.code, people])).toEqual([
    ["2A003", 30],
    ["2A002", 20],
    ["2A001", 10],
  ]);
});

test("a dataset of roads alone has none", () => {
  expect(places([], null)).toEqual([]);
});

test("takes a country in one pass", () => {
  const communeCount = 35_000;
  const count = 2_300_000;
  const random = seededRandom(1);
  const cells = {
    ...miniCells([]),
    count,
    communes: Uint32Array.from({ length: count }, () => random.int(0, communeCount - 1)),
    people: Float64Array.from({ length: count }, () => random.int(1, 300)),
    lons: new Float64Array(count),
    lats: new Float64Array(count),
  };
  const communes = Array.from({ length: communeCount }, (_, i) => miniCommune(`X${i}`));
  const began = performance.now();
  const found = communePlaces({ communes, cells, communeShapes: communes.map(() => null) });
  const elapsed = performance.now() - began;
  expect(found).toHaveLength(new Set(cells.communes).size);
  // Takes 0.1 s alone: thousands of cells looked at for each commune would take minutes.
  expect(elapsed).toBeLessThan(5000);
});
