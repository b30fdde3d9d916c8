import { expect, test } from "vitest";

import type { RobustnessAnswer, RobustnessRow } from "../../../server/schemas/robustness-answers.ts";
import { dependenceParts, dependenceRows, toldMinutes } from "../../../web/src/robustness/dependence.ts";

test("closings are told at the minutes of the page and of the public debate, once each, in order", () => {
  expect([5, 20, 25, 30, 60].map(toldMinutes)).toEqual([
    [5, 20, 30],
    [20, 30],
    [20, 25, 30],
    [20, 30],
    [20, 30, 60],
  ]);
});

function answer(structures: readonly Pick<RobustnessRow, "id" | "alone">[]): RobustnessAnswer {
  const figures = { population: 100, covered: 90, coveredByOne: 20, coveredByTwo: 30, coveredByMore: 40 };
  return { ...figures, structures } as unknown as RobustnessAnswer;
}

test("a row has what each answer says of its structure, and nobody where one does not have it", () => {
  const shown = answer([
    { id: "x", alone: 7 },
    { id: "y", alone: 3 },
  ]);
  const rows = dependenceRows(shown, [answer([{ id: "y", alone: 1 }]), shown]);
  expect(rows.map(({ id, aloneAt }) => [id, ...aloneAt])).toEqual([
    ["x", 0, 7],
    ["y", 1, 3],
  ]);
});

test("everybody is in one part", () => {
  const parts = dependenceParts(answer([]));
  expect(parts.map(({ id, people }) => [id, people])).toEqual([
    ["one", 20],
    ["two", 30],
    ["more", 40],
    ["none", 10],
  ]);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(dependenceParts({ ...answer([]), population: 0 })).toEqual([]);
});
