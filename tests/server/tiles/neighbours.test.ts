import { describe, expect, onTestFinished, test } from "vitest";

import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { squareCorners } from "../../../isochrones/geo/grid-projection.ts";
import { CellTiles } from "../../../server/tiles/cell-tiles.ts";
import { GroundTiles } from "../../../server/tiles/ground-tiles.ts";
import { tileAt, type TileAddress, TileProjection, worldX, worldY } from "../../../server/tiles/mercator.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { type CellPlan, miniCells, squares } from "../../helpers/mini-cells.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { decodeTile, type DecodedFeature, type DecodedLayer } from "../../helpers/vector-tile.ts";
import { randomCommunes } from "./borders/random-communes.ts";

const EXTENT = 4096;
const BUFFER = 64;
const SEEDS = [1, 2, 3, 4, 5, 6];

type Point = readonly [number, number];

/** The random communes of a seed, with the tiles that are drawn of them. */
function drawnCommunes(seed: number): { dataset: Dataset; tiles: GroundTiles } {
  const { communes, shapes } = randomCommunes(seededRandom(seed), 6, 5);
  const dataset = { ...fakeStudy().dataset, communes, communeShapes: shapes };
  const tiles = new GroundTiles(dataset, { threads: 0 });
  onTestFinished(async () => tiles.close());
  return { dataset, tiles };
}

async function layersOf(
  tiles: GroundTiles,
  layer: "fond" | "limites",
  address: TileAddress,
): Promise<Map<string, DecodedLayer>> {
  return decodeTile(await tiles.tile({ layer, address }));
}

/** Heights at which paths cross a vertical, each as often as it is crossed. */
function crossings(features: readonly DecodedFeature[], vertical: number, isClosed: boolean): number[] {
  const heights: number[] = [];
  for (const path of features.flatMap(({ paths }) => paths)) {
    const ends = isClosed ? [...path, path[0]] : path;
    for (let i = 1; i < ends.length; i++) {
      const [[ax, ay], [bx, by]] = [ends[i - 1], ends[i]];
      if (ax > vertical === bx > vertical) continue;
      const height = ay + ((vertical - ax) / (bx - ax)) * (by - ay);
      if (height > 0 && height < EXTENT) heights.push(height);
    }
  }
  return heights.sort((a, b) => a - b);
}

