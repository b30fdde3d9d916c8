import { Cover } from "./cover.ts";
import type { CoveringModel } from "./covering-model.ts";
import { OpenPlaces, type SitingRules } from "./rules.ts";

/** A swap that covers less more than this share of all weight is no better: sums differ by their rounding. */
const LEAST_SHARE = 1e-9;
/** Each round covers more than the last; this many end a run that would go on for very little. */
const MOST_ROUNDS = 1000;

export interface ImprovedSites {
  readonly sites: readonly number[];
  readonly swaps: number;
}

interface Swap {
  /** Place in the list of chosen sites. */
  readonly place: number;
  readonly into: number;
}

/**
 * Swaps one chosen site for another as long as that covers more, the best swap of all first (Teitz and Bart 1968); forced
 * sites stay. One look at the model weighs all swaps at once: what a site would cover beyond all chosen ones, and besides
 * the groups that only the outgoing one covers (Whitaker 1983).
 *
 * O(pairs of site and group + sites times chosen ones) a swap.
 */
export function improveBySwaps(
  model: CoveringModel,
  rules: SitingRules,
  chosen: readonly number[],
): ImprovedSites {
  const { forced = [], forbidden = [] } = rules;
  const sites = [...chosen];
  const cover = new Cover(model, sites);
  const open = new OpenPlaces(rules);
  for (const site of sites) open.take(site);
  const isFixed = new Uint8Array(sites.length);
  for (let place = 0; place < sites.length; place++) isFixed[place] = forced.includes(sites[place]) ? 1 : 0;
  const isOut = new Uint8Array(model.candidates.length);
  for (const site of [...forbidden, ...sites]) isOut[site] = 1;
  const least = LEAST_SHARE * model.weights.reduce((sum, weight) => sum + weight, 0);
  let swaps = 0;
  for (; swaps < MOST_ROUNDS; swaps++) {
    const swap = bestSwap({ model, cover, sites, isFixed, isOut, open, least });
    if (swap === null) break;
    const out = sites[swap.place];
    cover.remove(out);
    cover.add(swap.into);
    open.swap(out, swap.into);
    isOut[out] = 0;
    isOut[swap.into] = 1;
    sites[swap.place] = swap.into;
  }
  return { sites, swaps };
}

interface SwapSearch {
  readonly model: CoveringModel;
  readonly cover: Cover;
  readonly sites: readonly number[];
  /** By place. */
  readonly isFixed: Uint8Array;
  /** By site: may not come in. */
  readonly isOut: Uint8Array;
  readonly open: OpenPlaces;
  /** A swap must cover more than this more. */
  readonly least: number;
}

function bestSwap({ model, cover, sites, isFixed, isOut, open, least }: SwapSearch): Swap | null {
  const { weights, sites: groupsOf } = model;
  const owners = findOwners(model, cover, sites);
  const losses = new Float64Array(sites.length);
  for (let group = 0; group < weights.length; group++) {
    if (owners[group] !== NO_OWNER) losses[owners[group]] += weights[group];
  }
  const shared = new Float64Array(sites.length);
  let best: Swap | null = null;
  let most = least;
  for (let into = 0; into < isOut.length; into++) {
    if (isOut[into] === 1) continue;
    shared.fill(0);
    let gain = 0;
    for (let i = groupsOf.offsets[into]; i < groupsOf.offsets[into + 1]; i++) {
      const group = groupsOf.values[i];
      if (cover.countOf(group) === 0) gain += weights[group];
      else if (owners[group] !== NO_OWNER) shared[owners[group]] += weights[group];
    }
    for (let place = 0; place < sites.length; place++) {
      const more = gain + shared[place] - losses[place];
      if (more <= most || isFixed[place] === 1 || !open.canSwap(sites[place], into)) continue;
      most = more;
      best = { place, into };
    }
  }
  return best;
}

const NO_OWNER = 0xffffffff;

/** The place of the only chosen site that covers each group, `NO_OWNER` where none or several do. */
function findOwners(
  { sites: groupsOf, weights }: CoveringModel,
  cover: Cover,
  sites: readonly number[],
): Uint32Array {
  const owners = new Uint32Array(weights.length).fill(NO_OWNER);
  sites.forEach((site, place) => {
    for (let i = groupsOf.offsets[site]; i < groupsOf.offsets[site + 1]; i++) {
      const group = groupsOf.values[i];
      if (cover.countOf(group) === 1) owners[group] = place;
    }
  });
  return owners;
}
