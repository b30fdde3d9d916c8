import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { clipRing, drawRing, screenArea } from "../../../../server/tiles/lines/clip-ring.ts";
import { TileGeometry } from "../../../../server/tiles/vector-layer.ts";

describe("clipping a ring", () => {
  test("a ring inside stays as it is, one outside is nothing", () => {
    expect(clipRing([1, 1, 5, 1, 5, 5], 0, 10)).toEqual([1, 1, 5, 1, 5, 5]);
    expect(clipRing([11, 1, 15, 1, 15, 5], 0, 10)).toEqual([]);
  });

  test("a square across a corner keeps its quarter", () => {
    expect(screenArea(clipRing([5, 5, 15, 5, 15, 15, 5, 15], 0, 10))).toBe(50);
  });

  test("of a rectangle keeps what two rectangles have in common", () => {
    const side = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(side, side, side, side, (a, b, c, d) => {
        const [west, east] = [Math.min(a, b), Math.max(a, b)];
        const [north, south] = [Math.min(c, d), Math.max(c, d)];
        const clipped = clipRing([west, north, east, north, east, south, west, south], -10, 10);
        const width = Math.max(0, Math.min(east, 10) - Math.max(west, -10));
        const height = Math.max(0, Math.min(south, 10) - Math.max(north, -10));
        expect(screenArea(clipped)).toBeCloseTo(2 * width * height, 6);
      }),
    );
  });

  test("of any ring holds just those points of the square that the ring holds", () => {
    const coordinate = fc.integer({ min: -30, max: 30 });
    const rings = fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 })
      .map((ring) => ring.flat());
    // On no line between points of the lattice.
    const inner = fc.tuple(fc.integer({ min: -10, max: 9 }), fc.integer({ min: -10, max: 9 }));
    fc.assert(
      fc.property(rings, inner, (ring, [column, row]) => {
        const [x, y] = [column + Math.SQRT2 - 1, row + Math.PI - 3];
        expect(windings(clipRing(ring, -10, 10), x, y)).toBe(windings(ring, x, y));
      }),
    );
  });
});

/** How often a ring goes around a point: by the angle that it is seen to turn. */
function windings(ring: readonly number[], x: number, y: number): number {
  let turned = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const [ax, ay, bx, by] = [ring[i] - x, ring[i + 1] - y, ring[next] - x, ring[next + 1] - y];
    turned += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  }
  // Not minus zero.
  return Math.round(turned / (2 * Math.PI)) + 0;
}

describe("drawing a ring", () => {
  test("draws outlines clockwise and holes anticlockwise, and nothing of what is too small", () => {
    const clockwise = [0, 0, 100, 0, 100, 100];
    const back = [0, 0, 100, 100, 100, 0];
    expect(drawRing(clockwise, false, new TileGeometry())).toBe(true);
    expect(drawRing(back, true, new TileGeometry())).toBe(true);
    expect(drawRing(back, false, new TileGeometry())).toBe(false);
    expect(drawRing([0, 0, 0.4, 0, 0.4, 0.4], false, new TileGeometry())).toBe(false);
  });
});
