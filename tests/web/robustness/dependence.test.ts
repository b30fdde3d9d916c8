import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { RobustnessAnswer, RobustnessRow } from "../../../server/schemas/robustness-answers.ts";
import { readAddress, writeAddress } from "../../../web/src/app/address.ts";
import { PLAIN_STATE } from "../../../web/src/app/state.ts";
import {
  closingTried,
  dependenceParts,
  dependenceRows,
  toldMinutes,
} from "../../../web/src/robustness/dependence.ts";

test("closings are told at the minutes of the page and of the public debate, once each, in order", () => {
  expect([5, 20, 25, 30, 60].map(toldMinutes)).toEqual([
    [5, 20, 30],
    [20, 30],
    [20, 25, 30],
    [20, 30],
    [20, 30, 60],
  ]);
});

describe("to try a closing", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ name, text: `fermer:${name}` }));

  test("adds a scenario and shows it", () => {
    expect(closingTried(PLAIN_STATE, "12", "Sans X")).toEqual({
      scenarios: [{ name: "Sans X", text: "fermer:12" }],
      shownScenario: 0,
    });
  });

  test("shows again the one that is there", () => {
    const state = { ...PLAIN_STATE, scenarios: [a, b, c], shownScenario: 2 };
    expect(closingTried(state, "b", "another name")).toEqual({ scenarios: [a, b, c], shownScenario: 1 });
  });

  test("takes the place of the last where there is no room", () => {
    const state = { ...PLAIN_STATE, scenarios: [a, b, c], shownScenario: null };
    expect(closingTried(state, "d", "d")).toEqual({
      scenarios: [a, b, { name: "d", text: "fermer:d" }],
      shownScenario: 2,
    });
  });

  test("gives an address that is read back, whatever the name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const state = { ...PLAIN_STATE, ...closingTried(PLAIN_STATE, "12", name) };
        const [pathname = "", query = ""] = writeAddress(state, () => null).split("?");
        const { scenarios, shownScenario } = readAddress({ pathname, search: `?${query}` });
        expect({ scenarios, shownScenario }).toEqual({
          scenarios: state.scenarios,
          shownScenario: state.shownScenario,
        });
      }),
    );
  });
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
