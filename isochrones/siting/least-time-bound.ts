import { Descent } from "./descent.ts";
import type { BoundOptions } from "./lagrangian.ts";
import { PaidSites } from "./paid-sites.ts";
import type { SitingRules } from "./rules.ts";
import type { SavingModel } from "./saving-model.ts";

/**
 * A bound on the time that sites can save, by Lagrangian relaxation (Cornuéjols, Fisher and Nemhauser 1977). Each demand is
 * promised a saving λ_i ≥ 0 whatever opens; a site is worth what it saves beyond the promises. With s_ij saved by site j,
 *
 *     f(T) = Σ max over T of s_ij ≤ Σ λ_i + Σ over T of (Σ max(0, s_ij − λ_i))
 *
 * whatever is promised. A promise grows where several of the sites worth most would exceed it, and shrinks where none does.
 *
 * O(pairs of site and demand + n log n over the sites) an iteration.
 *
 * @param start savings of some good choice, by demand: the first promises
 */
export function leastTimeBound(
  model: SavingModel,
  rules: SitingRules,
  start: Float64Array,
  { covered, bound, iterations }: BoundOptions,
): number {
  const { offsets } = model.sites;
  const siteCount = offsets.length - 1;
  const promises = start.slice();
  const sites = new PaidSites(siteCount, rules);
  const most = mostSaved(model);
  const worths = new Float64Array(siteCount);
  const counts = new Uint32Array(promises.length);
  const descent = new Descent(covered, bound);
  for (let turn = 0; turn < iterations; turn++) {
    let value = promises.reduce((sum, promise) => sum + promise, 0);
    for (let site = 0; site < siteCount; site++) worths[site] = worthOf(model, site, promises);
    const chosen = sites.choose(worths);
    for (const site of chosen) value += worths[site];
    const over = descent.hear(value);
    if (descent.isOver) break;
    countExceeding(model, chosen, promises, counts);
    let length = 0;
    for (let demand = 0; demand < promises.length; demand++) {
      if (isMovable(counts[demand], promises[demand])) length += most[demand] * (1 - counts[demand]) ** 2;
    }
    if (length === 0) break;
    for (let demand = 0; demand < promises.length; demand++) {
      const promise = promises[demand] - (over / length) * most[demand] * (1 - counts[demand]);
      promises[demand] = Math.min(most[demand], Math.max(0, promise));
    }
  }
  return Math.max(covered, descent.best);
}

function isMovable(count: number, promise: number): boolean {
  return count > 1 || (count === 0 && promise > 0);
}

function savedBy({ weights, times, sites, siteTimes }: SavingModel, entry: number): number {
  const demand = sites.values[entry];
  return weights[demand] * (times[demand] - siteTimes[entry]);
}

/** What the best site for each demand saves it. */
function mostSaved(model: SavingModel): Float64Array {
  const { values } = model.sites;
  const most = new Float64Array(model.times.length);
  for (let entry = 0; entry < values.length; entry++) {
    most[values[entry]] = Math.max(most[values[entry]], savedBy(model, entry));
  }
  return most;
}

function worthOf(model: SavingModel, site: number, promises: Float64Array): number {
  const { offsets, values } = model.sites;
  let worth = 0;
  for (let entry = offsets[site]; entry < offsets[site + 1]; entry++) {
    const more = savedBy(model, entry) - promises[values[entry]];
    if (more > 0) worth += more;
  }
  return worth;
}

/** How many of the chosen sites save each demand more than it is promised. */
function countExceeding(
  model: SavingModel,
  chosen: readonly number[],
  promises: Float64Array,
  counts: Uint32Array,
): void {
  const { offsets, values } = model.sites;
  counts.fill(0);
  for (const site of chosen) {
    for (let entry = offsets[site]; entry < offsets[site + 1]; entry++) {
      if (savedBy(model, entry) > promises[values[entry]]) counts[values[entry]]++;
    }
  }
}
