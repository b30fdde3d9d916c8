import { classifyRows, rowCount, type SparseRows, takeRows, transpose } from "./sparse-rows.ts";

/** A demand that no candidate reaches. */
export const NO_GROUP = 0xffffffff;

/**
 * Maximal covering (Church and ReVelle 1974), made small: cells that the same candidates reach are one group, candidates
 * that reach the same groups one site. No choice of candidates covers anything else than in the model as it was.
 */
export interface CoveringModel {
  /** Candidate of each site, ascending. */
  readonly candidates: Uint32Array;
  /** Other candidates that reach just what that of a site reaches: any of them is as good. By site, where there are some. */
  readonly twins: ReadonlyMap<number, readonly number[]>;
  /** Weight of each group, more than 0 each. */
  readonly weights: Float64Array;
  /** Groups of each site. */
  readonly sites: SparseRows;
  /** Sites of each group, one at least. */
  readonly groups: SparseRows;
  /** Group of each demand, `NO_GROUP` where no site reaches it, or nobody is there. */
  readonly groupOfDemand: Uint32Array;
}

/** Who reaches whom, before anything is merged. */
export interface CoveringInput {
  /** For each candidate the demands that it reaches. */
  readonly reaches: SparseRows;
  /** Weight of each demand, 0 or more. */
  readonly weights: ArrayLike<number>;
  /** Candidates that stay sites of their own, whatever they reach: those that are forced or bear a floor. */
  readonly kept?: Iterable<number>;
}

/** O(pairs of candidate and demand). */
export function buildCoveringModel({ reaches, weights, kept = [] }: CoveringInput): CoveringModel {
  const demandCount = weights.length;
  const keptCandidates = new Set(kept);
  const byDemand = transpose(reaches, demandCount);
  const demandClasses = classifyRows(byDemand);
  const groupOfClass = new Uint32Array(demandClasses.firsts.length).fill(NO_GROUP);
  const groupOfDemand = new Uint32Array(demandCount).fill(NO_GROUP);
  const firstDemands: number[] = [];
  const groupWeights: number[] = [];
  for (let demand = 0; demand < demandCount; demand++) {
    const isReached = byDemand.offsets[demand + 1] > byDemand.offsets[demand];
    if (!isReached || !(weights[demand] > 0)) continue;
    const demandClass = demandClasses.classes[demand];
    if (groupOfClass[demandClass] === NO_GROUP) {
      groupOfClass[demandClass] = firstDemands.length;
      firstDemands.push(demand);
      groupWeights.push(0);
    }
    const group = groupOfClass[demandClass];
    groupOfDemand[demand] = group;
    groupWeights[group] += weights[demand];
  }
  const byCandidate = transpose(takeRows(byDemand, firstDemands), rowCount(reaches));
  const merged = mergeCandidates(byCandidate, keptCandidates);
  const sites = takeRows(byCandidate, merged.candidates);
  return {
    ...merged,
    weights: Float64Array.from(groupWeights),
    sites,
    groups: transpose(sites, groupWeights.length),
    groupOfDemand,
  };
}

/** @param byCandidate groups of each candidate */
function mergeCandidates(
  byCandidate: SparseRows,
  kept: ReadonlySet<number>,
): Pick<CoveringModel, "candidates" | "twins"> {
  const { classes, firsts } = classifyRows(byCandidate, kept);
  const isUseful = (candidate: number): boolean =>
    kept.has(candidate) || byCandidate.offsets[candidate + 1] > byCandidate.offsets[candidate];
  const candidates = firsts.filter(isUseful);
  const siteOf = new Map(Array.from(candidates, (candidate, site) => [candidate, site]));
  const twins = new Map<number, number[]>();
  for (let candidate = 0; candidate < classes.length; candidate++) {
    const first = firsts[classes[candidate]];
    const site = siteOf.get(first);
    if (site === undefined || first === candidate) continue;
    const known = twins.get(site);
    if (known === undefined) twins.set(site, [candidate]);
    else known.push(candidate);
  }
  return { candidates, twins };
}

/** Sites of some candidates, in their order; those that are no site of their own are left out. */
export function sitesOfCandidates({ candidates }: CoveringModel, some: Iterable<number>): number[] {
  const siteOf = new Map(Array.from(candidates, (candidate, site) => [candidate, site]));
  return Array.from(some, (candidate) => siteOf.get(candidate)).filter((site) => site !== undefined);
}
