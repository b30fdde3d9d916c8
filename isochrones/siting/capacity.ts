import { upperBound } from "./bound.ts";
import { capacityProgram, capacityProgramSize } from "./capacity-program.ts";
import type { CoveringModel } from "./covering-model.ts";
import { type ExactChoice, type ExactOptions, MOST_ENTRIES, MOST_LINES } from "./exact.ts";
import { orderByGain, runGreedily, type SitingChoice } from "./greedy.ts";
import { checkRules, type SitingRules } from "./rules.ts";
import { ServedDemand } from "./served-demand.ts";
import { solveProgram } from "./solver.ts";

/**
 * Sites that serve most where each serves so much at most, the one that adds most again and again. What more sites add falls as in
 * a cover without limits, so the same bounds hold (`upperBound`). `covered` is what they serve.
 *
 * Candidates that reach the same are not as good as one another here: the model must not merge them.
 *
 * Throws `ImpossibleRulesError` where no choice follows the rules.
 *
 * @param capacity what each site serves at most, more than 0
 */
export function chooseWithCapacity(model: CoveringModel, rules: SitingRules, capacity: number): SitingChoice {
  const siteCount = model.candidates.length;
  checkRules(rules, siteCount);
  const run = runGreedily(new ServedDemand(model, capacity), rules);
  const isOut = new Uint8Array(siteCount);
  for (const site of [...(rules.forbidden ?? []), ...run.sites]) isOut[site] = 1;
  const places = rules.count - (rules.forced?.length ?? 0);
  const last = upperBound(new ServedDemand(model, capacity, run.sites), places, isOut);
  const steps = orderByGain(new ServedDemand(model, capacity), run.sites, rules.forced ?? []);
  const covered = steps.at(-1)?.covered ?? 0;
  return { steps, covered, bound: Math.max(covered, Math.min(run.bound, last)), swaps: 0 };
}

/** Is the model small enough for HiGHS with a capacity? */
export function fitsExactCapacity(model: CoveringModel, rules: Pick<SitingRules, "floors">): boolean {
  const { rows, columns, entries } = capacityProgramSize(model, rules);
  return rows + columns <= MOST_LINES && entries <= MOST_ENTRIES;
}

/** The best choice of all, by HiGHS. As `chooseExactly`, for models that `fitsExactCapacity`. */
export async function chooseExactlyWithCapacity(
  model: CoveringModel,
  rules: SitingRules,
  capacity: number,
  { timeLimitSeconds, start }: ExactOptions,
): Promise<ExactChoice> {
  const siteCount = model.candidates.length;
  checkRules(rules, siteCount);
  if (!fitsExactCapacity(model, rules)) throw new RangeError("the model is too large for HiGHS");
  if (siteCount === 0) return { steps: [], covered: 0, bound: 0, isProven: true };
  const started = new ServedDemand(model, capacity, start);
  const startValues = new Float64Array(siteCount + model.sites.values.length);
  for (const site of start) startValues[site] = 1;
  startValues.set(started.flows, siteCount);
  const solved = await solveProgram((highs) => capacityProgram(highs, model, rules, capacity), {
    siteCount,
    startValues,
    timeLimitSeconds,
  });
  const sites = solved.sites.length === 0 ? start : solved.sites;
  const steps = orderByGain(new ServedDemand(model, capacity), sites, rules.forced ?? []);
  const covered = steps.at(-1)?.covered ?? 0;
  const { isProven } = solved;
  return { steps, covered, isProven, bound: isProven ? covered : Math.max(covered, solved.bound) };
}
