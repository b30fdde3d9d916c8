import { basename } from "node:path";

import { RequestError } from "../../isochrones/errors.ts";
import type { Candidate } from "../../isochrones/model/siting.ts";
import { communeCandidates, gridCandidates } from "../../isochrones/siting/candidates.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CsvText } from "../csv.ts";
import { DataIssues } from "../issues.ts";
import { readCandidates } from "./read-candidates.ts";

/** Where a structure could open: in every commune, in every square of a grid, or at the places of a list. */
export type CandidateChoice =
  | { readonly kind: "communes" }
  /** @param kilometers side of the squares, 1 or more */
  | { readonly kind: "grid"; readonly kilometers: number }
  | { readonly kind: "file"; readonly file: string | CsvText }
  /** @param note where they come from, in French; that they were sent if not given */
  | { readonly kind: "list"; readonly candidates: readonly Candidate[]; readonly note?: string };

/** Candidates, and where they come from. */
export interface ChosenCandidates {
  readonly candidates: readonly Candidate[];
  readonly candidatesNote: string;
  /** Lines of a file that were no place. */
  readonly rejected: number;
}

export interface CandidateQuestion {
  readonly territory: string;
  readonly signal?: AbortSignal | undefined;
}

const METERS_PER_KILOMETER = 1000;
const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });

/**
 * The candidates of a choice.
 *
 * @throws RequestError `population.absent`, and for an unknown territory; InputError for a file that will not do
 */
export async function chooseCandidates(
  study: Study,
  choice: CandidateChoice,
  { territory, signal }: CandidateQuestion,
): Promise<ChosenCandidates> {
  const { dataset } = study;
  const { cells } = dataset;
  if (cells === null) {
    throw new RequestError("population.absent", "population", "ce jeu de données n’a pas de population");
  }
  switch (choice.kind) {
    case "communes": {
      const candidates = communeCandidates(dataset, cells, study.cellsOf(territory));
      const note = `${countOf(candidates.length, "commune")}, chacune au carreau le plus peuplé`;
      return { candidates, candidatesNote: note, rejected: 0 };
    }
    case "grid": {
      const { kilometers } = choice;
      const members = study.cellsOf(territory);
      const candidates = gridCandidates(dataset, cells, members, kilometers * METERS_PER_KILOMETER);
      const side = String(kilometers).replace(".", ",");
      const note = `le carreau le plus peuplé de chaque maille de ${side} km, ${candidates.length} en tout`;
      return { candidates, candidatesNote: note, rejected: 0 };
    }
    case "list": {
      const note = choice.note ?? `${countOf(choice.candidates.length, "lieu", "lieux")} de la demande`;
      return { candidates: choice.candidates, candidatesNote: note, rejected: 0 };
    }
    case "file": {
      const issues = new DataIssues();
      const fictitiousExtent = dataset.fictitious ? dataset.bbox : undefined;
      const candidates = await readCandidates(choice.file, { issues, fictitiousExtent, signal });
      const errors = issues.list().filter(({ severity }) => severity === "error");
      const rejected = errors.reduce((sum, { count }) => sum + count, 0);
      const less = rejected === 0 ? "" : `, ${countOf(rejected, "ligne rejetée", "lignes rejetées")}`;
      const name = typeof choice.file === "string" ? basename(choice.file) : choice.file.name;
      const note = `${countOf(candidates.length, "lieu", "lieux")} de ${name}${less}`;
      return { candidates, candidatesNote: note, rejected };
    }
  }
}

/** French counts zero as one. */
function countOf(value: number, one: string, many = `${one}s`): string {
  // With plain spaces: terminals show narrow ones badly.
  return `${whole.format(value).replaceAll(/\s/gu, " ")} ${value < 2 ? one : many}`;
}
