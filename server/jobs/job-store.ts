import type { Job, JobEnding, JobProgress, JobResult, JobState, NewJob } from "./job.ts";

/** One go at a job: who has lost it to another, or to somebody who asked anew, has nothing to say any more. */
export interface JobAttempt extends Pick<Job, "id"> {
  /** Grows with each that takes the job. */
  readonly attempt: number;
}

/** A job that waited and is now somebody's to do. */
export interface TakenJob extends JobAttempt, Pick<Job, "kind"> {
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
  /** Does what is under way outlive this process, for others or for the next to do? It may be reached by others as well, and fail. */
  readonly isDurable: boolean;
  /** How often this process has found that another had died at a job, which has been tried again or ended since. */
  readonly lostCount: number;
  /**
   * Says that jobs of a scope can be done here, until what is returned is called.
   */
  serve(scope: string): () => Promise<void>;
  /**
   * Tells when a job has changed, by whoever's doing; null when any may have.
   *
   * @returns ends that
   */
  watch(listener: (id: string | null) => void): () => void;
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
  /** Is this still the attempt that is under way? */
  isOwn(taken: JobAttempt): Promise<boolean>;
  /** Nothing where the attempt is not under way. */
  advance(taken: JobAttempt, progress: JobProgress): Promise<void>;
  /** What was taken waits again, before all others. Nothing where the attempt is not under way. */
  giveBack(taken: JobAttempt): Promise<void>;
  /**
   * One of those who asked for a job does so no longer; the same where it never did. A job that waits or is under way and
   * that nobody asks for any more is cancelled by that, without a problem.
   *
   * @returns the job as it stands now; null where there is none
   */
  giveUp(id: string, asker: string, endedAt: number): Promise<Job | null>;
  /** Nothing where the job has ended, or is gone, or another attempt is under way than the one that is given. */
  end(id: string, ending: JobEnding, attempt?: number): Promise<void>;
  /** null where there is none, or not any more. */
  result(id: string): Promise<JobResult | null>;
  /** Jobs that are known, the newest first: of one moment, the greatest id. They are not used by that. */
  list(page: JobPage): Promise<readonly Job[]>;
  /** How many there are of each state, for those who watch the server. */
  countByState(): Promise<Readonly<Record<JobState, number>>>;
}
