import { isInhabited } from "../../isochrones/accessibility/cell-times.ts";
import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import { snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import type { SitingReport } from "../../isochrones/model/siting.ts";
import { placeCandidates } from "../../isochrones/siting/candidates.ts";
import { findDemand } from "../../isochrones/siting/demand.ts";
import { nearCandidates } from "../../isochrones/siting/near-candidates.ts";
import { ImpossibleRulesError, type SitingRules } from "../../isochrones/siting/rules.ts";
import type { Study } from "../../isochrones/study.ts";
import { WorkerPool } from "../../workers/pool.ts";
import { pauseBetweenStages, type Progress, SILENT } from "../progress.ts";
import { chooseFewest, chooseMost, type ChosenSites } from "./choose-sites.ts";
import { findReaches, type SitingPool } from "./find-reaches.ts";
import { makeProblem, type SitingProblem, weightToCover } from "./siting-problem.ts";
import type { SitingQuery } from "./siting-query.ts";
import { reportSites } from "./siting-report.ts";
import { tasks } from "./siting-tasks.ts";

export interface PlanOptions {
  /** As many as the machine runs at once if not given; 0 computes in the caller's own thread. */
  readonly threads?: number | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Answers where structures should open next. Times of now, candidates near gaps, whom each would cover (on threads), the
 * reduced model, the choice, and a new computation of all times with the chosen sites open, which the figures are of.
 *
 * Throws `RequestError` for what cannot be answered as asked; the signal's reason when it is aborted.
 */
export async function planSiting(
  study: Study,
  query: SitingQuery,
  { threads, progress = SILENT, signal }: PlanOptions = {},
): Promise<SitingReport> {
  const { dataset } = study;
  if (!isInhabited(dataset)) {
    throw new RequestError("population.absent", "population", "ce jeu de données n’a pas de population");
  }
  progress.stage("temps actuels");
  const limit = cutoffDeciseconds(query.minutes);
  const members = study.cellsOf(query.territory ?? "france");
  const { counted } = selectStructures(dataset.structures, query.selection);
  const demand = findDemand(dataset, { counted, members, limit });
  await pauseBetweenStages(signal);
  progress.stage("candidats proches des zones blanches");
  const snapper = new Snapper(dataset.network, dataset.snapIndex);
  const placed = placeCandidates(snapper, query.candidates, snapLimitOf(dataset));
  const near = nearCandidates(dataset.network, demand, placed.snaps, limit);
  await pauseBetweenStages(signal);
  const { cells: _cells, ...searched } = demand;
  const shared = { network: dataset.network, demand: searched, candidateSnaps: placed.snaps, limit };
  const pool: SitingPool = new WorkerPool(tasks, { shared, ...(threads === undefined ? {} : { threads }) });
  try {
    progress.stage("carreaux à portée des candidats");
    const reaches = await findReaches(pool, near, placed.snaps.edges, {
      signal,
      onProgress: (done, total) => progress.advance(done, total, "candidats"),
    });
    progress.stage("choix des implantations");
    const problem = makeProblem({ study, query, placed, demand }, reaches);
    const chosen = await chooseSites(pool, problem, signal);
    await pauseBetweenStages(signal);
    progress.stage("temps avec les implantations");
    return reportSites(problem, chosen);
  } finally {
    await pool.close();
  }
}

async function chooseSites(
  pool: SitingPool,
  problem: SitingProblem,
  signal: AbortSignal | undefined,
): Promise<ChosenSites> {
  const { query, model, rules } = problem;
  const options = { exactSeconds: query.exactSeconds ?? null, signal };
  try {
    if (query.aim.kind === "most") return await chooseMost(pool, model, rules, options);
    const lacking = weightToCover(problem, query.aim.share);
    return await chooseFewest(pool, model, rules, lacking, options);
  } catch (error) {
    if (!(error instanceof ImpossibleRulesError)) throw error;
    throw new RequestError(
      "siting.impossible",
      "nombre",
      `aucun choix n’est possible avec ces contraintes : ${describeRules(rules)}`,
    );
  }
}

function describeRules({ count, forced = [], forbidden = [], floors }: SitingRules): string {
  const asked = (floors?.least ?? []).reduce((sum, least) => sum + least, 0);
  return `${count} implantations, ${forced.length} imposées, ${forbidden.length} interdites, ${asked} par planchers`;
}
