import { buildCoveringModel, type CoveringModel } from "../../../isochrones/siting/covering-model.ts";
import { NO_TERRITORY, type SitingRules } from "../../../isochrones/siting/rules.ts";
import { rowsOf } from "../../../isochrones/siting/sparse-rows.ts";
import type { Random } from "../../helpers/seeded-random.ts";

/** A covering small enough for all choices to be tried. */
export interface SmallInstance {
  /** For each candidate the demands that it reaches, ascending. */
  readonly reaches: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/** Some demands weigh nothing, some candidates reach nothing, some the same as others. */
export function smallInstance(random: Random): SmallInstance {
  const demandCount = random.int(0, 14);
  const density = random.next();
  const demands = Array.from({ length: demandCount }, (_, demand) => demand);
  const reaches: number[][] = [];
  for (let candidate = random.int(1, 9); candidate > 0; candidate--) {
    const isTwin = reaches.length > 0 && random.chance(0.2);
    reaches.push(isTwin ? random.pick(reaches) : demands.filter(() => random.chance(density)));
  }
  const weights = demands.map(() =>
    random.chance(0.1) ? 0 : random.int(1, random.chance(0.5) ? 3 : 4000) / 4,
  );
  return { reaches, weights };
}

export function modelOf({ reaches, weights }: SmallInstance, kept: readonly number[] = []): CoveringModel {
  return buildCoveringModel({ reaches: rowsOf(reaches), weights, kept });
}

/** Rules that some choice follows, about the sites of a model. */
export function randomRules(random: Random, model: CoveringModel): SitingRules {
  const sites = random.shuffle(Array.from(model.candidates.keys()));
  const count = random.int(1, 4);
  const forced = random.chance(0.5) ? [] : sites.splice(0, random.int(0, Math.min(count, 2)));
  const forbidden = random.chance(0.5) ? [] : sites.splice(0, random.int(0, 2));
  const rules = { count, forced, forbidden };
  if (random.chance(0.5)) return rules;
  const territories = Uint32Array.from(model.candidates, () => random.pick([0, 1, NO_TERRITORY]));
  const allowed = [...forced, ...sites];
  const most = [0, 1].map((territory) => allowed.filter((site) => territories[site] === territory).length);
  const forcedOutside = forced.filter((site) => territories[site] === NO_TERRITORY).length;
  const forcedIn = [0, 1].map((territory) => forced.filter((site) => territories[site] === territory).length);
  const first = random.int(0, Math.min(most[0], count - forcedOutside - forcedIn[1]));
  const left = count - forcedOutside - Math.max(first, forcedIn[0]);
  return { ...rules, floors: { territories, least: [first, random.int(0, Math.min(most[1], left))] } };
}

/** All choices of at most so many sites that follow the rules. */
export function* choices(model: CoveringModel, rules: SitingRules): Generator<number[]> {
  const siteCount = model.candidates.length;
  for (let bits = 0; bits < 2 ** siteCount; bits++) {
    const sites = Array.from({ length: siteCount }, (_, site) => site).filter(
      (site) => ((bits >> site) & 1) === 1,
    );
    if (isAllowed(sites, rules)) yield sites;
  }
}

export function isAllowed(
  sites: readonly number[],
  { count, forced = [], forbidden = [], floors }: SitingRules,
): boolean {
  if (sites.length > count || new Set(sites).size < sites.length) return false;
  if (!forced.every((site) => sites.includes(site)) || forbidden.some((site) => sites.includes(site)))
    return false;
  return (floors?.least ?? []).every(
    (least, territory) => sites.filter((site) => floors?.territories[site] === territory).length >= least,
  );
}

/** What some candidates cover, by looking at each demand. */
export function coveredBy({ reaches, weights }: SmallInstance, candidates: Iterable<number>): number {
  const covered = new Set(Array.from(candidates, (candidate) => reaches[candidate]).flat());
  return [...covered].reduce((sum, demand) => sum + weights[demand], 0);
}

/** The most that any choice covers. */
export function bestOf(instance: SmallInstance, model: CoveringModel, rules: SitingRules): number {
  let best = 0;
  for (const sites of choices(model, rules)) {
    best = Math.max(
      best,
      coveredBy(
        instance,
        sites.map((site) => model.candidates[site]),
      ),
    );
  }
  return best;
}
