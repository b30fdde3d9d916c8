import type { SitingReport } from "../../isochrones/model/siting.ts";
import type { JobState } from "../jobs/job.ts";
import type { Problem } from "./answers.ts";

/** A run of siting, as `POST /api/v1/implantations` begins it and `GET /api/v1/implantations/:id` tells of it. */
export interface SitingJob {
  readonly id: string;
  /** Its own address, from the root of the service. */
  readonly url: string;
  /** The one that the question was asked of, though another may be served now. */
  readonly dataset: { readonly id: string; readonly name: string };
  readonly state: JobState;
  /** What is being done, in French; null before it begins. */
  readonly stage: string | null;
  /** How far that is; both 0 where nothing is counted. */
  readonly done: number;
  readonly total: number;
  /** 1 for the next one; null when it does not wait. */
  readonly position: number | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly question: SitingQuestionEcho;
  /** Once it has ended well. */
  readonly result: SitingReport | null;
  /** Why there is none. */
  readonly problem: Problem | null;
}

/** A question as it was understood, in the words of the body; what was not said has its default. */
export interface SitingQuestionEcho {
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
  readonly exclure: string | null;
  readonly au: string | null;
  readonly ouvert_le: string | null;
  readonly realisation_min: number | null;
  readonly sans_reorientation_min: number | null;
  /** As an address has it; null without edits. */
  readonly scenario: string | null;
}
