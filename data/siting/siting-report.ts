import { NO_EDGE } from "../../isochrones/model/network.ts";
import type { SitingReport, SitingSite } from "../../isochrones/model/siting.ts";
import { minutesOfMean, type SitingOutcome, type SitingProblem, sumsOf } from "./siting-problem.ts";
import { LONGEST_MINUTES } from "./siting-query.ts";

const numbers = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
/** Sums in another order differ by their rounding. */
const ROUNDING = 1e-9;
/** Of candidates without a road so many are named. */
const MOST_LEFT_OUT = 100;

type Measured = Pick<
  SitingReport,
  "population" | "coveredBefore" | "meanMinutesBefore" | "longestMinutesBefore" | "sites"
>;
type Verdict = Pick<SitingReport, "bound" | "leastMeanMinutes" | "gap" | "isProven">;

/** The answer to a question of siting, its figures from new computations of all times. */
export function reportSites(problem: SitingProblem, outcome: SitingOutcome): SitingReport {
  const { study, query, placed, demand } = problem;
  const territory = query.territory ?? "france";
  const { minutes, selection = {}, aim } = query;
  const weight = query.weight ?? "people";
  const coverage = study.coverage({ territory, minutes, selection });
  const measured = measureSites(problem, outcome);
  const covered = measured.sites.at(-1)?.covered ?? measured.coveredBefore;
  const isEnough = aim.kind === "fewest" && covered >= aim.share * measured.population * (1 - ROUNDING);
  return {
    territory: coverage.territory,
    minutes,
    weight,
    aim: aim.kind,
    capacity: query.capacity ?? null,
    ...measured,
    ...verdictOf(problem, outcome, measured),
    method: outcome.method,
    target:
      aim.kind === "fewest" && outcome.fewest !== null
        ? { share: aim.share, isReached: isEnough, leastCount: outcome.fewest.leastCount }
        : null,
    candidates: {
      given: query.candidates.length,
      withoutRoad: placed.withoutRoad.length,
      leftOut: placed.withoutRoad.slice(0, MOST_LEFT_OUT).map(({ id, name }) => ({ id, name })),
      useful: outcome.usefulCount,
    },
    model: {
      cells: demand.cells.length,
      groups: outcome.groupCount,
      sites: outcome.siteCount,
      pairs: outcome.pairCount,
    },
    assumptions: assumptionsOf(problem, outcome, measured),
    warnings: coverage.warnings,
    provenance: {
      ...coverage.provenance,
      parameters: {
        ...coverage.provenance.parameters,
        aim: aim.kind,
        ...(aim.kind === "fewest" ? { share: aim.share } : { count: aim.count }),
        weight,
        ...(query.capacity !== undefined && query.capacity !== null && { capacity: query.capacity }),
        candidates: query.candidatesNote,
        forced: query.forced ?? [],
        forbidden: query.forbidden ?? [],
        floors: (query.floors ?? []).map(({ territory: floor, least }) => `${floor}=${least}`),
      },
    },
  };
}

/** Opens the chosen sites one after the other. */
function measureSites({ study, query, placed, forced }: SitingProblem, { opened }: SitingOutcome): Measured {
  const before = sumsOf({ study, query }, study.cellTimes(query.selection).deciseconds);
  const places: { lon: number; lat: number }[] = [];
  let last = before.covered;
  const sites = opened.map(({ candidate: index, asGood, served }, at): SitingSite => {
    const candidate = placed.candidates[index];
    places.push(candidate);
    const after = study.cellTimesAfter({ opened: [...places] }, query.selection);
    const { covered, meanMinutes, longestMinutes } = sumsOf({ study, query }, after.deciseconds);
    const gain = covered - last;
    last = covered;
    return {
      ...candidate,
      rank: at + 1,
      isForced: forced.includes(index),
      covered,
      gain,
      share: before.all === 0 ? 0 : covered / before.all,
      meanMinutes,
      longestMinutes,
      served,
      asGood: asGood.map((twin) => placed.candidates[twin]).map(({ id, name }) => ({ id, name })),
    };
  });
  return {
    population: before.all,
    coveredBefore: before.covered,
    meanMinutesBefore: before.meanMinutes,
    longestMinutesBefore: before.longestMinutes,
    sites,
  };
}

