import type { JobState } from "../jobs/job.ts";
import type { Problem } from "./answers.ts";

/** A long computation, as those who asked for it are told of it. */
export interface JobAnswer<Question, Result> extends JobStanding {
  /** As it was understood, in the words of the body; what was not said has its default. */
  readonly question: Question;
  /** Once it has ended well. */
  readonly result: Result | null;
}

/** How a long computation stands. */
export interface JobStanding {
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
  /** Why there is no result. */
  readonly problem: Problem | null;
}

/** The structures that count, in the words in which they can be asked for; null for what was not said. */
export interface SelectionEcho {
  readonly exclure: string | null;
  readonly au: string | null;
  readonly ouvert_le: string | null;
  readonly realisation_min: number | null;
  readonly sans_reorientation_min: number | null;
}
