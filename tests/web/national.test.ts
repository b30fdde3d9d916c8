import type { MultiPolygon } from "geojson";
import { describe, expect, test } from "vitest";

import { INSET_SIDE, insetPath } from "../../web/src/national/inset-shape.ts";
import { STATEMENTS } from "../../web/src/national/statements.ts";

describe("what was officially stated", () => {
  test.each(STATEMENTS)("on $dateText by $who has a date and a source that can be opened", (statement) => {
    const { date, who, within30, source } = statement;
    expect(date).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
    expect(Number.isNaN(Date.parse(date))).toBe(false);
    expect(who).not.toBe("");
    expect(within30).not.toBeNull();
    expect(source.title).not.toBe("");
    expect(new URL(source.url).protocol).toBe("https:");
  });

  test("is in the order of time, none twice", () => {
    const dates = STATEMENTS.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
    expect(new Set(STATEMENTS.map(({ source }) => source.url)).size).toBe(STATEMENTS.length);
  });

  test("says its year in words too", () => {
    for (const { date, dateText } of STATEMENTS) expect(dateText).toContain(date.slice(0, 4));
  });
});

describe("a small map", () => {
  const numbers = (path: string): number[] => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

  test("fills its square in the longer direction, north up, and keeps holes as rings of their own", () => {
    // One degree high and as wide on the equator, where degrees are equal.
    const outline: MultiPolygon = {
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [10, -0.5],
            [11, -0.5],
            [11, 0.5],
            [10, 0.5],
            [10, -0.5],
          ],
          [
            [10.5, 0],
            [10.6, 0.1],
            [10.6, 0],
            [10.5, 0],
          ],
        ],
      ],
    };
    const path = insetPath(outline, [10, -0.5, 11, 0.5]);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/Z/g)).toHaveLength(2);
    const [x, y] = numbers(path);
    // South-west is at the lower left.
    expect(x).toBe(4);
    expect(y).toBe(INSET_SIDE - 4);
    for (const value of numbers(path)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(INSET_SIDE);
    }
  });

  test("narrows degrees of longitude away from the equator", () => {
    const outline: MultiPolygon = {
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [0, 59.5],
            [1, 59.5],
            [1, 60.5],
            [0, 59.5],
          ],
        ],
      ],
    };
    const [west, , east] = numbers(insetPath(outline, [0, 59.5, 1, 60.5]));
    // Half as wide as high at 60 degrees: 46 of 92, in the middle.
    expect(east - west).toBeCloseTo(46, 0);
    expect(west + east).toBeCloseTo(INSET_SIDE, 0);
  });

  test("of a single point is a point, not nothing that cannot be drawn", () => {
    const outline: MultiPolygon = { type: "MultiPolygon", coordinates: [[[[3, 4]]]] };
    expect(numbers(insetPath(outline, [3, 4, 3, 4]))).toEqual([50, 50]);
  });
});
