import { describe, expect, onTestFinished, test } from "vitest";

import { isInRing } from "../../../isochrones/geo/rings.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import type { Commune, Territory } from "../../../isochrones/model/territory.ts";
import { GroundTiles } from "../../../server/tiles/ground-tiles.ts";
import { mercatorX, mercatorY, tileAt, type TileAddress } from "../../../server/tiles/mercator.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { decodeTile, type DecodedFeature, type DecodedLayer } from "../../helpers/vector-tile.ts";
import { randomCommunes } from "./borders/random-communes.ts";

const EXTENT = 4096;
const BUFFER = 64;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** By how many units simplifying moves a border at most, and what rounding adds. */
const MOVED_UNITS = 8;

/** Level, and the size of communes in degrees at which some hundred units lie in each. */
const LEVELS = [
  [1, 4],
  [3, 1],
  [4, 1],
  [5, 0.4],
  [6, 0.4],
  [7, 0.2],
  [8, 0.1],
  [9, 0.1],
  [11, 0.04],
  [14, 0.01],
] as const;

/** Each layer by its code of a commune and its levels; EPCI 2 is one that the dataset does not know. */
const LAYERS: readonly [
  name: string,
  from: number,
  to: number,
  codeOf: (commune: Commune) => string | null,
][] = [
  ["regions", 0, 8, ({ regionCode }) => regionCode],
  ["departements", 3, 9, ({ departementCode }) => departementCode],
  ["epci", 5, 11, ({ epciCode }) => (epciCode === "2" ? null : epciCode)],
  ["communes", 8, 14, ({ code }) => code],
];

const TERRITORIES: Territory[] = (["region", "departement", "epci"] as const).flatMap((kind) =>
  ["0", "1"].map((code) => ({ kind, code, name: `${kind} ${code}` })),
);

function world(seed: number, sizeDegrees: number) {
  const { communes, shapes } = randomCommunes(seededRandom(seed), 6, 5, sizeDegrees);
  const dataset = { ...fakeStudy().dataset, communes, territories: TERRITORIES, communeShapes: shapes };
  const tiles = new GroundTiles(dataset, { threads: 0 });
  onTestFinished(async () => tiles.close());
  const layersAt = async (
    layer: "territoires" | "limites",
    address: TileAddress,
  ): Promise<Map<string, DecodedLayer>> => decodeTile(await tiles.tile({ layer, address }));
  return { communes, shapes, layersAt };
}

/** Even-odd over all rings of a feature. */
function holds({ paths }: DecodedFeature, x: number, y: number): boolean {
  return paths.filter((path) => isInRing(x, y, [...path, path[0]] as [number, number][])).length % 2 === 1;
}

/** The outline in the units of a tile. */
function ringIn(shape: CommuneShape, { z, x, y }: TileAddress): [number, number][] {
  const scale = 2 ** z * EXTENT;
  return shape[0][0].map(([lon, lat]) => [
    mercatorX(lon) * scale - x * EXTENT,
    mercatorY(lat) * scale - y * EXTENT,
  ]);
}

function distanceToRing(px: number, py: number, ring: readonly (readonly [number, number])[]): number {
  let least = Infinity;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, Math.hypot(px - ax - along * dx, py - ay - along * dy));
  }
  return least;
}

