import type { Gains } from "./cover.ts";
import type { CoveringModel } from "./covering-model.ts";
import { rowCount, type SparseRows } from "./sparse-rows.ts";

/** Amounts below this share of all weight are none: sums differ by their rounding. */
const LEAST_SHARE = 1e-12;
const NONE = 0xffffffff;

/**
 * How much demand some chosen sites serve where each serves so much at most, and demand may be split between sites: the
 * greatest flow from groups over sites. As a function of the chosen sites it never falls, and what one more adds never grows
 * as more are chosen (it is the rank of a polymatroid, Edmonds 1970), as for a cover without such a limit.
 *
 * A site is added by augmenting along shortest paths (Edmonds and Karp 1972): what it takes over from another makes room
 * there for groups that nothing serves. O(augmentations times pairs of chosen sites and their groups) for each site.
 */
export class ServedDemand implements Gains {
  readonly #model: CoveringModel;
  readonly #capacity: number;
  readonly #least: number;
  /** By pair of site and group, in the order of the sites. */
  readonly #flows: Float64Array;
  /** By entry of `groups`, the pair that it is. */
  readonly #pairs: Uint32Array;
  /** Weight of each group that nothing serves. */
  readonly #left: Float64Array;
  readonly #isChosen: Uint8Array;
  #weight = 0;
  /** Of a search: the pair over which each group and each site was reached, and in which search. */
  readonly #groupPairs: Uint32Array;
  readonly #sitePairs: Uint32Array;
  readonly #groupTurns: Uint32Array;
  readonly #siteTurns: Uint32Array;
  #turn = 0;

  /** @param capacity what each site serves at most, more than 0 */
  constructor(model: CoveringModel, capacity: number, sites: Iterable<number> = []) {
    const { weights, sites: rows } = model;
    this.#model = model;
    this.#capacity = capacity;
    this.#least = LEAST_SHARE * weights.reduce((sum, weight) => sum + weight, 0);
    this.#flows = new Float64Array(rows.values.length);
    this.#pairs = pairsOfEntries(rows, model.groups);
    this.#left = weights.slice();
    this.#isChosen = new Uint8Array(this.siteCount);
    this.#groupPairs = new Uint32Array(weights.length);
    this.#sitePairs = new Uint32Array(this.siteCount);
    this.#groupTurns = new Uint32Array(weights.length);
    this.#siteTurns = new Uint32Array(this.siteCount);
    for (const site of sites) this.add(site);
  }

  get siteCount(): number {
    return this.#model.candidates.length;
  }

  /** What all chosen sites serve together. */
  get weight(): number {
    return this.#weight;
  }

  /** What each site serves of each of its groups, by pair in the order of the sites. */
  get flows(): Float64Array {
    return this.#flows;
  }

  /** What one of the chosen sites serves now: of several ways to share the demand, one. O(its groups). */
  servedBy(site: number): number {
    const { offsets } = this.#model.sites;
    let sum = 0;
    for (let pair = offsets[site]; pair < offsets[site + 1]; pair++) sum += this.#flows[pair];
    return sum;
  }

  gainOf(site: number): number {
    if (this.#isChosen[site] === 1) return 0;
    // Enough that nothing serves: no other site has to give way.
    const direct = this.#directOf(site);
    if (direct >= this.#capacity) return this.#capacity;
    const before: Before = { flows: new Map(), left: new Map() };
    const gain = this.#augment(site, before);
    for (const [pair, flow] of before.flows) this.#flows[pair] = flow;
    for (const [group, left] of before.left) this.#left[group] = left;
    return gain;
  }

  add(site: number): void {
    if (this.#isChosen[site] === 1) return;
    this.#weight += this.#augment(site, null);
    this.#isChosen[site] = 1;
  }

  #directOf(site: number): number {
    const { offsets, values } = this.#model.sites;
    let sum = 0;
    for (let pair = offsets[site]; pair < offsets[site + 1]; pair++) sum += this.#left[values[pair]];
    return sum;
  }

  /** @param before gets what was there, of what changes */
  #augment(site: number, before: Before | null): number {
    let spare = this.#capacity;
    let gain = 0;
    while (spare > this.#least) {
      const group = this.#findLeft(site);
      if (group === NONE) break;
      const amount = Math.min(spare, this.#left[group], this.#roomTo(group, site));
      this.#push(group, site, amount, before);
      spare -= amount;
      gain += amount;
    }
    return gain;
  }

  /** Breadth first from a site: a group that nothing serves, of which it may take, be it by others that give way. */
  #findLeft(start: number): number {
    const { sites, groups } = this.#model;
    this.#turn++;
    this.#siteTurns[start] = this.#turn;
    const queue = [start];
    for (const site of queue) {
      for (let pair = sites.offsets[site]; pair < sites.offsets[site + 1]; pair++) {
        const group = sites.values[pair];
        if (this.#groupTurns[group] === this.#turn) continue;
        this.#groupTurns[group] = this.#turn;
        this.#groupPairs[group] = pair;
        if (this.#left[group] > this.#least) return group;
        for (let entry = groups.offsets[group]; entry < groups.offsets[group + 1]; entry++) {
          const other = groups.values[entry];
          const served = this.#pairs[entry];
          if (this.#siteTurns[other] === this.#turn || !(this.#flows[served] > this.#least)) continue;
          this.#siteTurns[other] = this.#turn;
          this.#sitePairs[other] = served;
          queue.push(other);
        }
      }
    }
    return NONE;
  }

  /** What may go along the path that was found. */
  #roomTo(group: number, start: number): number {
    let room = Infinity;
    for (let at = group; ;) {
      const site = this.#siteOfPair(this.#groupPairs[at]);
      if (site === start) return room;
      const served = this.#sitePairs[site];
      room = Math.min(room, this.#flows[served]);
      at = this.#model.sites.values[served];
    }
  }

  #push(group: number, start: number, amount: number, before: Before | null): void {
    const change = (pair: number, by: number): void => {
      if (before !== null && !before.flows.has(pair)) before.flows.set(pair, this.#flows[pair]);
      this.#flows[pair] += by;
    };
    if (before !== null && !before.left.has(group)) before.left.set(group, this.#left[group]);
    this.#left[group] -= amount;
    for (let at = group; ;) {
      const pair = this.#groupPairs[at];
      change(pair, amount);
      const site = this.#siteOfPair(pair);
      if (site === start) return;
      const served = this.#sitePairs[site];
      change(served, -amount);
      at = this.#model.sites.values[served];
    }
  }

  /** By bisection. */
  #siteOfPair(pair: number): number {
    const { offsets } = this.#model.sites;
    let low = 0;
    let high = offsets.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (offsets[middle] <= pair) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Flows by pair and what is left by group, as they were. */
interface Before {
  readonly flows: Map<number, number>;
  readonly left: Map<number, number>;
}

/** Both are ascending in rows, so that the sites of a group come in the order of their pairs. O(pairs). */
function pairsOfEntries(sites: SparseRows, groups: SparseRows): Uint32Array {
  const cursors = groups.offsets.slice(0, rowCount(groups));
  const pairs = new Uint32Array(groups.values.length);
  sites.values.forEach((group, pair) => {
    pairs[cursors[group]++] = pair;
  });
  return pairs;
}
