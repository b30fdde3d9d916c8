import type { SitingReport } from "../../isochrones/model/siting.ts";
import type { JobAnswer, SelectionEcho } from "./job-answers.ts";

/** A run of siting, as `POST /api/v1/implantations` begins it and `GET /api/v1/implantations/:id` tells of it. */
export type SitingJob = JobAnswer<SitingQuestionEcho, SitingReport>;

/** A question as it was understood, in the words of the body; what was not said has its default. */
export interface SitingQuestionEcho extends SelectionEcho {
  readonly territoire: string;
  readonly minutes: number;
  readonly but: "couverture" | "temps-moyen" | "plus-eloignes";
  /** One of both is null. */
  readonly nombre: number | null;
  readonly part: number | null;
  readonly candidats: "communes" | { readonly grille_km: number } | { readonly lieux: number };
  readonly imposer: readonly string[];
  readonly interdire: readonly string[];
  readonly planchers: Readonly<Record<string, number>>;
  readonly poids: string;
  /** null without a limit. */
  readonly capacite: number | null;
  readonly exact: boolean;
  /** Seconds for the proof; null without. */
  readonly duree: number | null;
  /** As an address has it; null without edits. */
  readonly scenario: string | null;
}
