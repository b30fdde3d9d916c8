import { describe, expect, test } from "vitest";

import { flatOutlines } from "../../../data/bundle/outlines.ts";
import { doubleArea } from "../../../isochrones/geo/rings.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import { MOST_POSITIONS, smallOutline } from "../../../server/extents/small-outline.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { randomCommunes } from "../tiles/borders/random-communes.ts";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

function areaOf(shapes: readonly CommuneShape[]): number {
  return shapes
    .flat()
    .reduce((sum, [ring]) => sum + Math.abs(doubleArea(ring.map(([x, y]): [number, number] => [x, y]))), 0);
}

describe.each(SEEDS)("the small outline of random communes, seed %i", (seed) => {
  const { communes, shapes } = randomCommunes(seededRandom(seed), 12, 10);
  const outline = smallOutline(flatOutlines(shapes), communes);

  test("is small, and GeoJSON as it should be", () => {
    expect(outline?.coordinates.flat(2).length).toBeLessThanOrEqual(MOST_POSITIONS);
    expect(geojsonFaults(outline)).toEqual([]);
  });

  test("covers what the communes do, with their holes", () => {
    const known = shapes.filter((shape) => shape !== null);
    const found = areaOf((outline?.coordinates ?? []).map((polygon) => [polygon as [number, number][][]]));
    // A tenth of the communes is missing, most of them as holes.
    expect(found / areaOf(known)).toBeGreaterThan(0.9);
    expect(found / areaOf(known)).toBeLessThan(1.35);
  });
});

test("a coast of ten thousand positions and a thousand islands are cut down, the largest first", () => {
  const circle = (lon: number, lat: number, radius: number, count: number): [number, number][] => {
    const ring = Array.from({ length: count }, (_, i): [number, number] => {
      const angle = (2 * Math.PI * i) / count;
      const r = radius * (1 + 0.002 * Math.sin(count * angle * 0.37) + 0.1 * Math.sin(31 * angle));
      return [lon + r * Math.cos(angle), lat + r * Math.sin(angle)];
    });
    return [...ring, ring[0]];
  };
  const islands = Array.from({ length: 1000 }, (_, i) => [
    circle(56 + (i % 40) / 20, -20 + i / 800, 0.01, 12),
  ]);
  const shape = [[circle(55, -21, 0.5, 10_000)], ...islands];
  const outline = smallOutline(flatOutlines([shape]), [miniCommune("97401")]);
  const polygons = outline?.coordinates ?? [];
  expect(polygons.length).toBeGreaterThan(1);
  expect(polygons.flat(2).length).toBeLessThanOrEqual(MOST_POSITIONS);
  const areas = polygons.map(([ring]) => doubleArea(ring as [number, number][]));
  expect(areas[0]).toBe(Math.max(...areas));
});

test("without outlines there is none", () => {
  expect(smallOutline(flatOutlines([null]), [miniCommune("97401")])).toBeNull();
});
