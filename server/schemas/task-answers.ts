import type { JobKind } from "../long-work/job-kinds.ts";
import type { JobStanding } from "./job-answers.ts";

/** The jobs that a server knows, newest first. */
export interface TaskListAnswer {
  readonly tasks: readonly TaskAnswer[];
  /** Address of the page after this one; null where there is none. */
  readonly next: string | null;
}

/** A job without its question and its result. */
export interface TaskAnswer extends JobStanding {
  readonly kind: JobKind;
}
