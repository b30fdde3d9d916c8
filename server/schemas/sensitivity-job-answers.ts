import type { KnownAssumption, SensitivityAnswer } from "./figure-answers.ts";
import type { JobAnswer, SelectionEcho } from "./job-answers.ts";

/** The figure under all assumptions, as `POST /api/v1/sensibilites` has it measured. */
export type SensitivityJob = JobAnswer<SensitivityQuestionEcho, SensitivitiesAnswer>;

export interface SensitivityQuestionEcho extends SelectionEcho {
  readonly territoire: string;
}

export interface SensitivitiesAnswer {
  /** All that are known, those that cannot be tried among them. */
  readonly assumptions: readonly KnownAssumption[];
  /** Under each of those that can, in the same order. */
  readonly figures: readonly SensitivityAnswer[];
}
