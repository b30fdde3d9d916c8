import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { CoverageAnswer, GapsAnswer, TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { ConcernedCommune } from "./communes-concerned.ts";

/** What the annex says of a territory. */
export interface AnnexSubject {
  readonly place: TerritoryAnswer;
  readonly report: CoverageAnswer;
  /** All of them. */
  readonly gaps: GapsAnswer;
  readonly communes: readonly ConcernedCommune[];
  readonly minutes: number;
}

/** Candidate sites, or why there are none. */
export type AnnexSites =
  | { readonly state: "ready"; readonly report: SitingReport }
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly why: string };
