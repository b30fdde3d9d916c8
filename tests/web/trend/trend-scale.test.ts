import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { comparableRuns, placesOf, shareBounds, timeMarks } from "../../../web/src/trend/trend-scale.ts";

const since = (...dates: string[]): { since: string }[] =>
  dates.map((date) => ({ since: `${date}T06:00:00.000Z` }));

describe("the axis of time", () => {
  test("has entries where their days are", () => {
    expect(placesOf(since("2026-01-01", "2026-01-04", "2026-01-11"))).toEqual([0, 0.3, 1]);
    expect(placesOf(since("2026-01-01"))).toEqual([0.5]);
    expect(placesOf(since("2026-01-01", "2026-01-01"))).toEqual([0.5, 0.5]);
    expect(placesOf([])).toEqual([]);
  });

  test.each([
    [
      ["2026-01-10", "2026-04-20"],
      ["2026-02-01", "2026-03-01", "2026-04-01"],
    ],
    [
      ["2025-09-03", "2026-11-29"],
      ["2026-01-01", "2026-07-01"],
    ],
    [
      ["2021-05-01", "2026-05-01"],
      ["2022-01-01", "2024-01-01", "2026-01-01"],
    ],
    [
      ["2026-01-02", "2026-02-20"],
      ["2026-01-02", "2026-02-20"],
    ],
    [["2026-01-02", "2026-01-02"], []],
  ])("of %j is marked at %j", (dates, marks) => {
    expect(timeMarks(since(...dates)).map(({ date }) => date)).toEqual(marks);
  });

  test("has one mark for what happened in one day", () => {
    const entries = [{ since: "2026-01-02T01:00:00Z" }, { since: "2026-01-02T02:00:00Z" }];
    expect(timeMarks(entries)).toEqual([{ place: 0.5, date: "2026-01-02", isMonth: false }]);
  });

  test("has few marks, inside it and in order, whatever its length", () => {
    const day = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2049-12-31") });
    fc.assert(
      fc.property(day, day, (one, other) => {
        const times = [Math.min(one, other), Math.max(one, other)];
        const marks = timeMarks(times.map((time) => ({ since: new Date(time).toISOString() })));
        const places = marks.map(({ place }) => place);
        expect(places.length).toBeLessThanOrEqual(4);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1);
        }
        expect(places.length > 0).toBe(other !== one);
      }),
      { seed: 20260301 },
    );
  });
});

describe("the axis of shares", () => {
  test.each([
    [[0.98, 0.983], 0.97, 0.99],
    [[0.92, 0.98], 0.92, 0.98],
    [[0.4, 0.95], 0.4, 1],
    [[1, 1], 0.98, 1],
    [[0, 0], 0, 0.02],
  ])("of %j is from %d to %d", (shares, low, high) => {
    const bounds = shareBounds(shares);
    expect(bounds.low).toBeCloseTo(low, 9);
    expect(bounds.high).toBeCloseTo(high, 9);
  });

  test("holds all shares and is not empty", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
        const { low, high } = shareBounds(shares);
        expect(low).toBeLessThanOrEqual(Math.min(...shares));
        expect(high).toBeGreaterThanOrEqual(Math.max(...shares));
        expect(high - low).toBeGreaterThan(0.02 - 1e-9);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
      { seed: 20260301 },
    );
  });
});

test("a line is broken before what cannot be compared", () => {
  const entries = [true, true, false, false, true].map((isComparable, id) => ({ id, isComparable }));
  expect(comparableRuns(entries).map((run) => run.map(({ id }) => id))).toEqual([[0, 1], [2], [3, 4]]);
  expect(comparableRuns([])).toEqual([]);
});
