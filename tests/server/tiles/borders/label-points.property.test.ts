import { describe, expect, test } from "vitest";

import { flatOutlines } from "../../../../data/bundle/outlines.ts";
import { isInRing } from "../../../../isochrones/geo/rings.ts";
import type { CommuneShape } from "../../../../isochrones/model/dataset.ts";
import { findAreaRings } from "../../../../server/tiles/borders/area-rings.ts";
import { findBorderArcs } from "../../../../server/tiles/borders/border-arcs.ts";
import { type LabelPoint, labelPoints } from "../../../../server/tiles/borders/label-points.ts";
import { worldX, worldY } from "../../../../server/tiles/mercator.ts";
import type { Commune } from "../../../../isochrones/model/territory.ts";
import { miniCommune } from "../../../helpers/mini-dataset.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";
import { randomCommunes } from "./random-communes.ts";

function pointsOf(
  shapes: readonly (CommuneShape | null)[],
  communes: readonly Commune[],
  groups: readonly number[],
  count: number,
): (LabelPoint | null)[] {
  const found = findBorderArcs(flatOutlines(shapes), communes);
  return labelPoints(findAreaRings(found, Uint32Array.from(groups), count), found.arcs);
}

function worldRings(shape: CommuneShape): [number, number][][] {
  return shape.flat().map((ring) => ring.map(([lon, lat]) => [worldX(lon), worldY(lat)]));
}

test.each(Array.from({ length: 25 }, (_, seed) => seed))(
  "lie in a commune of their area, seed %i",
  (seed) => {
    const { communes, shapes } = randomCommunes(seededRandom(seed), 6, 5);
    const groups = communes.map(({ departementCode }) => Number(departementCode));
    for (const [group, point] of pointsOf(shapes, communes, groups, 2).entries()) {
      const [x, y] = point ?? [0, 0];
      const holders = shapes.filter(
        (shape, i) =>
          groups[i] === group &&
          shape !== null &&
          // Beside the middle, which may lie on a border between two of them.
          worldRings(shape).filter((ring) => isInRing(x + 0.3, y + 0.3, ring)).length % 2 === 1,
      );
      expect(holders).toHaveLength(1);
    }
  },
);

describe("the middle of the widest stretch", () => {
  const ring = (...points: [number, number][]): [number, number][] => [...points, points[0]];

  test("of a letter L is in its foot, of the larger of two pieces", () => {
    const letter = ring([5, 45], [5.6, 45], [5.6, 45.1], [5.1, 45.1], [5.1, 45.8], [5, 45.8]);
    const island = ring([6, 45], [6.1, 45], [6.1, 45.1], [6, 45.1]);
    const [point] = pointsOf([[[island], [letter]]], [miniCommune("01001")], [0], 1);
    expect(point?.[0]).toBe(Math.round((worldX(5) + worldX(5.6)) / 2));
    expect(point?.[1]).toBeGreaterThan(worldY(45.1));
    expect(point?.[1]).toBeLessThan(worldY(45));
  });

  test("keeps out of a hole", () => {
    const outline = ring([5, 45], [6, 45], [6, 45.5], [5, 45.5]);
    const hole = ring([5.1, 45.005], [5.4, 45.005], [5.4, 45.495], [5.1, 45.495]);
    const [point] = pointsOf([[[outline, hole]]], [miniCommune("01001")], [0], 1);
    expect(point?.[0]).toBe(Math.round((worldX(5.4) + worldX(6)) / 2));
  });

  test("is nowhere without an outline", () => {
    expect(pointsOf([null], [miniCommune("01001")], [0], 1)).toEqual([null]);
  });
});
