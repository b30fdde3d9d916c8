import { expect, test } from "vitest";

import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { leastCovered, LISTED } from "../../../web/src/print/least-covered.ts";

/** Covered from minute 20 on. */
function row(name: string, population: number, covered: number): TerritoryCurveRow {
  return {
    ref: `com:${name}`,
    name,
    population,
    covered: Array.from({ length: 61 }, (_, minutes) => (minutes < 20 ? 0 : covered)),
    meanMinutes: 10,
    p95Minutes: 20,
    structures: 0,
  };
}

const names = (rows: readonly TerritoryCurveRow[]): string[] => rows.map(({ name }) => name);

test("the least covered come first, among equals those of the most people beyond", () => {
  const rows = [
    row("half", 10, 5),
    row("none, few", 10, 0),
    row("all", 10, 10),
    row("none, many", 20, 0),
    row("empty", 0, 0),
    row("most", 100, 90),
  ];
  expect(names(leastCovered(rows, 30))).toEqual(["none, many", "none, few", "half", "most"]);
  // At 19 minutes nobody is covered anywhere.
  expect(names(leastCovered(rows, 19))).toEqual(["most", "none, many", "half", "none, few", "all"]);
});

test("only ten are listed", () => {
  const many = Array.from({ length: 30 }, (_, i) => row(String(i), 100, i));
  expect(names(leastCovered(many, 30))).toEqual(many.slice(0, LISTED).map(({ name }) => name));
});
