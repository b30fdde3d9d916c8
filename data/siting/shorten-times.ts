import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import { chooseLeastTime } from "../../isochrones/siting/least-time.ts";
import type { SavingModel } from "../../isochrones/siting/saving-model.ts";
import type { SitingRules } from "../../isochrones/siting/rules.ts";
import { openForWorstOff } from "../../isochrones/siting/worst-off.ts";
import type { SitingOutcome, SitingProblem } from "./siting-problem.ts";
import { LONGEST_MINUTES } from "./siting-query.ts";
import type { Reaches } from "./siting-tasks.ts";

/** Sites for the least mean time, or for the worst off first: candidates are not merged. */
export function shortenTimes(problem: SitingProblem, count: number, reaches: Reaches): SitingOutcome {
  const { query, demandWeights, forced, forbidden, floors } = problem;
  const model = savingModel(problem, reaches);
  const rules: SitingRules = { count, forced, forbidden, ...(floors !== null && { floors }) };
  const choice = query.aim.kind === "mean" ? chooseLeastTime(model, rules) : null;
  const steps = choice?.steps ?? openForWorstOff(model, rules);
  const asked = new Set(forced);
  const { offsets, values } = model.sites;
  const isReached = new Uint8Array(demandWeights.length);
  for (const demand of values) isReached[demand] = 1;
  const siteCount = offsets.length - 1;
  return {
    opened: steps
      .filter(({ site, gain }) => gain > 0 || floors !== null || asked.has(site))
      .map(({ site }) => ({ candidate: site, asGood: [], served: null })),
    method: "greedy",
    isProven: choice !== null && choice.bound <= choice.covered,
    covering: null,
    saving: choice === null ? null : { saved: choice.covered, bound: choice.bound },
    fewest: null,
    isTooLarge: query.exactSeconds !== null && query.exactSeconds !== undefined,
    usefulCount: Array.from(offsets.subarray(1), (end, site) => end > offsets[site]).filter(Boolean).length,
    unreachable: 0,
    groupCount: isReached.reduce((sum, one) => sum + one, 0),
    siteCount,
    pairCount: values.length,
  };
}

/** Of all that candidates reach, what is quicker than now; longer trips count as the longest. */
function savingModel({ demand, demandWeights }: SitingProblem, reaches: Reaches): SavingModel {
  const longest = cutoffDeciseconds(LONGEST_MINUTES);
  const times = demand.durations.map((time) => Math.min(time, longest));
  const { offsets, values, deciseconds } = reaches;
  const starts = new Uint32Array(offsets.length);
  const demands = new Uint32Array(values.length);
  const siteTimes = new Uint32Array(values.length);
  let count = 0;
  for (let site = 0; site + 1 < offsets.length; site++) {
    for (let i = offsets[site]; i < offsets[site + 1]; i++) {
      if (deciseconds[i] >= times[values[i]] || !(demandWeights[values[i]] > 0)) continue;
      demands[count] = values[i];
      siteTimes[count++] = deciseconds[i];
    }
    starts[site + 1] = count;
  }
  return {
    weights: demandWeights,
    times,
    sites: { offsets: starts, values: demands.slice(0, count) },
    siteTimes: siteTimes.slice(0, count),
  };
}
