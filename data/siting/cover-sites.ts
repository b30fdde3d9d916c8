import {
  buildCoveringModel,
  type CoveringModel,
  NO_GROUP,
  sitesOfCandidates,
} from "../../isochrones/siting/covering-model.ts";
import type { SitingRules } from "../../isochrones/siting/rules.ts";
import { ServedDemand } from "../../isochrones/siting/served-demand.ts";
import type { SparseRows } from "../../isochrones/siting/sparse-rows.ts";
import { chooseFewest, chooseMost, type ChooseOptions, chooseServing } from "./choose-sites.ts";
import type { SitingPool } from "./find-reaches.ts";
import { keptCandidates, type SitingOutcome, type SitingProblem, weightToCover } from "./siting-problem.ts";

/**
 * Sites that cover most, or the fewest for a share. Those that bring nothing and were not asked for are left closed.
 *
 * @param reaches demands that each placed candidate would cover
 */
export async function coverSites(
  pool: SitingPool,
  problem: SitingProblem,
  reaches: SparseRows,
  options: ChooseOptions,
): Promise<SitingOutcome> {
  const { query, demandWeights } = problem;
  const { aim, capacity = null } = query;
  const kept = [...keptCandidates(problem), ...(capacity === null ? [] : reaching(reaches))];
  const model = buildCoveringModel({ reaches, weights: demandWeights, kept });
  const rules = rulesOf(problem, model);
  const chosen =
    capacity !== null
      ? await chooseServing(pool, model, rules, capacity, options)
      : aim.kind === "fewest"
        ? await chooseFewest(pool, model, rules, weightToCover(problem, aim.share), options)
        : await chooseMost(pool, model, rules, options);
  const { steps, bound, method, isProven, fewest, isTooLarge } = chosen;
  const forced = new Set(rules.forced);
  const isWanted = rules.floors !== undefined;
  const opened = steps.filter(({ site, gain }) => gain > 0 || isWanted || forced.has(site));
  const sites = opened.map(({ site }) => site);
  const serving = capacity === null ? null : new ServedDemand(model, capacity, sites);
  return {
    opened: sites.map((site) => ({
      candidate: model.candidates[site],
      asGood: model.twins.get(site) ?? [],
      served: serving?.servedBy(site) ?? null,
    })),
    method,
    isProven,
    covering: { covered: steps.at(-1)?.covered ?? 0, bound },
    saving: null,
    fewest,
    isTooLarge,
    usefulCount: countUseful(model),
    unreachable: demandWeights.reduce(
      (sum, weight, at) => sum + (model.groupOfDemand[at] === NO_GROUP ? weight : 0),
      0,
    ),
    groupCount: model.weights.length,
    siteCount: model.candidates.length,
    pairCount: model.sites.values.length,
  };
}

/** Candidates that reach anything: two that reach the same serve twice as many as one. */
function reaching({ offsets }: SparseRows): number[] {
  return Array.from(offsets.subarray(1).keys()).filter(
    (candidate) => offsets[candidate + 1] > offsets[candidate],
  );
}

function rulesOf({ query, forced, forbidden, floors }: SitingProblem, model: CoveringModel): SitingRules {
  return {
    count: query.aim.kind === "fewest" ? Math.max(1, model.candidates.length) : query.aim.count,
    forced: sitesOfCandidates(model, forced),
    forbidden: sitesOfCandidates(model, forbidden),
    ...(floors !== null && {
      floors: { ...floors, territories: model.candidates.map((candidate) => floors.territories[candidate]) },
    }),
  };
}

/** Candidates that bring somebody within the limit. */
function countUseful({ sites: { offsets }, twins }: CoveringModel): number {
  let count = 0;
  for (let site = 0; site + 1 < offsets.length; site++) {
    if (offsets[site + 1] > offsets[site]) count += 1 + (twins.get(site)?.length ?? 0);
  }
  return count;
}
