import type { JobStanding } from "../schemas/job-answers.ts";
import type { Job } from "./job.ts";

/** What is kept of a question with its job. */
export interface KeptQuestion {
  /** The question in the words in which it can be asked. */
  readonly echo: unknown;
  readonly dataset: JobStanding["dataset"];
}

/** A job as all are told of it. @param url its own address */
export function standingOf(job: Job, url: string): JobStanding {
  const { id, state, stage, done, total, position, problem } = job;
  const { dataset } = job.question as KeptQuestion;
  return {
    id,
    url,
    dataset,
    state,
    stage,
    done,
    total,
    position,
    createdAt: timeOf(job.createdAt),
    startedAt: job.startedAt === null ? null : timeOf(job.startedAt),
    endedAt: job.endedAt === null ? null : timeOf(job.endedAt),
    problem,
  };
}

/** The same with its question and its result, whose JSON is there already and may be megabytes. */
export function jobBytes(job: Job, url: string, result: Uint8Array | null): Buffer {
  const { problem, ...standing } = standingOf(job, url);
  const { echo } = job.question as KeptQuestion;
  const text = JSON.stringify({ ...standing, question: echo, problem, result: null });
  if (result === null) return Buffer.from(text);
  return Buffer.concat([Buffer.from(text.slice(0, -"null}".length)), result, Buffer.from("}")]);
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
