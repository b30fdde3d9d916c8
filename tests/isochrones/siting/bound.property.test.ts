import { expect, test } from "vitest";

import { upperBound } from "../../../isochrones/siting/bound.ts";
import { Cover } from "../../../isochrones/siting/cover.ts";
import { relaxedBound } from "../../../isochrones/siting/exact.ts";
import { lagrangianBound } from "../../../isochrones/siting/lagrangian.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { bestOf, modelOf, randomRules, smallInstance } from "./small-instances.ts";

const INSTANCES = 800;
const SECONDS = 20;

test("the gains beyond any cover that has the forced sites bound the best choice", () => {
  let loose = 0;
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed + 30_000);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    const rules = randomRules(random, model);
    const { count, forced = [], forbidden = [] } = rules;
    const others = [...model.candidates.keys()].filter((site) => !forbidden.includes(site));
    const sites = new Set([...forced, ...others.filter(() => random.chance(0.3))]);
    const isOut = Uint8Array.from(model.candidates, (_, site) =>
      sites.has(site) || forbidden.includes(site) ? 1 : 0,
    );
    const bound = upperBound(new Cover(model, sites), count - forced.length, isOut);
    const best = bestOf(instance, model, rules);
    expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(best);
    if (bound > best) loose++;
  }
  expect(loose).toBeGreaterThan(100);
});

test("payments bound the best choice, whenever they end", () => {
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed + 40_000);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    const rules = randomRules(random, model);
    const best = bestOf(instance, model, rules);
    for (const iterations of [1, 2, 5, 200]) {
      const covered = best * random.next();
      const bound = lagrangianBound(model, rules, { covered, bound: Infinity, iterations });
      expect(bound, `seed ${seed}, ${iterations} iterations`).toBeGreaterThanOrEqual(best * (1 - 1e-12));
    }
  }
});

test("payments come near to the linear program, and not below it", async () => {
  let near = 0;
  const instances = INSTANCES / 8;
  for (let seed = 1; seed <= instances; seed++) {
    const random = seededRandom(seed + 50_000);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    const { count, forced = [], forbidden = [] } = randomRules(random, model);
    const rules = { count, forced, forbidden };
    const covered = bestOf(instance, model, rules);
    const relaxed = await relaxedBound(model, rules, SECONDS);
    const bound = lagrangianBound(model, rules, { covered, bound: Infinity, iterations: 2000 });
    expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(relaxed * (1 - 1e-5));
    if (bound <= relaxed * 1.005 + 1e-9) near++;
  }
  expect(near).toBeGreaterThan(instances * 0.95);
});
