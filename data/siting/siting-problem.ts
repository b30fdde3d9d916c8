import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import { NO_EDGE } from "../../isochrones/model/network.ts";
import type { PlacedCandidates } from "../../isochrones/siting/candidates.ts";
import type { Demand } from "../../isochrones/siting/demand.ts";
import { NO_TERRITORY, type SiteFloors } from "../../isochrones/siting/rules.ts";
import type { Study } from "../../isochrones/study.ts";
import { findCandidates, floorsOf, LONGEST_MINUTES, type SitingQuery, weightsOf } from "./siting-query.ts";

/** What a choice is made of, as it was asked for. */
export interface SitingProblem {
  readonly study: Study;
  readonly query: SitingQuery;
  readonly placed: PlacedCandidates;
  readonly demand: Demand;
  /** What each demand counts. */
  readonly demandWeights: Float64Array;
  /** By candidate. */
  readonly forced: readonly number[];
  readonly forbidden: readonly number[];
  readonly floors: SiteFloors | null;
}

/** A candidate that opens. */
export interface OpenedCandidate {
  readonly candidate: number;
  /** Others that would cover the same. */
  readonly asGood: readonly number[];
  /** What it serves once all are open; null where sites serve as many as come. */
  readonly served: number | null;
}

/** Candidates in the order in which they open, and what is known of the choice. */
export interface SitingOutcome {
  readonly opened: readonly OpenedCandidate[];
  readonly method: "greedy" | "exact";
  readonly isProven: boolean;
  /** For most and fewest: what the sites cover in the model, and what no choice of as many exceeds. */
  readonly covering: { readonly covered: number; readonly bound: number } | null;
  /** For the mean: people times deciseconds that no choice of as many saves more than, and that these save. */
  readonly saving: { readonly saved: number; readonly bound: number } | null;
  readonly fewest: { readonly isReached: boolean; readonly leastCount: number } | null;
  readonly isTooLarge: boolean;
  /** Candidates that bring anything, and what is out of reach of all of them. */
  readonly usefulCount: number;
  readonly unreachable: number;
  readonly groupCount: number;
  readonly siteCount: number;
  readonly pairCount: number;
}

/** Throws `RequestError` for ids and territories that are unknown. */
export function makeProblem(
  given: Pick<SitingProblem, "study" | "query" | "placed" | "demand">,
): SitingProblem {
  const { study, query, placed, demand } = given;
  const weights = weightsOf(study, query.weight ?? "people");
  const floors = query.floors ?? [];
  return {
    ...given,
    demandWeights: Float64Array.from(demand.cells, (cell) => weights[cell]),
    forced: findCandidates(placed.candidates, query.forced ?? [], "imposer"),
    forbidden: findCandidates(placed.candidates, query.forbidden ?? [], "interdire"),
    floors: floors.length === 0 ? null : floorsOf(study, placed.candidates, floors),
  };
}

/** Candidates that are not merged with others: a floor is filled by sites that bring nothing too. */
export function keptCandidates({ placed, forced, forbidden, floors }: SitingProblem): number[] {
  const bearing = [...placed.candidates.keys()].filter(
    (candidate) => floors !== null && floors.territories[candidate] !== NO_TERRITORY,
  );
  return [...forced, ...forbidden, ...bearing];
}

/** What some times are for the people of the territory. */
export interface TerritorySums {
  readonly all: number;
  readonly covered: number;
  readonly meanMinutes: number | null;
  readonly longestMinutes: number | null;
}

/** O(cells of the territory). */
export function sumsOf(
  { study, query }: Pick<SitingProblem, "study" | "query">,
  deciseconds: Uint32Array,
): TerritorySums {
  const weights = weightsOf(study, query.weight ?? "people");
  const limit = cutoffDeciseconds(query.minutes);
  const longest = cutoffDeciseconds(LONGEST_MINUTES);
  const snapEdges = study.dataset.cellSnaps?.edges;
  const sums = { all: 0, covered: 0, linked: 0, time: 0, longest: 0 };
  for (const cell of study.cellsOf(query.territory ?? "france")) {
    const weight = weights[cell];
    sums.all += weight;
    if (deciseconds[cell] <= limit) sums.covered += weight;
    if (snapEdges?.[cell] === NO_EDGE || !(weight > 0)) continue;
    const time = Math.min(longest, deciseconds[cell]);
    sums.linked += weight;
    sums.time += weight * time;
    sums.longest = Math.max(sums.longest, time);
  }
  const { all, covered, linked } = sums;
  const perMinute = cutoffDeciseconds(1);
  return {
    all,
    covered,
    meanMinutes: linked === 0 ? null : sums.time / linked / perMinute,
    longestMinutes: linked === 0 ? null : sums.longest / perMinute,
  };
}

/** People times deciseconds as minutes of the mean. */
export function minutesOfMean({ study, query }: SitingProblem, saved: number): number {
  const weights = weightsOf(study, query.weight ?? "people");
  const snapEdges = study.dataset.cellSnaps?.edges;
  let linked = 0;
  for (const cell of study.cellsOf(query.territory ?? "france")) {
    if (snapEdges?.[cell] !== NO_EDGE) linked += weights[cell];
  }
  return linked === 0 ? 0 : saved / linked / cutoffDeciseconds(1);
}

/** What is missing to a share of the territory now; 0 where that is covered. */
export function weightToCover({ study, query }: SitingProblem, share: number): number {
  const { all, covered } = sumsOf({ study, query }, study.cellTimes(query.selection).deciseconds);
  return Math.max(0, share * all - covered);
}