describe.each(SEEDS)("tiles of territories, seed %i", (seed) => {
  test.each(LEVELS)("hold each place once in each layer, by its code, at level %i", async (zoom, size) => {
    const { communes, shapes, layersAt } = world(seed, size);
    const random = seededRandom(seed);
    let compared = 0;
    for (let trial = 0; trial < 60; trial++) {
      const lon = 5 + 6 * size * random.next();
      const lat = 45 + 5 * size * random.next();
      const address = tileAt(zoom, lon, lat);
      const [[x, y]] = ringIn([[[[lon, lat]]]], address);
      const rings = shapes.map((shape) => (shape === null ? null : ringIn(shape, address)));
      if (rings.some((ring) => ring !== null && distanceToRing(x, y, ring) < MOVED_UNITS)) continue;
      const commune = rings.findIndex((ring) => ring !== null && isInRing(x, y, ring));
      const layers = await layersAt("territoires", address);
      for (const [name, from, to, codeOf] of LAYERS) {
        const features = layers.get(name)?.features ?? [];
        const codes = features.filter((one) => holds(one, x, y)).map(({ properties }) => properties["code"]);
        const code = commune < 0 || zoom < from || zoom > to ? null : codeOf(communes[commune]);
        expect(codes, `${name} at ${lon} ${lat}`).toEqual(code === null ? [] : [code]);
        if (code !== null) compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  test.each(LEVELS)("name each territory inside it, at level %i", async (zoom, size) => {
    const { layersAt } = world(seed, size);
    const layers = await layersAt("territoires", tileAt(zoom, 5 + 3 * size, 45 + 2.5 * size));
    const names = layers.get("noms")?.features ?? [];
    for (const { properties, paths } of names) {
      const layer = { region: "regions", departement: "departements", epci: "epci" }[
        String(properties["genre"])
      ];
      const area = layers
        .get(layer ?? "")
        ?.features.find((one) => one.properties["code"] === properties["code"]);
      const [[x, y]] = paths[0];
      // The widest of its stretches is wider than simplifying moves borders.
      expect(area !== undefined && holds(area, x + 0.01, y + 0.01)).toBe(true);
      expect(properties["nom"]).toBe(area?.properties["nom"]);
    }
    const ranks = (genre: string): number[] =>
      names
        .filter(({ properties }) => properties["genre"] === genre)
        .map(({ properties }) => Number(properties["rang"]));
    for (const genre of ["region", "departement", "epci"])
      expect(new Set(ranks(genre)).size).toBe(ranks(genre).length);
    // All of the world lies in the tile.
    const regions =
      zoom === 1 || zoom === 3 ? layers.get("regions")?.features.length : ranks("region").length;
    expect(ranks("region")).toHaveLength(regions ?? 0);
    expect(ranks("epci").length === 0 || zoom >= 7).toBe(true);
  });

  test.each(LEVELS)(
    "have borders that are those of the lines, each from both sides, at level %i",
    async (zoom, size) => {
      const { layersAt } = world(seed, size);
      const address = tileAt(zoom, 5 + 3 * size, 45 + 2.5 * size);
      const layers = await layersAt("territoires", address);
      const limits = (await layersAt("limites", address)).get("limites")?.features ?? [];
      const drawn = new Set(
        limits.flatMap(({ paths }) =>
          paths.flatMap((path) => path.slice(1).map((to, i) => wayOf(path[i], to))),
        ),
      );
      for (const [name, { features }] of layers) {
        if (name === "noms") continue;
        const seen = new Set<string>();
        for (const [from, to] of features.flatMap(({ paths }) => paths.flatMap(segmentsOf))) {
          if (![...from, ...to].every((unit) => unit > -BUFFER && unit < EXTENT + BUFFER)) continue;
          const way = wayOf(from, to);
          // Twice in one direction would be an overlap.
          expect(seen).not.toContain(way);
          seen.add(way);
          const isFound = drawn.has(way) || drawn.has(wayOf(to, from));
          expect(isFound || !isDrawn(name, zoom), `${name} ${way}`).toBe(true);
        }
        expect(seen.size).toBeGreaterThan(0);
      }
    },
  );
});

type Point = readonly [number, number];

function wayOf(from: Point, to: Point): string {
  return `${from.join()} ${to.join()}`;
}

function segmentsOf(ring: readonly Point[]): [Point, Point][] {
  return ring.map((point, i) => [point, ring[(i + 1) % ring.length]]);
}

/** Does `limites` draw the borders of that layer at a level? */
function isDrawn(name: string, zoom: number): boolean {
  return zoom >= ({ regions: 0, departements: 5, epci: 7, communes: 8 }[name] ?? Infinity);
}
