import type { SitingStep } from "./greedy.ts";
import { checkRules, OpenPlaces, type SitingRules } from "./rules.ts";
import { SavedTime, type SavingModel } from "./saving-model.ts";
import { type SparseRows, transpose } from "./sparse-rows.ts";

/**
 * Helps those first who take longest: again and again, of the sites that shorten the longest time that any allowed site can still
 * shorten, the one that saves most in all, of several the first. Nothing is claimed about other choices.
 *
 * `gain` and `covered` are people times deciseconds saved. O(sites opened times demands, and pairs of those looked at).
 *
 * Throws `ImpossibleRulesError` where no choice follows the rules.
 */
export function openForWorstOff(model: SavingModel, rules: SitingRules): SitingStep[] {
  const siteCount = model.sites.offsets.length - 1;
  checkRules(rules, siteCount);
  const { forced = [], forbidden = [] } = rules;
  const saved = new SavedTime(model);
  const open = new OpenPlaces(rules);
  const isOut = new Uint8Array(siteCount);
  for (const site of forbidden) isOut[site] = 1;
  const steps: SitingStep[] = [];
  const choose = (site: number): void => {
    const gain = saved.gainOf(site);
    saved.add(site);
    open.take(site);
    isOut[site] = 1;
    steps.push({ site, gain, covered: saved.weight });
  };
  forced.forEach(choose);
  const bySite = transpose(model.sites, model.times.length);
  while (open.left > 0) {
    const site = siteForWorst(
      model,
      bySite,
      saved,
      (candidate) => isOut[candidate] === 0 && open.canTake(candidate),
    );
    if (site === null) break;
    choose(site);
  }
  return steps;
}

/** null where no allowed site shortens any time. */
function siteForWorst(
  model: SavingModel,
  byDemand: SparseRows,
  saved: SavedTime,
  isAllowed: (site: number) => boolean,
): number | null {
  const { times } = saved;
  const longestFirst = Uint32Array.from(times.keys()).sort((a, b) => times[b] - times[a] || a - b);
  for (const demand of longestFirst) {
    if (!(model.weights[demand] > 0)) continue;
    let best: number | null = null;
    let most = 0;
    for (let i = byDemand.offsets[demand]; i < byDemand.offsets[demand + 1]; i++) {
      const site = byDemand.values[i];
      if (!isAllowed(site) || timeTo(model, site, demand) >= times[demand]) continue;
      const gain = saved.gainOf(site);
      if (gain > most) [best, most] = [site, gain];
    }
    if (best !== null) return best;
  }
  return null;
}

/** By bisection: demands of a site are ascending. */
function timeTo(
  { sites: { offsets, values }, siteTimes }: SavingModel,
  site: number,
  demand: number,
): number {
  let low = offsets[site];
  let high = offsets[site + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < demand) low = middle + 1;
    else high = middle;
  }
  return siteTimes[low];
}
