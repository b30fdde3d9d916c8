import { basename } from "node:path";

import { DataIssues } from "../../../data/issues.ts";
import { readCandidates } from "../../../data/siting/read-candidates.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import type { Candidate } from "../../../isochrones/model/siting.ts";
import { communeCandidates, gridCandidates } from "../../../isochrones/siting/candidates.ts";
import type { Study } from "../../../isochrones/study.ts";
import { UsageError } from "../../cli/command.ts";
import { countOf } from "../../cli/french.ts";

/** Candidates, and where they come from. */
export interface ChosenCandidates {
  readonly candidates: readonly Candidate[];
  readonly candidatesNote: string;
}

export interface CandidateQuestion {
  readonly territory: string;
  readonly signal: AbortSignal;
}

const GRID = /^grille:(\d+(?:\.\d+)?)km$/u;
const METERS_PER_KILOMETER = 1000;
const LEAST_GRID_KILOMETERS = 1;

/** What `--candidats` names. @throws UsageError for a grid that is none, InputError for a file that will not do */
export async function chooseCandidates(
  study: Study,
  what: string,
  { territory, signal }: CandidateQuestion,
): Promise<ChosenCandidates> {
  const { dataset } = study;
  const { cells } = dataset;
  if (cells === null) {
    throw new RequestError("population.absent", "population", "ce jeu de données n’a pas de population");
  }
  const members = study.cellsOf(territory);
  if (what === "communes") {
    const candidates = communeCandidates(dataset, cells, members);
    return {
      candidates,
      candidatesNote: `${countOf(candidates.length, "commune", "communes")}, chacune au carreau le plus peuplé`,
    };
  }
  if (what.startsWith("grille:")) {
    const kilometers = Number(GRID.exec(what)?.[1] ?? Number.NaN);
    if (!(kilometers >= LEAST_GRID_KILOMETERS)) {
      throw new UsageError(
        `option --candidats: got "${what}", expected a grid of 1 km or more such as grille:5km`,
      );
    }
    const candidates = gridCandidates(dataset, cells, members, kilometers * METERS_PER_KILOMETER);
    return {
      candidates,
      candidatesNote: `le carreau le plus peuplé de chaque maille de ${String(kilometers).replace(".", ",")} km, ${candidates.length} en tout`,
    };
  }
  const issues = new DataIssues();
  const fictitiousExtent = dataset.fictitious ? dataset.bbox : undefined;
  const candidates = await readCandidates(what, { issues, fictitiousExtent, signal });
  const errors = issues.list().filter(({ severity }) => severity === "error");
  const rejected = errors.reduce((sum, { count }) => sum + count, 0);
  const less = rejected === 0 ? "" : `, ${countOf(rejected, "ligne rejetée", "lignes rejetées")}`;
  return {
    candidates,
    candidatesNote: `${countOf(candidates.length, "lieu", "lieux")} de ${basename(what)}${less}`,
  };
}
