import fc from "fast-check";
import { expect, test } from "vitest";

import type { NearestProperties } from "../../server/schemas/answers.ts";
import { boundsOf, tripFeatures } from "../../web/src/near/trip.ts";

const ORIGIN = { lon: 8.73, lat: 41.92, label: "" };

test("the box of a trip holds all of it, and touches it on each side", () => {
  const anyPlace = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }));
  fc.assert(
    fc.property(fc.array(anyPlace, { minLength: 1 }), (places) => {
      const [west, south, east, north] = boundsOf(places);
      const lons = places.map(([lon]) => lon);
      const lats = places.map(([, lat]) => lat);
      expect(lons.every((lon) => lon >= west && lon <= east)).toBe(true);
      expect(lats.every((lat) => lat >= south && lat <= north)).toBe(true);
      expect([lons.includes(west), lons.includes(east)]).toEqual([true, true]);
      expect([lats.includes(south), lats.includes(north)]).toEqual([true, true]);
    }),
  );
});

test("a trip is drawn as its way and its beginning, or as its beginning alone", () => {
  const coordinates = [
    [8.73, 41.92],
    [8.74, 41.93],
  ];
  const chosen = { route: { type: "LineString", coordinates } } as unknown as NearestProperties;
  const typesOf = ({ features }: ReturnType<typeof tripFeatures>): string[] =>
    features.map(({ geometry }) => geometry.type);
  expect(typesOf(tripFeatures(ORIGIN, chosen))).toEqual(["LineString", "Point"]);
  expect(typesOf(tripFeatures(ORIGIN, null))).toEqual(["Point"]);
  expect(tripFeatures(ORIGIN, null).features[0].geometry).toEqual({
    type: "Point",
    coordinates: [8.73, 41.92],
  });
});
