import { NO_EDGE } from "../../isochrones/model/network.ts";
import { NO_GROUP } from "../../isochrones/siting/covering-model.ts";
import type { SitingReport, SitingSite } from "../../isochrones/model/siting.ts";
import type { ChosenSites } from "./choose-sites.ts";
import { type SitingProblem, sumsOf } from "./siting-problem.ts";
import { weightsOf } from "./siting-query.ts";

const numbers = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
/** Sums in another order differ by their rounding. */
const ROUNDING = 1e-9;

/** The answer to a question of siting, its figures from new computations of all times. */
export function reportSites(problem: SitingProblem, chosen: ChosenSites): SitingReport {
  const { study, query, placed, demand, model } = problem;
  const territory = query.territory ?? "france";
  const { minutes, selection = {} } = query;
  const weight = query.weight ?? "people";
  const coverage = study.coverage({ territory, minutes, selection });
  const { population, coveredBefore, sites } = measureSites(problem, chosen);
  const brought = (sites.at(-1)?.covered ?? coveredBefore) - coveredBefore;
  const bound = Math.max(chosen.bound, brought);
  const modelled = chosen.steps.at(-1)?.covered ?? 0;
  const isAsModelled = Math.abs(modelled - brought) <= ROUNDING * Math.max(1, population);
  const isBest = bound - brought <= ROUNDING * Math.max(1, population);
  return {
    territory: coverage.territory,
    minutes,
    weight,
    population,
    coveredBefore,
    sites,
    bound: coveredBefore + (isBest ? brought : bound),
    gap: isBest ? 0 : (bound - brought) / brought,
    method: chosen.method,
    isProven: (chosen.isProven || (query.aim.kind === "most" && isBest)) && isAsModelled,
    target:
      query.aim.kind === "fewest" && chosen.fewest !== null
        ? { share: query.aim.share, ...chosen.fewest }
        : null,
    candidates: {
      given: query.candidates.length,
      withoutRoad: placed.withoutRoad.length,
      useful: countUseful(problem),
    },
    model: {
      cells: demand.cells.length,
      groups: model.weights.length,
      sites: model.candidates.length,
      pairs: model.sites.values.length,
    },
    assumptions: assumptionsOf(problem, chosen, { sites: sites.length, difference: modelled - brought }),
    warnings: coverage.warnings,
    provenance: {
      ...coverage.provenance,
      parameters: {
        ...coverage.provenance.parameters,
        ...aimParameters(query.aim),
        weight,
        candidates: query.candidatesNote,
        forced: query.forced ?? [],
        forbidden: query.forbidden ?? [],
        floors: (query.floors ?? []).map(({ territory: floor, least }) => `${floor}=${least}`),
      },
    },
  };
}

function aimParameters(aim: SitingProblem["query"]["aim"]): { count: number } | { share: number } {
  return aim.kind === "most" ? { count: aim.count } : { share: aim.share };
}

/** Opens the chosen sites one after the other. Those that bring nothing and were not asked for are left closed. */
function measureSites(
  { study, query, placed, model, rules }: SitingProblem,
  { steps }: ChosenSites,
): Pick<SitingReport, "population" | "coveredBefore" | "sites"> {
  const { all: population, covered: coveredBefore } = sumsOf(
    { study, query },
    study.cellTimes(query.selection).deciseconds,
  );
  const forced = new Set(rules.forced);
  const opened: { lon: number; lat: number }[] = [];
  const sites: SitingSite[] = [];
  let before = coveredBefore;
  for (const { site, gain } of steps) {
    const isForced = forced.has(site);
    if (gain === 0 && !isForced && rules.floors === undefined) continue;
    const candidate = placed.candidates[model.candidates[site]];
    opened.push(candidate);
    const after = study.cellTimesAfter({ opened: [...opened] }, query.selection);
    const { covered } = sumsOf({ study, query }, after.deciseconds);
    const asGood = (model.twins.get(site) ?? []).map((twin) => placed.candidates[twin]);
    sites.push({
      ...candidate,
      rank: sites.length + 1,
      isForced,
      covered,
      gain: covered - before,
      share: population === 0 ? 0 : covered / population,
      asGood: asGood.map(({ id, name }) => ({ id, name })),
    });
    before = covered;
  }
  return { population, coveredBefore, sites };
}

/** Candidates that bring somebody within the limit. */
function countUseful({ model }: SitingProblem): number {
  const { offsets } = model.sites;
  let count = 0;
  for (let site = 0; site + 1 < offsets.length; site++) {
    if (offsets[site + 1] > offsets[site]) count += 1 + (model.twins.get(site)?.length ?? 0);
  }
  return count;
}

function assumptionsOf(
  problem: SitingProblem,
  chosen: ChosenSites,
  { sites, difference }: { readonly sites: number; readonly difference: number },
): string[] {
  const { study, query, placed, rules } = problem;
  const { cellSnaps, cells } = study.dataset;
  const members = study.cellsOf(query.territory ?? "france");
  const unlinked = members.filter((cell) => cellSnaps?.edges[cell] === NO_EDGE);
  const unlinkedPeople = unlinked.reduce((sum, cell) => sum + (cells?.people[cell] ?? 0), 0);
  const unreachable = unreachableWeight(problem);
  const said = [
    `Candidats : ${query.candidatesNote}.`,
    "Les structures comptées restent ouvertes ; un carreau va à celle que son trajet préfère, comme dans toute couverture.",
    "Les sites sont dans l’ordre de ce que chacun ajoute aux précédents ; les premiers de la liste ne sont pas forcément le meilleur choix de moins de sites.",
  ];
  if (placed.withoutRoad.length > 0) {
    said.push(
      `${numbers.format(placed.withoutRoad.length)} candidats sans route à proximité sont laissés de côté.`,
    );
  }
  if (unlinked.length > 0) {
    said.push(`${numbers.format(unlinkedPeople)} habitants de carreaux sans route ne peuvent être couverts.`);
  }
  if (unreachable > 0)
    said.push(`${numbers.format(unreachable)} habitants sont hors de portée de tous les candidats.`);
  if (query.aim.kind === "most" && sites < query.aim.count && rules.floors === undefined) {
    said.push(`Plus aucun candidat n’apporte personne après ${numbers.format(sites)}.`);
  }
  if (chosen.isTooLarge)
    said.push("Problème trop grand pour une preuve exacte : choix glouton, avec sa borne.");
  if (Math.abs(difference) > ROUNDING * Math.max(1, chosen.bound)) {
    said.push(
      `Recalculée avec tous les sites ouverts, la couverture diffère de ${numbers.format(Math.abs(difference))} de la somme des zones : des carreaux préfèrent un trajet plus long vers un site. La borne reste valable.`,
    );
  }
  return said;
}

/** Weight of the demands that no candidate reaches. */
function unreachableWeight({ study, query, demand, model }: SitingProblem): number {
  const weights = weightsOf(study, query.weight ?? "people");
  return demand.cells.reduce(
    (sum, cell, at) => sum + (model.groupOfDemand[at] === NO_GROUP ? weights[cell] : 0),
    0,
  );
}
