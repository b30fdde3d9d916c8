import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import type { PlacedCandidates } from "../../isochrones/siting/candidates.ts";
import {
  buildCoveringModel,
  type CoveringModel,
  sitesOfCandidates,
} from "../../isochrones/siting/covering-model.ts";
import type { Demand } from "../../isochrones/siting/demand.ts";
import { NO_TERRITORY, type SitingRules } from "../../isochrones/siting/rules.ts";
import type { SparseRows } from "../../isochrones/siting/sparse-rows.ts";
import type { Study } from "../../isochrones/study.ts";
import { findCandidates, floorsOf, type SitingQuery, weightsOf } from "./siting-query.ts";

/** What the choice is made of. */
export interface SitingProblem {
  readonly study: Study;
  readonly query: SitingQuery;
  readonly placed: PlacedCandidates;
  readonly demand: Demand;
  readonly model: CoveringModel;
  readonly rules: SitingRules;
}

/** @param reaches demands that each placed candidate would cover */
export function makeProblem(
  given: Omit<SitingProblem, "model" | "rules">,
  reaches: SparseRows,
): SitingProblem {
  const { study, query, placed, demand } = given;
  const forced = findCandidates(placed.candidates, query.forced ?? [], "imposer");
  const forbidden = findCandidates(placed.candidates, query.forbidden ?? [], "interdire");
  const floors =
    query.floors === undefined || query.floors.length === 0
      ? null
      : floorsOf(study, placed.candidates, query.floors);
  const hasFloor = (candidate: number): boolean =>
    floors !== null && floors.territories[candidate] !== NO_TERRITORY;
  // A floor is filled by sites that bring nothing too, and those of two territories are never the same.
  const kept = [...forced, ...forbidden, ...[...placed.candidates.keys()].filter(hasFloor)];
  const weights = weightsOf(study, query.weight ?? "people");
  const model = buildCoveringModel({
    reaches,
    weights: Float64Array.from(demand.cells, (cell) => weights[cell]),
    kept,
  });
  const rules: SitingRules = {
    count: query.aim.kind === "most" ? query.aim.count : Math.max(1, model.candidates.length),
    forced: sitesOfCandidates(model, forced),
    forbidden: sitesOfCandidates(model, forbidden),
    ...(floors !== null && {
      floors: { ...floors, territories: model.candidates.map((candidate) => floors.territories[candidate]) },
    }),
  };
  return { ...given, model, rules };
}

/** What is counted of the territory: all, and what is within the limit in some times. O(cells of the territory). */
export function sumsOf(
  { study, query }: Pick<SitingProblem, "study" | "query">,
  deciseconds: Uint32Array,
): { readonly all: number; readonly covered: number } {
  const weights = weightsOf(study, query.weight ?? "people");
  const limit = cutoffDeciseconds(query.minutes);
  let all = 0;
  let covered = 0;
  for (const cell of study.cellsOf(query.territory ?? "france")) {
    all += weights[cell];
    if (deciseconds[cell] <= limit) covered += weights[cell];
  }
  return { all, covered };
}

/** What is missing to a share of the territory now; 0 where that is covered. */
export function weightToCover({ study, query }: SitingProblem, share: number): number {
  const { all, covered } = sumsOf({ study, query }, study.cellTimes(query.selection).deciseconds);
  return Math.max(0, share * all - covered);
}
