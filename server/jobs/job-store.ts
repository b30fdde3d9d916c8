import type { Job, JobEnding, JobProgress, JobResult, NewJob } from "./job.ts";

/** A job that waited and is now somebody's to do. */
export interface TakenJob extends Pick<Job, "id" | "kind"> {
  readonly input: Uint8Array;
}

/** A part of the list of jobs. */
export interface JobPage {
  /** So many at most. */
  readonly limit: number;
  /** Only what comes after this one in the list; null from its beginning. */
  readonly after: Pick<Job, "createdAt" | "id"> | null;
}

/**
 * Where jobs are kept, in the order in which they came. Each call is one step that no other comes between, so that several
 * may work on one queue.
 */
export interface JobStore {
  find(id: string): Promise<Job | null>;
  /**
   * Adds a job at the end of the queue. One of that id that waits or is under way has one more who asks for it, one that
   * has its result stays as it is; one that failed or was cancelled begins anew, asked for by this one alone.
   *
   * @returns the job as it stands now; null where too many wait
   */
  enqueue(job: NewJob): Promise<Job | null>;
  /** Takes the first that waits of a scope: it is under way from now on. null where none waits. */
  take(scope: string, startedAt: number): Promise<TakenJob | null>;
  /** Nothing where the job is not under way. */
  advance(id: string, progress: JobProgress): Promise<void>;
  /**
   * One of those who asked for a job does so no longer; the same where it never did. A job that waits or is under way and
   * that nobody asks for any more is cancelled by that, without a problem.
   *
   * @returns the job as it stands now; null where there is none
   */
  giveUp(id: string, asker: string, endedAt: number): Promise<Job | null>;
  /** Nothing where the job has ended, or is gone. */
  end(id: string, ending: JobEnding): Promise<void>;
  /** null where there is none, or not any more. */
  result(id: string): Promise<JobResult | null>;
  /** Jobs that are known, the newest first: of one moment, the greatest id. They are not used by that. */
  list(page: JobPage): Promise<readonly Job[]>;
}
