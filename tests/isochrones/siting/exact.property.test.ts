import { describe, expect, test } from "vitest";

import { chooseExactly, fewestExactly, fitsExact, relaxedBound } from "../../../isochrones/siting/exact.ts";
import { chooseGreedily } from "../../../isochrones/siting/greedy.ts";
import { ImpossibleRulesError } from "../../../isochrones/siting/rules.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import {
  bestOf,
  choices,
  coveredBy,
  isAllowed,
  modelOf,
  randomRules,
  smallInstance,
} from "./small-instances.ts";

const INSTANCES = 160;
const SECONDS = 20;

describe(`an exact choice, on ${INSTANCES} random instances`, () => {
  test("covers what the best of all choices covers, and proves it", async () => {
    let better = 0;
    for (let seed = 1; seed <= INSTANCES; seed++) {
      const random = seededRandom(seed + 5000);
      const instance = smallInstance(random);
      const model = modelOf(instance);
      const rules = randomRules(random, model);
      const greedy = chooseGreedily(model, rules);
      const start = greedy.steps.map(({ site }) => site);
      const exact = await chooseExactly(model, rules, { timeLimitSeconds: SECONDS, start });
      const best = bestOf(instance, model, rules);
      const sites = exact.steps.map(({ site }) => site);
      expect(isAllowed(sites, rules), `seed ${seed}`).toBe(true);
      expect(exact, `seed ${seed}`).toMatchObject({ covered: best, bound: best, isProven: true });
      expect(
        coveredBy(
          instance,
          sites.map((site) => model.candidates[site]),
        ),
        `seed ${seed}`,
      ).toBe(best);
      if (greedy.covered < best) better++;
      const relaxed = await relaxedBound(model, rules, SECONDS);
      expect(relaxed, `seed ${seed}`).toBeGreaterThanOrEqual(best);
    }
    expect(better).toBeGreaterThan(0);
  });

  test("of fewest sites is as few as any choice that covers as much", async () => {
    for (let seed = 1; seed <= INSTANCES / 2; seed++) {
      const random = seededRandom(seed + 9000);
      const instance = smallInstance(random);
      const model = modelOf(instance);
      const rules = { ...randomRules(random, model), count: model.candidates.length };
      const all = chooseGreedily(model, rules);
      const target = all.covered * random.next();
      const start = all.steps.map(({ site }) => site);
      const fewest = await fewestExactly(model, rules, target, { timeLimitSeconds: SECONDS, start });
      let least = Infinity;
      for (const sites of choices(model, rules)) {
        const covered = coveredBy(
          instance,
          sites.map((site) => model.candidates[site]),
        );
        if (covered >= target) least = Math.min(least, sites.length);
      }
      expect(fewest.steps.length, `seed ${seed}`).toBe(least);
      expect(fewest, `seed ${seed}`).toMatchObject({ leastCount: least, isProven: true });
      expect(fewest.covered, `seed ${seed}`).toBeGreaterThanOrEqual(target * (1 - 1e-6));
    }
  });
});

test("rules that contradict each other are told before anything is solved", async () => {
  const model = modelOf({ reaches: [[0]], weights: [1] });
  const choice = chooseExactly(
    model,
    { count: 1, forced: [0], forbidden: [0] },
    { timeLimitSeconds: 1, start: [] },
  );
  await expect(choice).rejects.toThrow(ImpossibleRulesError);
  expect(fitsExact(model, {})).toBe(true);
});
