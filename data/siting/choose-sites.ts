import { chooseWithCapacity, fitsExactCapacity } from "../../isochrones/siting/capacity.ts";
import type { CoveringModel } from "../../isochrones/siting/covering-model.ts";
import { fitsExact } from "../../isochrones/siting/exact.ts";
import { fewestGreedily } from "../../isochrones/siting/fewest.ts";
import { chooseGreedily, type SitingStep } from "../../isochrones/siting/greedy.ts";
import type { SitingRules } from "../../isochrones/siting/rules.ts";
import type { SitingPool } from "./find-reaches.ts";

/** A choice, however it was found. */
export interface ChosenSites {
  readonly steps: readonly SitingStep[];
  /** No choice of as many sites covers more. */
  readonly bound: number;
  readonly isProven: boolean;
  readonly method: "greedy" | "exact";
  /** For fewest sites: is the weight covered, and how many sites does it take at least? */
  readonly fewest: { readonly isReached: boolean; readonly leastCount: number } | null;
  /** The exact choice was asked for, and the model is too large. */
  readonly isTooLarge: boolean;
}

export interface ChooseOptions {
  /** null without an exact choice. */
  readonly exactSeconds: number | null;
  readonly signal?: AbortSignal | undefined;
}

/** So many sites that cover most: greedily, then exactly where that is asked for and the model fits. */
export async function chooseMost(
  pool: SitingPool,
  model: CoveringModel,
  rules: SitingRules,
  { exactSeconds, signal }: ChooseOptions,
): Promise<ChosenSites> {
  const greedy = chooseGreedily(model, rules);
  const isExact = exactSeconds !== null && fitsExact(model, rules);
  const isTooLarge = exactSeconds !== null && !isExact;
  const common = { fewest: null, isTooLarge };
  if (!isExact) {
    return { ...greedy, ...common, isProven: greedy.bound <= greedy.covered, method: "greedy" };
  }
  const start = greedy.steps.map(({ site }) => site);
  const options = { timeLimitSeconds: exactSeconds, start };
  const exact = await pool.run("choose", { model, rules, options }, { signal });
  return { ...exact, ...common, bound: Math.min(exact.bound, greedy.bound), method: "exact" };
}

/** So many sites that serve most, each so much at most, in the same way. */
export async function chooseServing(
  pool: SitingPool,
  model: CoveringModel,
  rules: SitingRules,
  capacity: number,
  { exactSeconds, signal }: ChooseOptions,
): Promise<ChosenSites> {
  const greedy = chooseWithCapacity(model, rules, capacity);
  const isExact = exactSeconds !== null && fitsExactCapacity(model, rules);
  const common = { fewest: null, isTooLarge: exactSeconds !== null && !isExact };
  if (!isExact) {
    return { ...greedy, ...common, isProven: greedy.bound <= greedy.covered, method: "greedy" };
  }
  const start = greedy.steps.map(({ site }) => site);
  const options = { timeLimitSeconds: exactSeconds, start };
  const exact = await pool.run("chooseCapacity", { model, rules, options, capacity }, { signal });
  return { ...exact, ...common, bound: Math.min(exact.bound, greedy.bound), method: "exact" };
}

/** The fewest sites that cover a weight, in the same way. */
export async function chooseFewest(
  pool: SitingPool,
  model: CoveringModel,
  rules: SitingRules,
  weight: number,
  { exactSeconds, signal }: ChooseOptions,
): Promise<ChosenSites> {
  const greedy = fewestGreedily(model, rules, weight);
  const isExact = greedy.isReached && exactSeconds !== null && fitsExact(model, rules);
  const options = { timeLimitSeconds: exactSeconds ?? 0, start: greedy.steps.map(({ site }) => site) };
  const exact = isExact ? await pool.run("fewest", { model, rules, options, weight }, { signal }) : null;
  const { steps, leastCount, covered } = exact ?? greedy;
  const least = Math.max(greedy.leastCount, leastCount);
  return {
    steps,
    bound: Math.max(covered, boundOf(model, rules, steps)),
    isProven: greedy.isReached && least >= steps.length,
    method: isExact ? "exact" : "greedy",
    fewest: { isReached: greedy.isReached, leastCount: least },
    isTooLarge: greedy.isReached && exactSeconds !== null && !isExact,
  };
}

/** More than this no choice of as many sites covers. */
function boundOf(model: CoveringModel, rules: SitingRules, steps: readonly SitingStep[]): number {
  return steps.length === 0 ? 0 : chooseGreedily(model, { ...rules, count: steps.length }).bound;
}