describe.each(SEEDS)("tiles beside each other, seed %i", (seed) => {
  test.each([5, 7, 8, 10, 12, 14])("have borders that meet, at level %i", async (zoom) => {
    const { tiles } = drawnCommunes(seed);
    const random = seededRandom(seed);
    const west = tileAt(zoom, 5 + 0.6 * random.next(), 45 + 0.5 * random.next());
    const east = { ...west, x: west.x + 1 };
    for (const [layer, name] of [
      ["limites", "limites"],
      ["fond", "communes"],
      ["fond", "emprise"],
    ] as const) {
      const [left, right] = await Promise.all(
        [west, east].map(
          async (address) => (await layersOf(tiles, layer, address)).get(name)?.features ?? [],
        ),
      );
      const isClosed = name !== "limites";
      const before = crossings(left, EXTENT - 0.5, isClosed);
      const after = crossings(right, -0.5, isClosed);
      expect(after).toHaveLength(before.length);
      // A segment that is cut at the buffer is rounded there, once for each tile.
      for (const [i, height] of after.entries())
        expect(Math.abs(height - before[i])).toBeLessThanOrEqual(1.5);
    }
  });

  test("have communes that agree on every point between them, at each level", async () => {
    const { tiles } = drawnCommunes(seed);
    for (const zoom of [7, 9, 11]) {
      // The whole world of six by five tenths of a degree fits into one tile or its buffer.
      const address = tileAt(zoom, 5.3, 45.25);
      const features = (await layersOf(tiles, "fond", address)).get("communes")?.features ?? [];
      const ways = new Map<string, number>();
      for (const [ring] of features.map(({ paths }) => paths)) {
        for (const [i, point] of ring.entries()) {
          const next = ring[(i + 1) % ring.length];
          const inside = [...point, ...next].every((unit) => unit > -BUFFER && unit < EXTENT + BUFFER);
          if (inside)
            ways.set(`${point.join()} ${next.join()}`, (ways.get(`${point.join()} ${next.join()}`) ?? 0) + 1);
        }
      }
      // No way is gone twice in one direction: that would be an overlap.
      expect([...ways.values()].every((times) => times === 1)).toBe(true);
      const borders = (await layersOf(tiles, "limites", address)).get("limites")?.features ?? [];
      if (zoom < 8) continue;
      const drawn = new Set(
        borders.flatMap(({ paths }) =>
          paths.flatMap((path) => path.slice(1).map((point, i) => `${path[i].join()} ${point.join()}`)),
        ),
      );
      for (const way of ways.keys()) {
        expect(drawn.has(way) || drawn.has(way.split(" ").reverse().join(" "))).toBe(true);
      }
    }
  });

  test("have at the deepest level the outlines that were given, to the unit", async () => {
    const { dataset, tiles } = drawnCommunes(seed);
    const random = seededRandom(seed);
    let compared = 0;
    for (let trial = 0; trial < 20; trial++) {
      const [lon, lat] = random.pick(dataset.communeShapes.flatMap((shape) => shape?.[0][0] ?? []));
      const address = tileAt(14, lon, lat);
      const drawn = (await layersOf(tiles, "fond", address)).get("communes")?.features ?? [];
      const points = new Map(
        drawn.map(({ properties, paths }) => [properties["code"], new Set(paths.flat().map(String))]),
      );
      for (const [i, { code }] of dataset.communes.entries()) {
        const inside = (dataset.communeShapes[i]?.[0][0] ?? [])
          .map(([x, y]): Point => [worldX(x) - address.x * EXTENT, worldY(y) - address.y * EXTENT])
          .filter((point) => point.every((unit) => unit >= -BUFFER && unit <= EXTENT + BUFFER));
        for (const point of inside) expect(points.get(code)).toContain(String(point));
        compared += inside.length;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(20);
  });
});

/** Cells of 200 m and of 1 km, scattered over some 40 km. */
function scatteredCells(seed: number): CellPlan[] {
  const random = seededRandom(seed);
  const places = (count: number, span: number): Map<string, [number, number]> =>
    new Map(
      Array.from({ length: count }, (): [number, number] => [random.int(0, span), random.int(0, span)]).map(
        (place) => [place.join(), place],
      ),
    );
  return [
    ...squares(places(600, 199).values(), 200),
    ...squares(
      [...places(40, 39).values()].map(([column, row]) => [column + 60, row]),
      1000,
    ),
  ].map((plan) => ({ ...plan, people: random.int(0, 40) }));
}

describe.each(SEEDS)("cells in tiles, seed %i", (seed) => {
  const cells = miniCells(scatteredCells(seed));
  const random = seededRandom(seed);
  const times = Uint32Array.from({ length: cells.count }, () =>
    random.chance(0.1) ? UNREACHED : random.int(0, 40_000),
  );
  const tiles = new CellTiles(cells);

  function featuresOf(address: TileAddress): readonly DecodedFeature[] {
    return decodeTile(tiles.tile(address, times)).get("carreaux")?.features ?? [];
  }

  test("are those whose squares touch the tile, with their people and seconds", () => {
    for (let trial = 0; trial < 40; trial++) {
      const near = random.int(0, cells.count - 1);
      const address = tileAt(random.int(12, 14), cells.lons[near] + 0.02 * random.next(), cells.lats[near]);
      const projection = new TileProjection(address);
      const expected: string[] = [];
      for (let cell = 0; cell < cells.count; cell++) {
        const corners = squareCorners(3035, cells.eastings[cell], cells.northings[cell], cells.sizes[cell]);
        const xs = corners.map(([lon]) => Math.round(projection.x(lon)));
        const ys = corners.map(([, lat]) => Math.round(projection.y(lat)));
        const touches = [xs, ys].every(
          (units) => Math.max(...units) >= -BUFFER && Math.min(...units) <= EXTENT + BUFFER,
        );
        const seconds = times[cell] === UNREACHED ? -1 : Math.ceil(times[cell] / 10);
        const id = `CRS3035RES${cells.sizes[cell]}mN${cells.northings[cell]}E${cells.eastings[cell]}`;
        if (touches) expected.push(`${id} ${cells.people[cell]} ${seconds}`);
      }
      const found = featuresOf(address).map(
        ({ properties: { id, people, seconds } }) => `${String(id)} ${String(people)} ${String(seconds)}`,
      );
      expect(found.sort()).toEqual(expected.sort());
    }
  });

  test.each([6, 8, 10, 12])(
    "are the same squares in both of two tiles that they lie in, at level %i",
    (zoom) => {
      const middle = random.int(0, cells.count - 1);
      const west = tileAt(zoom, cells.lons[middle], cells.lats[middle]);
      const squareOf = ({ paths, properties }: DecodedFeature, shift: number): string =>
        JSON.stringify([paths[0].map(([x, y]) => [x + shift, y]), properties]);
      const isAcross = ({ paths }: DecodedFeature, edge: number): boolean =>
        paths[0].some(([x]) => x < edge) && paths[0].some(([x]) => x > edge);
      const left = featuresOf(west).filter((feature) => isAcross(feature, EXTENT));
      const right = featuresOf({ ...west, x: west.x + 1 }).filter((feature) => isAcross(feature, 0));
      expect(right.map((feature) => squareOf(feature, EXTENT)).sort()).toEqual(
        left.map((feature) => squareOf(feature, 0)).sort(),
      );
    },
  );

  test("are merged further where a tile would be too large, and nobody is lost", () => {
    const address = tileAt(9, cells.lons[0], cells.lats[0]);
    const limit = 1000;
    const small = new CellTiles(cells, limit).tile(address, times);
    expect(tiles.tile(address, times).length).toBeGreaterThan(limit);
    expect(small.length).toBeLessThanOrEqual(limit);
    // Level 6 has all of the world in one tile.
    const whole = tileAt(6, cells.lons[0], cells.lats[0]);
    const peopleOf = (features: readonly DecodedFeature[]): number =>
      features.reduce((sum, { properties }) => sum + Number(properties["people"]), 0);
    const all = cells.people.reduce((sum, people) => sum + people, 0);
    const merged = decodeTile(new CellTiles(cells, 500).tile(whole, times)).get("carreaux")?.features ?? [];
    expect(peopleOf(merged)).toBeCloseTo(all, 6);
    expect(peopleOf(featuresOf(whole))).toBeCloseTo(all, 6);
  });
});
