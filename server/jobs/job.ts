import type { Problem } from "../schemas/answers.ts";

/** Waits, is at work, has its result, could not be done (`problem` says why), was given up. */
export type JobState = "attente" | "encours" | "terminee" | "echouee" | "annulee";

/** How far a job is. */
export interface JobProgress {
  /** In French; null before the first. */
  readonly stage: string | null;
  /** Of the stage, in a unit of its own; both 0 where nothing is counted. */
  readonly done: number;
  readonly total: number;
}

/** Work that takes minutes, as it stands. Times are milliseconds since 1970. */
export interface Job extends JobProgress {
  readonly id: string;
  /** What sort of work it is: who knows how to do that finds it by this word. */
  readonly kind: string;
  /** What it is about: a job is computed by who has that at hand. */
  readonly scope: string;
  /** For those who look at it: plain JSON. */
  readonly question: unknown;
  readonly state: JobState;
  /** 1 for the next to be begun; null when it does not wait. */
  readonly position: number | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Why it was not done, null where nothing is to be said. */
  readonly problem: Problem | null;
}

/** A job to be done. */
export interface NewJob extends Pick<Job, "id" | "kind" | "scope" | "question" | "createdAt"> {
  /** Who asks for it, by a name of his own; empty for all who give none. */
  readonly asker: string;
  /** For who computes it. */
  readonly input: Uint8Array;
}

/** What a job comes to: bytes by the name of their format. */
export type JobResult = Readonly<Record<string, Uint8Array>>;

/** How a job ended. */
export interface JobEnding extends Pick<Job, "problem"> {
  readonly state: "terminee" | "echouee" | "annulee";
  readonly endedAt: number;
  readonly result: JobResult | null;
}

export function hasEnded({ state }: Pick<Job, "state">): boolean {
  return state !== "attente" && state !== "encours";
}
