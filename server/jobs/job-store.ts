import type { Job, JobEnding, JobProgress, JobResult, JobState, NewJob } from "./job.ts";

/** A job that waited and is now somebody's to do. */
export interface TakenJob extends Pick<Job, "id"> {
  readonly input: Uint8Array;
}

/**
 * Where jobs are kept, in the order in which they came. Each call is one step that no other comes between, so that several
 * may work on one queue.
 */
export interface JobStore {
  find(id: string): Promise<Job | null>;
  /**
   * Adds a job at the end of the queue. One of that id that waits, is under way or has its result stays as it is; one that
   * failed or was cancelled begins anew.
   *
   * @returns the job as it stands now; null where too many wait
   */
  enqueue(job: NewJob): Promise<Job | null>;
  /** Takes the first that waits of a scope: it is under way from now on. null where none waits. */
  take(scope: string, startedAt: number): Promise<TakenJob | null>;
  /** Nothing where the job is not under way. */
  advance(id: string, progress: JobProgress): Promise<void>;
  /** Nothing where the job has ended, or is gone. */
  end(id: string, ending: JobEnding): Promise<void>;
  /** null where there is none, or not any more. */
  result(id: string): Promise<JobResult | null>;
  /** How many there are of each state, for those who watch the server; states without any may be left out. */
  countByState?(): Promise<Readonly<Partial<Record<JobState, number>>>>;
}
