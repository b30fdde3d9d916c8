import { expect, test } from "vitest";

import { recount } from "../../web/src/coverage/recount.ts";

/** One person more is covered at each minute, of a hundred. */
const REPORT = {
  population: 100,
  curve: Array.from({ length: 61 }, (_, minutes) => ({ minutes, share: minutes / 100 })),
};

test("the slider reads people off the curve", () => {
  expect(recount(REPORT, 30)).toEqual({
    minutes: 30,
    share: 0.3,
    covered: 30,
    uncovered: 70,
    population: 100,
  });
});

test("covered and uncovered people make the population at each minute", () => {
  for (let minutes = 0; minutes <= 60; minutes++) {
    const figure = recount(REPORT, minutes);
    expect((figure?.covered ?? 0) + (figure?.uncovered ?? 0)).toBeCloseTo(REPORT.population, 9);
  }
});

test("beyond the curve there is no figure, rather than a wrong one", () => {
  expect(recount(REPORT, 61)).toBeNull();
});
