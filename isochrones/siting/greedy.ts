import { upperBound } from "./bound.ts";
import { Cover, type Gains } from "./cover.ts";
import type { CoveringModel } from "./covering-model.ts";
import { GainQueue } from "./gain-queue.ts";
import { checkRules, OpenPlaces, type SitingRules } from "./rules.ts";
import { lagrangianBound } from "./lagrangian.ts";
import { improveBySwaps } from "./swaps.ts";

/** A chosen site, in the order in which they are opened. */
export interface SitingStep {
  readonly site: number;
  /** Weight that it covers and those before it do not. */
  readonly gain: number;
  /** Weight that it and those before it cover. */
  readonly covered: number;
}

/** A choice of sites and how good it is. */
export interface SitingChoice {
  /** Forced ones first, in the order given, then by what each brings, most first. */
  readonly steps: readonly SitingStep[];
  /** Weight that all of them cover. */
  readonly covered: number;
  /** No choice within the rules covers more. */
  readonly bound: number;
  /** Sites that gave their place to a better one after the greedy run. */
  readonly swaps: number;
}

/** Steps towards a tighter bound: each costs a look at the whole model, later ones gain little. */
const ITERATIONS = 400;
/** Prefixes of a greedy run from which a bound is taken: each costs a look at the whole model. */
const MOST_BOUNDS = 40;

/**
 * Chooses the site that brings most, again and again, then swaps single sites until no swap covers more. At least
 * 1 - 1/e of the best choice is covered without floors (Nemhauser, Wolsey and Fisher 1978), nearly all of it in practice:
 * `bound` says how much at least. Of sites that bring the same, the first.
 *
 * Gains are looked up lazily (Minoux 1978): what a site brings never grows, so that one which brings more now than the others
 * brought earlier is the best. O(pairs of site and group) for each bound and each swap, far less for each site.
 *
 * Throws `ImpossibleRulesError` where no choice follows the rules.
 */
export function chooseGreedily(model: CoveringModel, rules: SitingRules): SitingChoice {
  const siteCount = model.candidates.length;
  checkRules(rules, siteCount);
  const run = runGreedily(new Cover(model), rules);
  const improved = improveBySwaps(model, rules, run.sites);
  const isOut = new Uint8Array(siteCount);
  for (const site of [...(rules.forbidden ?? []), ...improved.sites]) isOut[site] = 1;
  const places = rules.count - (rules.forced?.length ?? 0);
  const bound = Math.min(run.bound, upperBound(new Cover(model, improved.sites), places, isOut));
  const steps = orderByGain(new Cover(model), improved.sites, rules.forced ?? []);
  const covered = steps.at(-1)?.covered ?? 0;
  // A bound is a sum in another order than that of what is covered.
  const tightened = lagrangianBound(model, rules, {
    covered,
    bound: Math.max(covered, bound),
    iterations: ITERATIONS,
  });
  return { steps, covered, bound: tightened, swaps: improved.swaps };
}

export interface GreedyRun {
  readonly sites: readonly number[];
  readonly bound: number;
}

/** Hears of the cover before each choice, with 1 for sites that may not be chosen or have been: is it enough? */
export type IsEnough = (cover: Gains, isOut: Uint8Array) => boolean;

/** The forced sites, then the one that brings most until that is enough, or there is no place or no site left. */
export function openInTurn(cover: Gains, rules: SitingRules, isEnough: IsEnough): number[] {
  const { forced = [], forbidden = [] } = rules;
  const isOut = new Uint8Array(cover.siteCount);
  for (const site of forbidden) isOut[site] = 1;
  const open = new OpenPlaces(rules);
  const sites: number[] = [];
  const choose = (site: number): void => {
    isOut[site] = 1;
    open.take(site);
    cover.add(site);
    sites.push(site);
  };
  forced.forEach(choose);
  const queue = new GainQueue(isOut.length);
  for (let site = 0; site < isOut.length; site++) if (isOut[site] === 0) queue.push(cover.gainOf(site), site);
  while (!isEnough(cover, isOut)) {
    const site = nextSite(queue, cover, open);
    if (site === null) break;
    choose(site);
  }
  return sites;
}

/** The greedy run over any gains, with the best of the bounds on its way. `gains` must be those of no site. */
export function runGreedily(gains: Gains, rules: SitingRules): GreedyRun {
  const places = rules.count - (rules.forced?.length ?? 0);
  const stride = Math.max(1, Math.ceil(places / MOST_BOUNDS));
  let bound = Infinity;
  let turn = 0;
  const sites = openInTurn(gains, rules, (cover, isOut) => {
    if (turn % stride === 0) bound = Math.min(bound, upperBound(cover, places, isOut));
    return turn++ === places;
  });
  return { sites, bound };
}

/** The site that brings most of those that may be taken, null where none is left. */
function nextSite(queue: GainQueue, cover: Gains, open: OpenPlaces): number | null {
  while (queue.size > 0) {
    const site = queue.pop();
    if (!open.canTake(site)) continue;
    const gain = cover.gainOf(site);
    if (queue.isFirst(gain, site)) return site;
    queue.push(gain, site);
  }
  return null;
}

/** Puts chosen sites in order, from gains of no site: `first` as given, then the one that brings most, of several the first. */
export function orderByGain(cover: Gains, sites: readonly number[], first: readonly number[]): SitingStep[] {
  const steps: SitingStep[] = [];
  const add = (site: number): void => {
    const gain = cover.gainOf(site);
    cover.add(site);
    steps.push({ site, gain, covered: cover.weight });
  };
  first.forEach(add);
  const left = new Set(sites.toSorted((a, b) => a - b));
  for (const site of first) left.delete(site);
  while (left.size > 0) {
    let best = -1;
    let most = -1;
    for (const site of left) {
      const gain = cover.gainOf(site);
      if (gain > most) [best, most] = [site, gain];
    }
    left.delete(best);
    add(best);
  }
  return steps;
}
