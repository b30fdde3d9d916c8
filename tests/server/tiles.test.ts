import { describe, expect, test } from "vitest";

import { lonLatToGrid } from "../../isochrones/geo/grid-projection.ts";
import type { TileJson } from "../../server/schemas/answers.ts";
import { mercatorLat, mercatorX, mercatorY } from "../../server/tiles/mercator.ts";
import { testApp } from "../helpers/app.ts";
import {
  CELL_COUNT,
  MINUTES_PER_CELL,
  POPULATION,
  SOUTH_METERS,
  WEST_METERS,
  fakeStudy,
} from "../helpers/fake-study.ts";
import { decodeTile } from "../helpers/vector-tile.ts";
import type { DecodedFeature } from "../helpers/vector-tile.ts";

const EXTENT = 4096;

/** The address of the tile that holds the middle of the made-up world. */
function middleTile(zoom: number): { z: number; x: number; y: number } {
  const [west, south, east, north] = fakeStudy().dataset.bbox;
  const side = 2 ** zoom;
  const x = Math.floor(mercatorX((west + east) / 2) * side);
  const y = Math.floor(mercatorY((south + north) / 2) * side);
  return { z: zoom, x, y };
}

/** Tile units back to degrees. */
function toLonLat(
  { z, x, y }: { z: number; x: number; y: number },
  [unitX, unitY]: readonly [number, number],
) {
  const side = 2 ** z * EXTENT;
  return [((x * EXTENT + unitX) / side - 0.5) * 360, mercatorLat((y * EXTENT + unitY) / side)] as const;
}

/** Twice the signed area, positive for a ring that is clockwise on a screen (y downward). */
function screenArea(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
}

async function cellFeatures(zoom: number, query = ""): Promise<readonly DecodedFeature[]> {
  const { get } = await testApp();
  const { z, x, y } = middleTile(zoom);
  const response = await get(`/tiles/carreaux/${z}/${x}/${y}.mvt${query}`);
  expect(response.headers["content-type"]).toBe("application/vnd.mapbox-vector-tile");
  const layer = decodeTile(response.rawPayload).get("carreaux");
  if (layer === undefined) throw new Error("no layer `carreaux`");
  expect(layer).toMatchObject({ version: 2, extent: EXTENT });
  return layer.features;
}

describe("/tiles/carreaux", () => {
  // A level at which one tile holds the whole world of 5 km by 4 km and no square is merged.
  const ZOOM = 9;

  test("has every cell with its people and its seconds", async () => {
    const features = await cellFeatures(ZOOM);
    expect(features.map(({ properties }) => properties["people"])).toEqual(
      Array.from({ length: CELL_COUNT }, (_, i) => i + 1),
    );
    expect(features.map(({ properties }) => properties["seconds"])).toEqual(
      Array.from({ length: CELL_COUNT }, (_, i) => (i === CELL_COUNT - 1 ? -1 : i * MINUTES_PER_CELL * 60)),
    );
    expect(features[0].properties["id"]).toBe(`CRS3035RES1000mN${SOUTH_METERS}E${WEST_METERS}`);
  });

  test("draws each as the square of its grid, clockwise on the screen", async () => {
    const tile = middleTile(ZOOM);
    const features = await cellFeatures(ZOOM);
    // One unit at this level is some 13 m on the ground there; rounding moves a corner by half of it.
    const tolerance = 15;
    for (const [cell, { type, paths }] of features.entries()) {
      expect(type).toBe("polygon");
      expect(paths).toHaveLength(1);
      expect(screenArea(paths[0])).toBeGreaterThan(0);
      const corners = paths[0].map((point) => lonLatToGrid(3035, ...toLonLat(tile, point)));
      const west = WEST_METERS + (cell % 5) * 1000;
      const south = SOUTH_METERS + Math.floor(cell / 5) * 1000;
      const expected = [
        [west, south],
        [west, south + 1000],
        [west + 1000, south + 1000],
        [west + 1000, south],
      ];
      for (const [i, [easting, northing]] of corners.entries()) {
        expect(Math.abs(easting - expected[i][0])).toBeLessThan(tolerance);
        expect(Math.abs(northing - expected[i][1])).toBeLessThan(tolerance);
      }
    }
  });

  test("follows the selection of structures", async () => {
    const features = await cellFeatures(ZOOM, "?exclure=bus");
    expect(features[0].properties["seconds"]).toBe(600);
  });

  test("far out, squares of several cells have all their people and the mean time of those who arrive", async () => {
    const features = await cellFeatures(5);
    const merged = features.map(({ properties }) => properties);
    const cells = merged.reduce((sum, properties) => sum + Number(properties["cells"] ?? 1), 0);
    const people = merged.reduce((sum, properties) => sum + Number(properties["people"]), 0);
    expect(features.length).toBeLessThan(CELL_COUNT);
    expect(cells).toBe(CELL_COUNT);
    expect(people).toBe(POPULATION);
    // Each square stands at a multiple of its side, so the one of the first cell has known members.
    const first = merged.find((properties) => properties["cells"] !== undefined);
    expect(first).not.toHaveProperty("id");
  });

  test("far away there is nothing: 204, with an ETag all the same", async () => {
    const { get } = await testApp();
    const response = await get("/tiles/carreaux/9/0/0.mvt");
    expect(response.statusCode).toBe(204);
    expect(response.rawPayload).toHaveLength(0);
    expect(response.headers).toHaveProperty("etag");
  });

  test("without a population every tile is empty", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    const { z, x, y } = middleTile(ZOOM);
    expect((await get(`/tiles/carreaux/${z}/${x}/${y}.mvt`)).statusCode).toBe(204);
  });
});

