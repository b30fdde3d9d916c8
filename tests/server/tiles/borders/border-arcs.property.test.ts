import { describe, expect, test } from "vitest";

import { flatOutlines } from "../../../../data/bundle/outlines.ts";
import type { CommuneShape } from "../../../../isochrones/model/dataset.ts";
import { type BorderArcs, findBorderArcs } from "../../../../server/tiles/borders/border-arcs.ts";
import { borderKind, OUTER_BORDER } from "../../../../server/tiles/borders/border-kinds.ts";
import { landLevels } from "../../../../server/tiles/borders/land.ts";
import { worldX, worldY } from "../../../../server/tiles/mercator.ts";
import { miniCommune } from "../../../helpers/mini-dataset.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";
import { type CommuneWorld, randomCommunes } from "./random-communes.ts";

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

/** Ways between two points of a ring that follow each other, land on the right, as `x,y x,y`. */
function waysOf(ring: readonly string[]): string[] {
  return ring.map((point, i) => `${point} ${ring[(i + 1) % ring.length]}`);
}

function backwards(way: string): string {
  return way.split(" ").reverse().join(" ");
}

/** The outline in world units, clockwise on the screen. */
function worldRing(shape: CommuneShape): string[] {
  const points = shape[0][0].slice(0, -1).map(([lon, lat]) => [worldX(lon), worldY(lat)] as const);
  const area = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  const ring = points.map((point) => point.join());
  return area < 0 ? ring.reverse() : ring;
}

/** Each way of each outline with the communes on its right and on its left; the slow and obvious way. */
function slowWays({ shapes }: CommuneWorld): Map<string, number> {
  const owners = new Map<string, number>();
  for (const [commune, shape] of shapes.entries()) {
    if (shape !== null) for (const way of waysOf(worldRing(shape))) owners.set(way, commune);
  }
  return owners;
}

function arcPoints({ arcs }: BorderArcs, arc: number): string[] {
  return Array.from(
    { length: arcs.offsets[arc + 1] - arcs.offsets[arc] },
    (_, i) => `${arcs.xs[arcs.offsets[arc] + i]},${arcs.ys[arcs.offsets[arc] + i]}`,
  );
}

/** Ways along an arc. */
function arcWays(found: BorderArcs, arc: number): string[] {
  const points = arcPoints(found, arc);
  return points.slice(1).map((point, i) => `${points[i]} ${point}`);
}

describe.each(SEEDS)("arcs of random communes, seed %i", (seed) => {
  const world = randomCommunes(seededRandom(seed), 5, 4);
  const found = findBorderArcs(flatOutlines(world.shapes), world.communes);
  const owners = slowWays(world);

  test("have each border once, with what it separates", () => {
    const seen = new Set<string>();
    for (const [arc, kind] of found.arcs.kinds.entries()) {
      for (const way of arcWays(found, arc)) {
        expect(seen).not.toContain(way);
        expect(seen).not.toContain(backwards(way));
        seen.add(way);
        const right = owners.get(way);
        const left = owners.get(backwards(way));
        if (right === undefined) throw new Error(`no land is on the right of ${way}`);
        const expected =
          left === undefined ? OUTER_BORDER : borderKind(world.communes[right], world.communes[left]);
        expect(kind).toBe(expected);
      }
    }
    for (const way of owners.keys()) expect(seen.has(way) || seen.has(backwards(way))).toBe(true);
  });

  test("make up each outline again", () => {
    for (const [commune, shape] of world.shapes.entries()) {
      const rings = found.communeRings[commune + 1] - found.communeRings[commune];
      expect(rings).toBe(shape === null ? 0 : 1);
      if (shape === null) continue;
      const ring = found.communeRings[commune];
      const ways = Array.from(
        found.ringArcs.subarray(found.ringOffsets[ring], found.ringOffsets[ring + 1]),
        (arc) => (arc < 0 ? arcWays(found, ~arc).map(backwards).reverse() : arcWays(found, arc)),
      ).flat();
      // They follow each other, and are those of the outline.
      for (const [i, way] of ways.entries()) {
        expect(way.split(" ")[1]).toBe(ways[(i + 1) % ways.length].split(" ")[0]);
      }
      expect([...ways].sort()).toEqual(waysOf(worldRing(shape)).sort());
    }
  });

  test("close the land, holes where communes are missing", () => {
    const [{ rings }] = landLevels(found.arcs, 14);
    const area = (first: number, end: number): number => {
      let sum = 0;
      for (let i = first; i + 1 < end; i++) {
        sum += (rings.xs[i] - rings.xs[first]) * (rings.ys[i + 1] - rings.ys[first]);
        sum -= (rings.xs[i + 1] - rings.xs[first]) * (rings.ys[i] - rings.ys[first]);
      }
      return sum;
    };
    const land = Array.from(rings.kinds, (_, i) => area(rings.offsets[i], rings.offsets[i + 1]));
    const communes = world.shapes.map((shape) => (shape === null ? 0 : areaOf(worldRing(shape))));
    const total = communes.reduce((sum, one) => sum + one, 0);
    // The tolerance of the deepest level, 3 units, moves borders that are some 80 000 units long in all.
    expect(Math.abs(land.reduce((sum, one) => sum + one, 0) / total - 1)).toBeLessThan(1e-3);
    for (const [i, kind] of rings.kinds.entries()) expect(land[i] > 0).toBe(kind === 0);
  });
});

function areaOf(ring: readonly string[]): number {
  const points = ring.map((point) => point.split(",").map(Number));
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    const [x0, y0] = points[0];
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
}

describe("outlines of other forms", () => {
  const square = (low: number, high: number): [number, number][] => [
    [5 + low, 45 + low],
    [5 + high, 45 + low],
    [5 + high, 45 + high],
    [5 + low, 45 + high],
    [5 + low, 45 + low],
  ];

  test("a commune inside another shares one closed border with its hole", () => {
    const shapes = [[[square(0, 3), square(1, 2)]], [[square(1, 2)]]];
    const found = findBorderArcs(flatOutlines(shapes), [miniCommune("01001"), miniCommune("01002")]);
    expect(found.arcs.kinds).toHaveLength(2);
    expect([...found.ringIsHole]).toEqual([0, 1, 0]);
    expect([...found.ringArcs]).toEqual([0, 1, ~1]);
  });

  test("outlines without an extent are left out", () => {
    const line: [number, number][] = [
      [5, 45],
      [6, 45],
      [5, 45],
    ];
    const found = findBorderArcs(flatOutlines([[[line]], null]), [
      miniCommune("01001"),
      miniCommune("01002"),
    ]);
    expect(found.arcs.kinds).toHaveLength(0);
    expect([...found.communeRings]).toEqual([0, 0, 0]);
  });

  test("neighbours that do not share their points have a border of their own each", () => {
    const shapes = [[[square(0, 1)]], [[square(1.00001, 2)]]];
    const found = findBorderArcs(flatOutlines(shapes), [miniCommune("01001"), miniCommune("01002")]);
    expect([...found.arcs.kinds]).toEqual([OUTER_BORDER, OUTER_BORDER]);
  });
});
