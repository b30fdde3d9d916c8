import type { Job } from "../jobs/job.ts";
import type { SitingJob, SitingQuestionEcho } from "../schemas/siting-answers.ts";

export const SITING_URL = "/api/v1/implantations";

/** What is kept of a question with its job. */
export interface KeptQuestion {
  readonly echo: SitingQuestionEcho;
  readonly dataset: SitingJob["dataset"];
}

/** A job as clients are told of it, but for its result. */
export function jobAnswer(job: Job): Omit<SitingJob, "result"> {
  const { id, state, stage, done, total, position, problem } = job;
  const { echo, dataset } = job.question as KeptQuestion;
  return {
    id,
    url: `${SITING_URL}/${id}`,
    dataset,
    state,
    stage,
    done,
    total,
    position,
    createdAt: timeOf(job.createdAt),
    startedAt: job.startedAt === null ? null : timeOf(job.startedAt),
    endedAt: job.endedAt === null ? null : timeOf(job.endedAt),
    question: echo,
    problem,
  };
}

/** The same with its result, whose JSON is there already and may be megabytes. */
export function jobBytes(job: Job, result: Uint8Array | null): Buffer {
  const text = JSON.stringify({ ...jobAnswer(job), result: null });
  if (result === null) return Buffer.from(text);
  return Buffer.concat([Buffer.from(text.slice(0, -"null}".length)), result, Buffer.from("}")]);
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
