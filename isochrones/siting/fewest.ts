import { Cover, type Gains } from "./cover.ts";
import type { CoveringModel } from "./covering-model.ts";
import { chooseGreedily, openInTurn, orderByGain, type SitingStep } from "./greedy.ts";
import { checkRules, type SitingRules } from "./rules.ts";

/** Sites that cover a weight, and how few could. */
export interface FewestChoice {
  readonly steps: readonly SitingStep[];
  readonly covered: number;
  /** False where no choice of as many sites as may be opened was found to cover it: these are the best found. */
  readonly isReached: boolean;
  /** Fewer sites than that cannot do. */
  readonly leastCount: number;
}

/**
 * Opens the site that brings most until a weight is covered (partial set cover), then tries with one site less as long as
 * swaps make up for it. `count` of the rules is the most that may be opened; floors are not looked at.
 *
 * O(pairs of site and group) for each site opened, and what `chooseGreedily` takes for each site less.
 */
export function fewestGreedily(
  model: CoveringModel,
  { count, forced = [], forbidden = [] }: SitingRules,
  weight: number,
): FewestChoice {
  const rules = { count, forced, forbidden };
  checkRules(rules, model.candidates.length);
  let leastCount = forced.length;
  let isReached = false;
  const sites = openInTurn(new Cover(model), rules, (cover, isOut) => {
    isReached = cover.weight >= weight;
    if (!isReached) leastCount = Math.max(leastCount, forced.length + fewestMore(cover, isOut, weight));
    return isReached;
  });
  let steps = orderByGain(new Cover(model), sites, forced);
  while (isReached && steps.length > Math.max(1, leastCount)) {
    const fewer = chooseGreedily(model, { ...rules, count: steps.length - 1 });
    if (fewer.covered < weight) break;
    steps = [...fewer.steps];
  }
  return { steps, covered: steps.at(-1)?.covered ?? 0, isReached, leastCount };
}

/**
 * How many sites beyond the forced ones it takes at least: those of a choice that covers the weight bring what a cover
 * lacks, and each of them at most what it would bring to the cover.
 */
function fewestMore(cover: Gains, isOut: Uint8Array, weight: number): number {
  const gains = Float64Array.from(isOut, (out, site) => (out === 1 ? 0 : cover.gainOf(site))).sort();
  let lacking = weight - cover.weight;
  let places = 0;
  for (let i = gains.length - 1; i >= 0 && lacking > 0 && gains[i] > 0; i--, places++) lacking -= gains[i];
  return places;
}
