import { expect, test } from "vitest";

import { fewestGreedily } from "../../../isochrones/siting/fewest.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { choices, coveredBy, isAllowed, modelOf, randomRules, smallInstance } from "./small-instances.ts";

const INSTANCES = 1000;

test("fewest sites cover what is asked, and no choice of fewer than it says does", () => {
  const seen = { reached: 0, not: 0, best: 0 };
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed + 20_000);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    const { count, forced = [], forbidden = [] } = randomRules(random, model);
    const rules = { count, forced, forbidden };
    const weightOf = (sites: readonly number[]): number =>
      coveredBy(
        instance,
        sites.map((site) => model.candidates[site]),
      );
    const target = weightOf([...model.candidates.keys()]) * random.next();
    const { steps, covered, isReached, leastCount } = fewestGreedily(model, rules, target);
    const sites = steps.map(({ site }) => site);
    const name = `seed ${seed}`;
    expect(isAllowed(sites, rules), name).toBe(true);
    expect(weightOf(sites), name).toBe(covered);
    expect(isReached, name).toBe(covered >= target);
    let fewest = Infinity;
    for (const other of choices(model, rules)) {
      if (weightOf(other) >= target) fewest = Math.min(fewest, other.length);
    }
    expect(leastCount, name).toBeLessThanOrEqual(fewest);
    expect(isReached && sites.length < fewest, name).toBe(false);
    seen[isReached ? "reached" : "not"]++;
    if (isReached && sites.length === fewest) seen.best++;
  }
  expect(seen.not).toBeGreaterThan(50);
  expect(seen.best).toBeGreaterThan(seen.reached * 0.95);
});
