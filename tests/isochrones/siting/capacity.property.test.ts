import { describe, expect, test } from "vitest";

import { chooseExactlyWithCapacity, chooseWithCapacity } from "../../../isochrones/siting/capacity.ts";
import type { CoveringModel } from "../../../isochrones/siting/covering-model.ts";
import { chooseGreedily } from "../../../isochrones/siting/greedy.ts";
import { ServedDemand } from "../../../isochrones/siting/served-demand.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";
import {
  choices,
  isAllowed,
  modelOf,
  randomRules,
  type SmallInstance,
  smallInstance,
} from "./small-instances.ts";

const INSTANCES = 120;
const SECONDS = 20;
const DIGITS = 6;

/** All candidates are sites of their own. */
function unmerged(instance: SmallInstance): CoveringModel {
  return modelOf(instance, [...instance.reaches.keys()]);
}

/**
 * What some candidates can serve, by the theorem of Hall and its like: of all sets of them, those in the set serve its number of
 * capacities at most, and the demands that only others reach are theirs. The least of all is the greatest flow.
 */
function servedBy(
  { reaches, weights }: SmallInstance,
  candidates: readonly number[],
  capacity: number,
): number {
  let least = Infinity;
  for (let bits = 0; bits < 2 ** candidates.length; bits++) {
    const isFull = (at: number): boolean => ((bits >> at) & 1) === 1;
    const reached = new Set(candidates.flatMap((one, at) => (isFull(at) ? [] : reaches[one])));
    const full = candidates.filter((_, at) => isFull(at)).length * capacity;
    least = Math.min(least, full + [...reached].reduce((sum, demand) => sum + weights[demand], 0));
  }
  return least;
}

function bestOf(
  instance: SmallInstance,
  model: CoveringModel,
  rules: Parameters<typeof isAllowed>[1],
  capacity: number,
): number {
  let best = 0;
  for (const sites of choices(model, rules)) {
    best = Math.max(
      best,
      servedBy(
        instance,
        sites.map((site) => model.candidates[site]),
        capacity,
      ),
    );
  }
  return best;
}

function randomCapacity(random: Random, { weights }: SmallInstance): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(0.25, all * random.next() * random.next());
}

describe(`sites of limited capacity, on ${INSTANCES} random instances`, () => {
  test("serve the greatest flow, each within its capacity, and what one adds never grows", () => {
    for (let seed = 1; seed <= INSTANCES; seed++) {
      const random = seededRandom(seed + 20_000);
      const instance = smallInstance(random);
      const model = unmerged(instance);
      const capacity = randomCapacity(random, instance);
      const served = new ServedDemand(model, capacity);
      const gains = Array.from({ length: served.siteCount }, (_, site) => served.gainOf(site));
      const chosen: number[] = [];
      for (const site of random.shuffle([...gains.keys()]).slice(0, 6)) {
        const gain = served.gainOf(site);
        const before = served.weight;
        served.add(site);
        chosen.push(site);
        expect(served.weight - before, `seed ${seed}`).toBeCloseTo(gain, DIGITS);
        const expected = servedBy(
          instance,
          chosen.map((one) => model.candidates[one]),
          capacity,
        );
        expect(served.weight, `seed ${seed}`).toBeCloseTo(expected, DIGITS);
        const sum = chosen.reduce((all, one) => all + served.servedBy(one), 0);
        expect(sum, `seed ${seed}`).toBeCloseTo(served.weight, DIGITS);
        for (const one of chosen) expect(served.servedBy(one)).toBeLessThanOrEqual(capacity * (1 + 1e-9));
        for (let other = 0; other < served.siteCount; other++) {
          const next = served.gainOf(other);
          expect(next, `seed ${seed}`).toBeLessThanOrEqual(gains[other] + 1e-6);
          gains[other] = next;
        }
      }
    }
  });

  test("are exactly the best of all choices, and no choice exceeds the greedy one's bound", async () => {
    let better = 0;
    for (let seed = 1; seed <= INSTANCES; seed++) {
      const random = seededRandom(seed + 30_000);
      const instance = smallInstance(random);
      const model = unmerged(instance);
      const rules = randomRules(random, model);
      const capacity = randomCapacity(random, instance);
      const best = bestOf(instance, model, rules, capacity);
      const greedy = chooseWithCapacity(model, rules, capacity);
      expect(greedy.bound, `seed ${seed}`).toBeGreaterThanOrEqual(best - 1e-6);
      expect(greedy.covered, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-6);
      const start = greedy.steps.map(({ site }) => site);
      expect(isAllowed(start, rules), `seed ${seed}`).toBe(true);
      const exact = await chooseExactlyWithCapacity(model, rules, capacity, {
        timeLimitSeconds: SECONDS,
        start,
      });
      expect(exact.covered, `seed ${seed}`).toBeCloseTo(best, DIGITS - 1);
      expect(exact.isProven).toBe(true);
      expect(
        isAllowed(
          exact.steps.map(({ site }) => site),
          rules,
        ),
        `seed ${seed}`,
      ).toBe(true);
      if (greedy.covered < best - 1e-3) better++;
    }
    expect(better).toBeGreaterThan(0);
  });

  test("serve what they cover where the capacity binds none of them", () => {
    for (let seed = 1; seed <= INSTANCES; seed++) {
      const random = seededRandom(seed + 40_000);
      const instance = smallInstance(random);
      const model = unmerged(instance);
      const { forced = [], count } = randomRules(random, model);
      const all = instance.weights.reduce((sum, weight) => sum + weight, 1);
      const served = chooseWithCapacity(model, { count, forced }, all);
      const covering = chooseGreedily(model, { count, forced });
      expect(served.covered, `seed ${seed}`).toBeLessThanOrEqual(covering.bound + 1e-6);
      expect(covering.covered, `seed ${seed}`).toBeLessThanOrEqual(served.bound + 1e-6);
      if (covering.swaps > 0) continue;
      expect(served.covered, `seed ${seed}`).toBeCloseTo(covering.covered, DIGITS);
    }
  });
});