/** How good the choice is, by what its sites really bring. */
function verdictOf(problem: SitingProblem, outcome: SitingOutcome, measured: Measured): Verdict {
  const { covering, saving, isProven } = outcome;
  const { population, coveredBefore, meanMinutesBefore, sites } = measured;
  const near = ROUNDING * Math.max(1, population);
  if (covering !== null) {
    const isLimited = (problem.query.capacity ?? null) !== null;
    const brought = isLimited
      ? sites.reduce((sum, { served }) => sum + (served ?? 0), 0)
      : (sites.at(-1)?.covered ?? coveredBefore) - coveredBefore;
    const isBest = covering.bound - brought <= near;
    const bound = isBest ? brought : covering.bound;
    const isAsModelled = Math.abs(covering.covered - brought) <= near;
    const isMost = outcome.fewest === null && isBest;
    return {
      bound: coveredBefore + bound,
      leastMeanMinutes: null,
      gap: gapOf(bound, brought),
      isProven: isMost || (isProven && isAsModelled),
    };
  }
  if (saving === null || meanMinutesBefore === null) {
    return { bound: null, leastMeanMinutes: null, gap: null, isProven: false };
  }
  const shortened = meanMinutesBefore - (sites.at(-1)?.meanMinutes ?? meanMinutesBefore);
  const most = Math.max(shortened, minutesOfMean(problem, saving.bound));
  const isBest = most - shortened <= ROUNDING * Math.max(1, meanMinutesBefore);
  return {
    bound: null,
    leastMeanMinutes: meanMinutesBefore - most,
    gap: isBest ? 0 : gapOf(most, shortened),
    isProven: isBest,
  };
}

function gapOf(bound: number, brought: number): number | null {
  if (bound <= brought) return 0;
  return brought > 0 ? (bound - brought) / brought : null;
}

function assumptionsOf(
  problem: SitingProblem,
  outcome: SitingOutcome,
  { population, coveredBefore, sites }: Measured,
): string[] {
  const { query, placed, floors } = problem;
  const { aim } = query;
  const brought = (sites.at(-1)?.covered ?? coveredBefore) - coveredBefore;
  const capacity = query.capacity ?? null;
  const served = sites.reduce((sum, site) => sum + (site.served ?? 0), 0);
  const difference = capacity !== null ? 0 : Math.abs((outcome.covering?.covered ?? brought) - brought);
  const counted =
    query.weight === undefined || query.weight === "people" ? "habitants" : `« ${query.weight} »`;
  const unlinked = unlinkedPeople(problem);
  const { unreachable, isTooLarge } = outcome;
  const said: [isSaid: boolean, sentence: string][] = [
    [true, `Candidats : ${query.candidatesNote}.`],
    [
      true,
      "Les structures comptées restent ouvertes ; un carreau va à celle que son trajet préfère, comme dans toute couverture.",
    ],
    [
      capacity !== null,
      `Chaque nouveau site sert ${numbers.format(capacity ?? 0)} ${counted} au plus, parmi ceux que nulle structure ne couvre ; ceux d’un carreau peuvent se partager entre plusieurs sites. Ensemble ils en servent ${numbers.format(served)} ; « couverts » compte tous ceux qui sont à portée, qu’il y ait de la place ou non. Les structures comptées n’ont pas de limite.`,
    ],
    [
      aim.kind !== "worst",
      "Les sites sont dans l’ordre de ce que chacun ajoute aux précédents ; les premiers de la liste ne sont pas forcément le meilleur choix de moins de sites.",
    ],
    [
      aim.kind === "worst",
      "Chaque site raccourcit le plus long trajet qui puisse l’être encore ; de plusieurs qui le font, celui qui fait gagner le plus de temps à tous.",
    ],
    [
      aim.kind === "mean" || aim.kind === "worst",
      `Un trajet de plus de ${LONGEST_MINUTES} minutes, ou impossible, compte pour ${LONGEST_MINUTES} minutes.`,
    ],
    [
      placed.withoutRoad.length > 0,
      `${numbers.format(placed.withoutRoad.length)} candidats sans route à proximité sont laissés de côté.`,
    ],
    [unlinked > 0, `${numbers.format(unlinked)} habitants de carreaux sans route ne peuvent être couverts.`],
    [unreachable > 0, `Hors de portée de tous les candidats : ${numbers.format(unreachable)} ${counted}.`],
    [
      aim.kind !== "fewest" && floors === null && sites.length < aim.count,
      `Plus aucun candidat n’apporte rien après ${numbers.format(sites.length)}.`,
    ],
    [isTooLarge, "Pas de preuve exacte pour un problème de cette sorte ou de cette taille."],
    [
      difference > ROUNDING * Math.max(1, population),
      `Recalculée avec tous les sites ouverts, la couverture diffère de ${numbers.format(difference)} de la somme des zones : des carreaux préfèrent un trajet plus long vers un site. La borne reste valable.`,
    ],
  ];
  return said.filter(([isSaid]) => isSaid).map(([, sentence]) => sentence);
}

function unlinkedPeople({ study, query }: SitingProblem): number {
  const { cellSnaps, cells } = study.dataset;
  return study
    .cellsOf(query.territory ?? "france")
    .reduce((sum, cell) => sum + (cellSnaps?.edges[cell] === NO_EDGE ? (cells?.people[cell] ?? 0) : 0), 0);
}
