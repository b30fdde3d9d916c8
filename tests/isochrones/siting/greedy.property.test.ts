import { describe, expect, test } from "vitest";

import { chooseGreedily } from "../../../isochrones/siting/greedy.ts";
import type { CoveringModel } from "../../../isochrones/siting/covering-model.ts";
import { ImpossibleRulesError, NO_TERRITORY, type SitingRules } from "../../../isochrones/siting/rules.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import {
  bestOf,
  choices,
  coveredBy,
  isAllowed,
  modelOf,
  randomRules,
  type SmallInstance,
  smallInstance,
} from "./small-instances.ts";

const INSTANCES = 1500;

interface Case {
  readonly name: string;
  readonly instance: SmallInstance;
  readonly model: CoveringModel;
  readonly rules: SitingRules;
}

function* cases(): Generator<Case> {
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed + 1000);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    yield { name: `seed ${seed}`, instance, model, rules: randomRules(random, model) };
  }
}

describe(`a greedy choice, on ${INSTANCES} random instances`, () => {
  test("follows the rules and tells what each site brings", () => {
    for (const { name, instance, model, rules } of cases()) {
      const { steps, covered } = chooseGreedily(model, rules);
      const sites = steps.map(({ site }) => site);
      expect(isAllowed(sites, rules), name).toBe(true);
      expect(sites.slice(0, rules.forced?.length ?? 0), name).toEqual(rules.forced ?? []);
      let before = 0;
      steps.forEach((step, i) => {
        const soFar = sites.slice(0, i + 1).map((site) => model.candidates[site]);
        expect(step.covered, name).toBe(coveredBy(instance, soFar));
        expect(step.gain, name).toBe(step.covered - before);
        before = step.covered;
      });
      expect(covered, name).toBe(before);
      const free = steps.slice(rules.forced?.length ?? 0).map(({ gain }) => gain);
      expect(free, name).toEqual(free.toSorted((a, b) => b - a));
    }
  });

  test("is bounded by a number that the best choice never exceeds, and is seldom below it", () => {
    const seen = { short: 0, loose: 0, exact: 0 };
    for (const { name, instance, model, rules } of cases()) {
      const { covered, bound } = chooseGreedily(model, rules);
      const best = bestOf(instance, model, rules);
      expect(bound, name).toBeGreaterThanOrEqual(best);
      expect(covered, name).toBeLessThanOrEqual(best);
      const guaranteed = rules.floors === undefined ? best * (1 - 1 / Math.E) : 0;
      expect(covered, name).toBeGreaterThanOrEqual(guaranteed);
      if (covered < best) seen.short++;
      if (bound > best) seen.loose++;
      if (bound === covered) seen.exact++;
    }
    expect(seen.short).toBeLessThan(INSTANCES / 50);
    expect(seen.loose).toBeLessThan(INSTANCES / 20);
    expect(seen.exact).toBeGreaterThan(INSTANCES * 0.9);
  });

  test("leaves no single swap that would cover more", () => {
    for (const { name, instance, model, rules } of cases()) {
      const { steps, covered } = chooseGreedily(model, rules);
      const sites = steps.map(({ site }) => site);
      for (const other of choices(model, rules)) {
        const isSwap =
          other.length === sites.length && other.filter((site) => !sites.includes(site)).length === 1;
        if (!isSwap) continue;
        const theirs = coveredBy(
          instance,
          other.map((site) => model.candidates[site]),
        );
        expect(theirs, name).toBeLessThanOrEqual(covered * (1 + 1e-6));
      }
    }
  });
});

test("of sites that bring the same, the first is chosen", () => {
  const model = modelOf({ reaches: [[0], [1], [2], [3]], weights: [1, 2, 2, 1] });
  const sites = chooseGreedily(model, { count: 3 }).steps.map(({ site }) => site);
  expect(sites).toEqual([1, 2, 0]);
});

test("a swap mends what greed has spoilt", () => {
  // The widest site first, then either of two leaves a third of the rest; the other two cover all.
  const instance = {
    reaches: [
      [1, 2, 3, 4],
      [0, 1, 2],
      [3, 4, 5],
    ],
    weights: [3, 2, 2, 2, 2, 3],
  };
  const { covered, swaps, bound } = chooseGreedily(modelOf(instance), { count: 2 });
  expect(covered).toBe(14);
  expect(swaps).toBe(1);
  expect(bound).toBe(14);
});

describe("rules that contradict each other", () => {
  const model = modelOf({ reaches: [[0], [1], [2]], weights: [1, 1, 1] });
  const territories = Uint32Array.of(0, 0, NO_TERRITORY);
  const impossible: [string, SitingRules][] = [
    ["more forced sites than sites", { count: 1, forced: [0, 1] }],
    ["a site forced and forbidden", { count: 2, forced: [0], forbidden: [0] }],
    ["a floor above what a territory has", { count: 3, floors: { territories, least: [3] } }],
    ["a floor above what it has left", { count: 3, forbidden: [1], floors: { territories, least: [2] } }],
    ["floors above the count", { count: 1, floors: { territories, least: [2] } }],
    [
      "forced sites that leave no room for a floor",
      { count: 2, forced: [2], floors: { territories, least: [2] } },
    ],
  ];
  test.each(impossible)("%s", (_, rules) => {
    expect(() => chooseGreedily(model, rules)).toThrow(ImpossibleRulesError);
  });

  test("more sites than there are is no contradiction: all are opened", () => {
    expect(chooseGreedily(model, { count: 9 })).toMatchObject({ covered: 3, bound: 3 });
  });
});