describe("/tiles/fond", () => {
  async function layers(zoom: number, withShapes = true) {
    const { get } = await testApp(fakeStudy({ withShapes }));
    const { z, x, y } = middleTile(zoom);
    return decodeTile((await get(`/tiles/fond/${z}/${x}/${y}.mvt`)).rawPayload);
  }

  test("has the land, the communes, the roads and the places, all in one version and extent", async () => {
    const found = await layers(12);
    expect([...found.keys()].sort()).toEqual(["communes", "emprise", "lieux", "routes"]);
    for (const layer of found.values()) expect(layer).toMatchObject({ version: 2, extent: EXTENT });
    expect(found.get("communes")?.features.map(({ properties }) => properties)).toContainEqual({
      code: "01002",
      nom: "Beauval",
    });
  });

  test("far out only main roads and no outlines are left", async () => {
    const found = await layers(6);
    expect([...found.keys()].sort()).toEqual(["emprise", "lieux", "routes"]);
    expect(found.get("routes")?.features.map(({ properties }) => properties["classe"])).toEqual(["primary"]);
    expect((await layers(12)).get("routes")?.features.map(({ properties }) => properties["classe"])).toEqual([
      "primary",
      "minor",
    ]);
  });

  test("ranks places by people and puts each where most of its people live", async () => {
    const features = (await layers(9)).get("lieux")?.features ?? [];
    expect(features.map(({ properties }) => properties)).toEqual([
      { nom: "Beauval", rang: 1 },
      { nom: "Saint-Œuf-l’Étang", rang: 2 },
      { nom: "La Côte", rang: 3 },
    ]);
    const [easting, northing] = lonLatToGrid(3035, ...toLonLat(middleTile(9), features[0].paths[0][0]));
    // Cell 14 is Beauval's most populated: fifth of the third row.
    expect(Math.abs(easting - (WEST_METERS + 4500))).toBeLessThan(15);
    expect(Math.abs(northing - (SOUTH_METERS + 2500))).toBeLessThan(15);
  });

  test("without outlines the land is the frame of the roads", async () => {
    const found = await layers(9, false);
    expect(found.has("communes")).toBe(false);
    const [frame] = found.get("emprise")?.features ?? [];
    expect(screenArea(frame.paths[0])).toBeGreaterThan(0);
    const [west, , , north] = fakeStudy().dataset.bbox;
    const [lon, lat] = toLonLat(middleTile(9), frame.paths[0][0]);
    expect(lon).toBeCloseTo(west, 3);
    expect(lat).toBeCloseTo(north, 3);
  });

  test("roads are cut a little beyond the tile", async () => {
    for (const { paths } of (await layers(14)).get("routes")?.features ?? []) {
      for (const value of paths.flat(2)) {
        expect(value).toBeGreaterThanOrEqual(-64);
        expect(value).toBeLessThanOrEqual(EXTENT + 64);
      }
    }
  });
});

test.each(["carreaux", "fond"])(
  "/tiles/%s.json describes the tiles under the name the client knows",
  async (set) => {
    const { app } = await testApp();
    const response = await app.inject({
      url: `/tiles/${set}.json`,
      headers: { host: "carte.exemple.test:8030" },
    });
    const answer = response.json<TileJson>();
    expect(answer.tiles).toEqual([`http://carte.exemple.test:8030/tiles/${set}/{z}/{x}/{y}.mvt?jeu=fake-1`]);
    expect(answer).toMatchObject({ tilejson: "3.0.0", minzoom: 0, maxzoom: 14, attribution: "© Essai" });
    const { z, x, y } = middleTile(12);
    const tile = await app.inject(`/tiles/${set}/${z}/${x}/${y}.mvt?jeu=fake-1`);
    for (const name of decodeTile(tile.rawPayload).keys()) {
      expect(answer.vector_layers.map(({ id }) => id)).toContain(name);
    }
  },
);
