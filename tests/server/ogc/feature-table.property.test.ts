import fc from "fast-check";
import { expect, test } from "vitest";

import { meetsRectangle } from "../../../isochrones/geo/rectangle.ts";
import { readBox } from "../../../server/ogc/box-filter.ts";
import { CRS84, LAMBERT_93, writeGeometry } from "../../../server/ogc/crs.ts";
import type { SourceFeature, SourceGeometry } from "../../../server/ogc/source.ts";
import { FeatureTable } from "../../../server/ogc/sources/feature-table.ts";

/** Around the Pyrenees, west of the meridian of Lambert-93 and east of it, so that boxes are turned both ways. */
const lon = fc.double({ min: -4, max: 9, noNaN: true });
const lat = fc.double({ min: 42, max: 51, noNaN: true });
const point = fc.tuple(lon, lat).map((coordinates): SourceGeometry => ({ type: "Point", coordinates }));
const triangle = fc
  .tuple(lon, lat, fc.double({ min: 0.01, max: 2, noNaN: true }))
  .map(([west, south, side]): SourceGeometry => {
    const outline = [
      [west, south],
      [west + side, south],
      [west, south + side],
      [west, south],
    ];
    return { type: "MultiPolygon", coordinates: [[outline]] };
  });
const features = fc
  .array(
    fc.record({ geometry: fc.option(fc.oneof(point, triangle)), group: fc.integer({ min: 0, max: 2 }) }),
    {
      maxLength: 40,
    },
  )
  .map((rows) =>
    rows.map(({ geometry, group }, i): SourceFeature => ({
      type: "Feature",
      id: String(i),
      geometry,
      properties: { group },
    })),
  );
const page = fc.record({ offset: fc.nat(10), limit: fc.integer({ min: 1, max: 10 }) });

test.each([
  { crs: CRS84, corner: [2, 45], sides: [0.1, 6] },
  { crs: LAMBERT_93, corner: [500_000, 6_400_000], sides: [1000, 600_000] },
])("$crs.name: pages hold what looking at every feature finds", ({ crs, corner, sides }) => {
  const side = fc.double({ min: sides[0], max: sides[1], noNaN: true });
  fc.assert(
    fc.property(features, side, side, page, fc.nat(2), (rows, width, height, { offset, limit }, group) => {
      const [x, y] = corner;
      const box = [x, y, x + width, y + height] as const;
      const found = new FeatureTable(rows).list({
        bbox: readBox(box.join(","), crs),
        datetime: null,
        filters: new Map([["group", group]]),
        offset,
        limit,
      });
      // Each geometry written in the box's system, whole, and held against the box there.
      const exact = { ...crs, decimals: 9 };
      const expected = rows.filter(
        ({ geometry, properties }) =>
          properties["group"] === group &&
          (geometry === null || meetsRectangle(writeGeometry(geometry, exact), box)),
      );
      expect(found.features).toEqual(expected.slice(offset, offset + limit));
      expect(found.numberMatched).toBe(expected.length);
      expect(found.nextOffset).toBe(offset + limit < expected.length ? offset + limit : null);
    }),
    { seed: 20260102, numRuns: 400 },
  );
});

test("the extent is around all geometries, and the days around all days", () => {
  const row = (id: string, geometry: SourceGeometry | null, day: string | null): SourceFeature => ({
    type: "Feature",
    id,
    geometry,
    properties: { day },
  });
  const table = new FeatureTable(
    [
      row("a", { type: "Point", coordinates: [3, 46] }, "2020-02-01"),
      row("b", { type: "Point", coordinates: [-1, 48] }, "2019-12-31"),
      row("c", null, null),
      row("d", { type: "MultiPolygon", coordinates: [] }, "2020-01-01"),
    ],
    "day",
  );
  expect(table.extent()).toEqual([-1, 46, 3, 48]);
  expect(table.days()).toEqual(["2019-12-31", "2020-02-01"]);
});

test("without features there is neither", () => {
  const table = new FeatureTable([], "day");
  expect([table.extent(), table.days()]).toEqual([null, null]);
  const all = { datetime: null, filters: new Map(), offset: 0, limit: 10 };
  expect(table.list({ ...all, bbox: readBox("0,0,1,1", CRS84) })).toEqual({
    features: [],
    numberMatched: 0,
    nextOffset: null,
  });
});
