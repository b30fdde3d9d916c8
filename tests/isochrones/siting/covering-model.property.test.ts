import { expect, test } from "vitest";

import { Cover } from "../../../isochrones/siting/cover.ts";
import { NO_GROUP, sitesOfCandidates } from "../../../isochrones/siting/covering-model.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { coveredBy, modelOf, smallInstance } from "./small-instances.ts";

const INSTANCES = 500;

test("a reduced model covers with any sites what their candidates cover in the whole one", () => {
  const seen = { twins: 0, merged: 0, dropped: 0 };
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const random = seededRandom(seed);
    const instance = smallInstance(random);
    const model = modelOf(instance);
    const sites = Array.from(model.candidates.keys());
    for (let round = 0; round < 5; round++) {
      const chosen = sites.filter(() => random.chance(0.4));
      const cover = new Cover(model, chosen);
      const candidates = chosen.map((site) => model.candidates[site]);
      expect(cover.weight, `seed ${seed}`).toBe(coveredBy(instance, candidates));
      const next = sites.find((site) => !chosen.includes(site));
      if (next === undefined) continue;
      const more = coveredBy(instance, [...candidates, model.candidates[next]]);
      expect(cover.gainOf(next), `seed ${seed}`).toBe(more - cover.weight);
      cover.add(next);
      cover.remove(next);
      expect(cover.weight, `seed ${seed}`).toBe(coveredBy(instance, candidates));
    }
    seen.twins += model.twins.size;
    seen.merged += instance.weights.length > model.weights.length ? 1 : 0;
    seen.dropped += instance.reaches.length - model.candidates.length;
  }
  expect(Math.min(seen.twins, seen.merged, seen.dropped)).toBeGreaterThan(50);
});

test("no two groups have the same sites, no two sites the same groups, and each candidate is told", () => {
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const instance = smallInstance(seededRandom(seed));
    const { candidates, twins, groups, sites, groupOfDemand } = modelOf(instance);
    for (const { offsets, values } of [groups, sites]) {
      const rows = Array.from(offsets.subarray(1), (end, row) => values.slice(offsets[row], end).join());
      expect(new Set(rows).size, `seed ${seed}`).toBe(rows.length);
      expect(
        rows.every((row) => row !== ""),
        `seed ${seed}`,
      ).toBe(true);
    }
    const siteOf = new Map(Array.from(candidates, (candidate, site) => [candidate, site]));
    for (const [site, others] of twins) for (const other of others) siteOf.set(other, site);
    instance.reaches.forEach((reach, candidate) => {
      const heavy = reach.filter((demand) => instance.weights[demand] > 0);
      const site = siteOf.get(candidate);
      expect(site === undefined, `seed ${seed}`).toBe(heavy.length === 0);
      if (site === undefined) return;
      const reached = new Set(sites.values.subarray(sites.offsets[site], sites.offsets[site + 1]));
      expect(reached, `seed ${seed}`).toEqual(new Set(heavy.map((demand) => groupOfDemand[demand])));
      expect(candidates[site]).toBeLessThanOrEqual(candidate);
    });
    instance.weights.forEach((weight, demand) => {
      const isReached = weight > 0 && instance.reaches.some((reach) => reach.includes(demand));
      expect(groupOfDemand[demand] === NO_GROUP, `seed ${seed}`).toBe(!isReached);
    });
  }
});

test("a candidate that must stay is a site of its own, even where it reaches nothing", () => {
  const instance = { reaches: [[0, 1], [], [0, 1], [0, 1], []], weights: [1, 1] };
  const { candidates, twins } = modelOf(instance, [1, 2]);
  expect([...candidates]).toEqual([0, 1, 2]);
  expect([...twins]).toEqual([[0, [3]]]);
  expect(sitesOfCandidates(modelOf(instance, [1, 2]), [2, 4, 1])).toEqual([2, 1]);
});
