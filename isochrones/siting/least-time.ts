import { upperBound } from "./bound.ts";
import { orderByGain, runGreedily, type SitingChoice } from "./greedy.ts";
import { leastTimeBound } from "./least-time-bound.ts";
import { checkRules, OpenPlaces, type SitingRules } from "./rules.ts";
import { SavedTime, type SavingModel } from "./saving-model.ts";

/** A swap that saves less more than this share of what is saved is no better: sums differ by their rounding. */
const LEAST_SHARE = 1e-9;
const MOST_SWAPS = 100;
/** Steps towards a tighter bound. */
const ITERATIONS = 400;

/**
 * Sites that shorten the mean time most: greedily, then by interchange (Teitz and Bart 1968) until no single swap saves more.
 * `covered` and `gain` are people times deciseconds saved. The bound is the tightest of `upperBound`, for what a site saves never
 * grows as others open, and `leastTimeBound`.
 *
 * O(pairs of site and demand) for each bound, and times the chosen sites for each swap.
 *
 * Throws `ImpossibleRulesError` where no choice follows the rules.
 */
export function chooseLeastTime(model: SavingModel, rules: SitingRules): SitingChoice {
  const siteCount = model.sites.offsets.length - 1;
  checkRules(rules, siteCount);
  const { forced = [], forbidden = [] } = rules;
  const run = runGreedily(new SavedTime(model), rules);
  const sites = [...run.sites];
  let swaps = 0;
  while (swaps < MOST_SWAPS && swapOnce(model, rules, sites)) swaps++;
  const isOut = new Uint8Array(siteCount);
  for (const site of [...forbidden, ...sites]) isOut[site] = 1;
  const bound = upperBound(new SavedTime(model, sites), rules.count - forced.length, isOut);
  const steps = orderByGain(new SavedTime(model), sites, forced);
  const covered = steps.at(-1)?.covered ?? 0;
  const known = Math.max(covered, Math.min(run.bound, bound));
  const tightened = leastTimeBound(model, rules, savings(model, sites), {
    covered,
    bound: known,
    iterations: ITERATIONS,
  });
  return { steps, covered, bound: tightened, swaps };
}

/** What some sites save each demand. */
function savings(model: SavingModel, sites: readonly number[]): Float64Array {
  const { times } = new SavedTime(model, sites);
  return model.weights.map((weight, demand) => weight * (model.times[demand] - times[demand]));
}

/** Makes the best swap, if one saves more. */
function swapOnce(model: SavingModel, rules: SitingRules, sites: number[]): boolean {
  const { forced = [], forbidden = [] } = rules;
  const isOut = new Set([...forbidden, ...sites]);
  const open = new OpenPlaces(rules);
  for (const site of sites) open.take(site);
  const now = new SavedTime(model, sites).weight;
  let most = now * (1 + LEAST_SHARE);
  let best: { place: number; into: number } | null = null;
  for (let place = 0; place < sites.length; place++) {
    if (forced.includes(sites[place])) continue;
    const without = new SavedTime(model, sites.toSpliced(place, 1));
    for (let into = 0; into < without.siteCount; into++) {
      if (isOut.has(into) || !open.canSwap(sites[place], into)) continue;
      const saved = without.weight + without.gainOf(into);
      if (saved <= most) continue;
      most = saved;
      best = { place, into };
    }
  }
  if (best !== null) sites[best.place] = best.into;
  return best !== null;
}
