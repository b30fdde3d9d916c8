import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { clipLine, roundLine, simplifyLine } from "../../../server/tiles/line-drawing.ts";

const coordinate = fc.double({ min: -200, max: 200, noNaN: true });
const lines = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 30 })
  .map((points) => points.flat());

function lengthOf(line: readonly number[]): number {
  let sum = 0;
  for (let i = 2; i < line.length; i += 2)
    sum += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return sum;
}

describe("simplifyLine", () => {
  test("drops what bends the line by no more than the tolerance", () => {
    expect(simplifyLine([0, 0, 5, 1, 10, 0], 1)).toEqual([0, 0, 10, 0]);
    expect(simplifyLine([0, 0, 5, 1.01, 10, 0], 1)).toEqual([0, 0, 5, 1.01, 10, 0]);
  });

  test("a loop keeps its farthest point though its ends are one", () => {
    expect(simplifyLine([0, 0, 10, 0, 0, 0], 1)).toEqual([0, 0, 10, 0, 0, 0]);
  });

  test("keeps the ends, only points of the line, and all of them within the tolerance", () => {
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 50, noNaN: true }), (line, tolerance) => {
        const simple = simplifyLine(line, tolerance);
        expect(simple.slice(0, 2)).toEqual(line.slice(0, 2));
        expect(simple.slice(-2)).toEqual(line.slice(-2));
        for (let i = 0; i < line.length; i += 2) {
          const away = distanceToLine(simple, line[i], line[i + 1]);
          expect(away).toBeLessThanOrEqual(tolerance + 1e-9);
        }
      }),
    );
  });
});

/** The slow and obvious distance: many points along each segment. */
function distanceToLine(line: readonly number[], x: number, y: number): number {
  let least = Infinity;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [dx, dy] = [line[i + 2] - line[i], line[i + 3] - line[i + 1]];
    const squared = dx * dx + dy * dy;
    const along = squared === 0 ? 0 : ((x - line[i]) * dx + (y - line[i + 1]) * dy) / squared;
    for (const t of [0, 1, Math.min(1, Math.max(0, along))]) {
      least = Math.min(least, Math.hypot(line[i] + t * dx - x, line[i + 1] + t * dy - y));
    }
  }
  return least;
}

describe("clipLine", () => {
  test("a line inside stays whole", () => {
    expect(clipLine([1, 1, 5, 5, 9, 1], 0, 10)).toEqual([[1, 1, 5, 5, 9, 1]]);
  });

  test("a line that leaves and comes back is two", () => {
    expect(clipLine([5, 5, 15, 5, 15, 8, 5, 8], 0, 10)).toEqual([
      [5, 5, 10, 5],
      [10, 8, 5, 8],
    ]);
  });

  test("a line across is cut at both sides", () => {
    expect(clipLine([-10, 5, 20, 5], 0, 10)).toEqual([[0, 5, 10, 5]]);
  });

  test("a line beside is nothing", () => {
    expect(clipLine([-5, 0, -5, 10], 0, 10)).toEqual([]);
  });

  test("what is kept is inside and as long as the part of the line inside, found by small steps", () => {
    fc.assert(
      fc.property(lines, (line) => {
        const parts = clipLine(line, -100, 100);
        for (const value of parts.flat()) expect(Math.abs(value)).toBeLessThanOrEqual(100 + 1e-9);
        const kept = parts.reduce((sum, part) => sum + lengthOf(part), 0);
        const steps = 500;
        let inside = 0;
        for (let i = 0; i + 3 < line.length; i += 2) {
          const [dx, dy] = [line[i + 2] - line[i], line[i + 3] - line[i + 1]];
          for (let step = 0; step < steps; step++) {
            const t = (step + 0.5) / steps;
            const isInside = Math.max(Math.abs(line[i] + t * dx), Math.abs(line[i + 1] + t * dy)) <= 100;
            if (isInside) inside += Math.hypot(dx, dy) / steps;
          }
        }
        // Each segment enters and leaves at most once: two steps of error.
        const segments = line.length / 2 - 1;
        expect(Math.abs(kept - inside)).toBeLessThanOrEqual((segments * 2 * 566) / steps + 1e-6);
      }),
      { numRuns: 50 },
    );
  });
});

describe("roundLine", () => {
  test("drops points that fall on the one before", () => {
    expect(roundLine([0.1, 0.1, 0.2, 0.2, 3.4, 0])).toEqual([0, 0, 3, 0]);
  });

  test("a line that shrinks to a point is nothing", () => {
    expect(roundLine([0.1, 0.1, 0.2, 0.2])).toBeNull();
  });
});
