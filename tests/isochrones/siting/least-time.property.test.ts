import { describe, expect, test } from "vitest";

import { chooseLeastTime } from "../../../isochrones/siting/least-time.ts";
import { leastTimeBound } from "../../../isochrones/siting/least-time-bound.ts";
import type { SitingRules } from "../../../isochrones/siting/rules.ts";
import type { SavingModel } from "../../../isochrones/siting/saving-model.ts";
import { rowsOf } from "../../../isochrones/siting/sparse-rows.ts";
import { openForWorstOff } from "../../../isochrones/siting/worst-off.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";
import { choices, isAllowed, modelOf, randomRules } from "./small-instances.ts";

const INSTANCES = 800;
const FAR = 1000;

interface Times {
  readonly now: readonly number[];
  readonly weights: readonly number[];
  /** By candidate and demand; `FAR` is out of reach. */
  readonly to: readonly (readonly number[])[];
}

function randomTimes(random: Random): Times {
  const now = Array.from({ length: random.int(0, 10) }, () => random.int(1, 60));
  return {
    now,
    weights: now.map(() => random.int(0, 20)),
    to: Array.from({ length: random.int(1, 7) }, () =>
      now.map(() => (random.chance(0.5) ? FAR : random.int(0, 60))),
    ),
  };
}

function savingModel({ now, weights, to }: Times): SavingModel {
  const shorter = to.map((times) => [...now.keys()].filter((demand) => times[demand] < now[demand]));
  return {
    weights: Float64Array.from(weights),
    times: Uint32Array.from(now),
    sites: rowsOf(shorter),
    siteTimes: Uint32Array.from(
      shorter.flatMap((demands, site) => demands.map((demand) => to[site][demand])),
    ),
  };
}

function timesWith({ now, to }: Times, sites: readonly number[]): number[] {
  return now.map((time, demand) => Math.min(time, ...sites.map((site) => to[site][demand])));
}

function savedBy(times: Times, sites: readonly number[]): number {
  return timesWith(times, sites).reduce((sum, time, i) => sum + times.weights[i] * (times.now[i] - time), 0);
}

/** Rules about as many sites, each of its own. */
function rulesFor(random: Random, siteCount: number) {
  const model = modelOf({ reaches: Array.from({ length: siteCount }, () => []), weights: [] }, [
    ...Array.from({ length: siteCount }).keys(),
  ]);
  return { model, rules: randomRules(random, model) };
}

function* cases(): Generator<{ name: string; times: Times; rules: SitingRules; all: number[][] }> {
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed + 60_000);
    const times = randomTimes(random);
    const { model, rules } = rulesFor(random, times.to.length);
    yield { name: `seed ${seed}`, times, rules, all: [...choices(model, rules)] };
  }
}

describe(`sites for the least mean time, on ${INSTANCES} random instances`, () => {
  test("are bounded by promises, whatever these are and whenever they end", () => {
    let [tight, loose] = [0, 0];
    for (const { name, times, rules, all } of cases()) {
      const random = seededRandom(times.to.length + all.length);
      const start = Float64Array.from(times.now, () => (random.chance(0.5) ? 0 : random.int(0, 500)));
      const most = Math.max(...all.map((other) => savedBy(times, other)));
      for (const iterations of [1, 3, 300]) {
        const options = { covered: most * random.next(), bound: Infinity, iterations };
        const bound = leastTimeBound(savingModel(times), rules, start, options);
        expect(bound, `${name}, ${iterations} iterations`).toBeGreaterThanOrEqual(most * (1 - 1e-12));
        if (iterations === 300 && bound <= most * 1.01) tight++;
        if (iterations === 1 && bound > most * 1.01) loose++;
      }
    }
    expect(tight).toBeGreaterThan(INSTANCES * 0.8);
    expect(loose).toBeGreaterThan(INSTANCES / 4);
  });

  test("follow the rules, tell what they save, and no choice saves more than the bound", () => {
    let best = 0;
    for (const { name, times, rules, all } of cases()) {
      const { steps, covered, bound } = chooseLeastTime(savingModel(times), rules);
      const sites = steps.map(({ site }) => site);
      expect(isAllowed(sites, rules), name).toBe(true);
      expect(covered, name).toBe(savedBy(times, sites));
      steps.forEach((step, i) => {
        expect(step.covered, name).toBe(savedBy(times, sites.slice(0, i + 1)));
      });
      const most = Math.max(...all.map((other) => savedBy(times, other)));
      expect(bound, name).toBeGreaterThanOrEqual(most * (1 - 1e-12));
      expect(covered, name).toBeLessThanOrEqual(most);
      if (covered === most) best++;
    }
    expect(best).toBeGreaterThan(INSTANCES * 0.97);
  });
});

describe(`sites for the worst off, on ${INSTANCES} random instances`, () => {
  test("shorten at each step the longest time that can be shortened", () => {
    let opened = 0;
    for (const { name, times, rules, all } of cases()) {
      const steps = openForWorstOff(savingModel(times), rules);
      const sites = steps.map(({ site }) => site);
      const isSoFar = (upTo: number): boolean =>
        all.some((other) => sites.slice(0, upTo).every((site) => other.includes(site)));
      for (let at = rules.forced?.length ?? 0; at < sites.length; at++) {
        const before = timesWith(times, sites.slice(0, at));
        const longestHelped = (site: number): number =>
          Math.max(-1, ...before.filter((time, i) => times.weights[i] > 0 && times.to[site][i] < time));
        const allowed = [...times.to.keys()].filter(
          (site) =>
            !sites.slice(0, at).includes(site) &&
            all.some((other) => [...sites.slice(0, at), site].every((one) => other.includes(one))),
        );
        expect(isSoFar(at + 1), name).toBe(true);
        expect(longestHelped(sites[at]), name).toBe(Math.max(...allowed.map(longestHelped)));
        expect(steps[at].covered, name).toBe(savedBy(times, sites.slice(0, at + 1)));
        opened++;
      }
    }
    expect(opened).toBeGreaterThan(INSTANCES / 2);
  });
});
