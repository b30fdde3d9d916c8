import { expect, test } from "vitest";

import { gridsOf, orderOf, placeKeys } from "../../../isochrones/geo/place-keys.ts";

/** The last square of each coordinate decides least, as in the order of identifiers. */
const ORDERED = [
  [2975, 200, 7_000_000, 300_000],
  [3035, 200, -9_000_000, 9_999_800],
  [3035, 200, 2_000_000, -9_000_000],
  [3035, 200, 2_000_000, 4_000_000],
  [3035, 200, 2_000_000, 4_000_200],
  [3035, 1000, -9_000_000, -9_000_000],
  [3035, 1000, 2_000_000, 4_000_000],
  [5490, 200, 1_600_000, 700_000],
] as const;

function placesOf(rows: readonly (readonly [number, number, number, number])[]) {
  return {
    count: rows.length,
    crs: rows.map(([crs]) => crs),
    sizes: rows.map(([, size]) => size),
    northings: rows.map(([, , northing]) => northing),
    eastings: rows.map(([, , , easting]) => easting),
  };
}

test("keys are exact, different and in the order of grid, size, northing and easting", () => {
  const places = placesOf(ORDERED);
  const keys = [...placeKeys(places, gridsOf(places))];
  expect(keys.every(Number.isSafeInteger)).toBe(true);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual([...keys].sort((a, b) => a - b));
});

test("squares come into order, equal ones as they came", () => {
  const shuffled = [6, 3, 0, 7, 3, 1].map((row) => ORDERED[row]);
  const places = placesOf(shuffled);
  const order = orderOf(placeKeys(places, gridsOf(places)));
  expect([...order]).toEqual([2, 5, 1, 4, 0, 3]);
  expect([...orderOf(Float64Array.of(1, 2, 2, 3))]).toEqual([0, 1, 2, 3]);
});

test("a square of a grid that was not named is refused", () => {
  expect(() => placeKeys(placesOf([[4326, 200, 0, 0]]), [3035])).toThrow(
    "got EPSG 4326, expected one of 3035",
  );
});
