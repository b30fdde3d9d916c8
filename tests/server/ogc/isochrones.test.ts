import { describe, expect, test } from "vitest";

import { readBox } from "../../../server/ogc/box-filter.ts";
import { CRS84 } from "../../../server/ogc/crs.ts";
import type { FeatureQuery } from "../../../server/ogc/source.ts";
import { isochronesSource } from "../../../server/ogc/sources/isochrones.ts";
import type { DrawIsochrone } from "../../../server/ogc/sources/isochrones.ts";
import { testApp } from "../../helpers/app.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import type { OgcJson } from "../../helpers/ogc-world.ts";

const ALL: FeatureQuery = { bbox: null, datetime: null, filters: new Map(), offset: 0, limit: 10 };

async function isochrones(query: string): Promise<OgcJson> {
  const { get } = await testApp();
  const response = await get(`/ogc/collections/isochrones/items${query}`);
  expect(response.statusCode).toBe(200);
  const page = response.json<OgcJson>();
  expect(geojsonFaults(page)).toEqual([]);
  return page;
}

describe("isochrones", () => {
  /** A row of structures from west to east, one degree apart: 79 km at 45° N, farther than any area reaches. */
  const COUNT = 120;
  const dataset = miniDataset({
    nodes: [
      [0, 45],
      [0.01, 45],
    ],
    ways: [{ nodes: [0, 1] }],
    structures: Array.from({ length: COUNT }, (_, i) =>
      miniStructure({ id: `s${i}`, lon: i - 60, lat: 45, departementCode: i % 2 === 0 ? "2A" : "2B" }),
    ),
  });

  /** Draws a square of a tenth of a degree around a structure, and tells which were drawn. */
  function drawing(): { draw: DrawIsochrone; drawn: string[] } {
    const drawn: string[] = [];
    const draw: DrawIsochrone = async (id) => {
      drawn.push(id);
      const west = Number(id.slice(1)) - 60 - 0.05;
      const ring = [
        [west, 44.95],
        [west + 0.1, 44.95],
        [west + 0.1, 45.05],
        [west, 45.05],
        [west, 44.95],
      ];
      return { area: { type: "MultiPolygon", coordinates: [[ring]] }, people: 7 };
    };
    return { draw, drawn };
  }

  test("are drawn for the page alone", async () => {
    const { draw, drawn } = drawing();
    const source = isochronesSource(dataset, draw);
    const page = await source.list({ ...ALL, offset: 40, limit: 3 });
    expect(drawn).toEqual(["s40", "s41", "s42"]);
    expect(page).toMatchObject({ numberMatched: COUNT, nextOffset: 43 });
    expect(page.features[0]).toMatchObject({ id: "s40", properties: { minutes: 30, people: 7 } });
  });

  test("of a filter are drawn for those that it lets through", async () => {
    const { draw, drawn } = drawing();
    const page = await isochronesSource(dataset, draw).list({
      ...ALL,
      filters: new Map([["departementCode", "2B"]]),
      limit: 2,
    });
    expect(drawn).toEqual(["s1", "s3"]);
    expect(page.numberMatched).toBe(COUNT / 2);
  });

  test("of a box are those whose area touches it, and no far one is drawn to find them", async () => {
    const { draw, drawn } = drawing();
    const source = isochronesSource(dataset, draw);
    // Around structure s60, which stands at 0° E.
    const page = await source.list({ ...ALL, bbox: readBox("0,45,0.01,45.01", CRS84) });
    expect(page.features.map(({ id }) => id)).toEqual(["s60"]);
    expect(page).toMatchObject({ numberMatched: null, nextOffset: null });
    expect(drawn).toEqual(["s60"]);
  });

  test("of a large box come in pages that none has without a feature, whatever has to be drawn for them", async () => {
    const { draw, drawn } = drawing();
    const source = isochronesSource(dataset, draw);
    // North of all areas, and near enough to every structure: nothing to find but by drawing.
    const none = await source.list({ ...ALL, bbox: readBox("-70,45.1,70,45.2", CRS84) });
    expect(none).toEqual({ features: [], numberMatched: null, nextOffset: null });
    expect(drawn).toHaveLength(COUNT);
    const found: string[] = [];
    for (let offset: number | null = 0; offset !== null;) {
      const page = await source.list({ ...ALL, bbox: readBox("-70,44,70,46", CRS84), offset, limit: 50 });
      expect(page.features.length).toBeGreaterThan(0);
      found.push(...page.features.map(({ id }) => id));
      offset = page.nextOffset;
    }
    expect(found).toEqual(Array.from({ length: COUNT }, (_, i) => `s${i}`));
  });

  test("without a count have no link back, and one on", async () => {
    const { features, links, ...page } = await isochrones("?bbox=-10,40,10,50&limit=2");
    expect(features).toHaveLength(2);
    expect(page).not.toHaveProperty("numberMatched");
    const rels = links.map(({ rel }) => rel);
    expect(rels).toContain("next");
    expect(
      (await isochrones("?bbox=-10,40,10,50&limit=2&offset=2")).links.map(({ rel }) => rel),
    ).not.toContain("prev");
  });

  test("a page has at most 50", async () => {
    const { draw } = drawing();
    const { pageSize } = isochronesSource(dataset, draw);
    expect(pageSize).toEqual({ default: 10, max: 50 });
  });
});
