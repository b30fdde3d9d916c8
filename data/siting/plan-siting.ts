import { isInhabited } from "../../isochrones/accessibility/inhabited.ts";
import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import { openedPoints } from "../../isochrones/accessibility/opened-places.ts";
import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import { snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import type { SitingReport } from "../../isochrones/model/siting.ts";
import { placeCandidates } from "../../isochrones/siting/candidates.ts";
import { findDemand } from "../../isochrones/siting/demand.ts";
import { nearCandidates } from "../../isochrones/siting/near-candidates.ts";
import { ImpossibleRulesError } from "../../isochrones/siting/rules.ts";
import type { Study } from "../../isochrones/study.ts";
import { WorkerPool } from "../../workers/pool.ts";
import { pauseBetweenStages, type Progress, SILENT } from "../progress.ts";
import { coverSites } from "./cover-sites.ts";
import { findReaches, type SitingPool } from "./find-reaches.ts";
import { shortenTimes } from "./shorten-times.ts";
import { makeProblem, type SitingOutcome, type SitingProblem } from "./siting-problem.ts";
import { checkCapacity, LONGEST_MINUTES, type SitingQuery } from "./siting-query.ts";
import { reportSites } from "./siting-report.ts";
import { type Reaches, tasks } from "./siting-tasks.ts";

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
  checkCapacity(query);
  progress.stage("temps actuels");
  // Every cell that is not at a structure already may get there sooner.
  const isOfTimes = query.aim.kind === "mean" || query.aim.kind === "worst";
  const limit = cutoffDeciseconds(isOfTimes ? LONGEST_MINUTES : query.minutes);
  const members = study.cellsOf(query.territory ?? "france");
  const snapper = new Snapper(dataset.network, dataset.snapIndex);
  const { counted, opened: edited } = selectStructures(dataset.structures, query.selection);
  const opened = openedPoints(dataset, edited, () => snapper);
  const demand = findDemand(dataset, { counted, opened, members, limit: isOfTimes ? 0 : limit });
  await pauseBetweenStages(signal);
  progress.stage("candidats à proximité");
  const placed = placeCandidates(snapper, query.candidates, snapLimitOf(dataset));
  const near = nearCandidates(dataset.network, demand, placed.snaps, limit);
  const problem = makeProblem({ study, query, placed, demand });
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
    const outcome = await chooseSites(pool, problem, reaches, signal);
    await pauseBetweenStages(signal);
    progress.stage("temps avec les implantations");
    return reportSites(problem, outcome);
  } finally {
    await pool.close();
  }
}

async function chooseSites(
  pool: SitingPool,
  problem: SitingProblem,
  reaches: Reaches,
  signal: AbortSignal | undefined,
): Promise<SitingOutcome> {
  const { aim, exactSeconds = null } = problem.query;
  try {
    return aim.kind === "mean" || aim.kind === "worst"
      ? shortenTimes(problem, aim.count, reaches)
      : await coverSites(pool, problem, reaches, { exactSeconds, signal });
  } catch (error) {
    if (!(error instanceof ImpossibleRulesError)) throw error;
    throw new RequestError(
      "siting.impossible",
      "nombre",
      `aucun choix n’est possible avec ces contraintes : ${describeRules(problem)}`,
    );
  }
}

function describeRules({ query: { aim }, forced, forbidden, floors }: SitingProblem): string {
  const count = aim.kind === "fewest" ? "le moins d’" : `${aim.count} `;
  const asked = (floors?.least ?? []).reduce((sum, least) => sum + least, 0);
  return `${count}implantations, ${forced.length} imposées, ${forbidden.length} interdites, ${asked} par planchers`;
}
