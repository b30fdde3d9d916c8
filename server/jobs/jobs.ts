import { BusyError } from "../questions/busy-error.ts";
import type { Problem } from "../schemas/answers.ts";
import { hasEnded, type Job, type JobEnding, type JobProgress, type JobResult, type NewJob } from "./job.ts";
import type { JobStore, TakenJob } from "./job-store.ts";
import { Watchers } from "./watchers.ts";

/** Does the work of a job. Rejects with the signal's reason when it is aborted. */
export type RunJob = (
  input: Uint8Array,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: JobProgress) => void },
) => Promise<JobResult>;

export interface JobsOptions {
  readonly store: JobStore;
  /** Of the jobs that these can do. */
  readonly scope: string;
  readonly run: RunJob;
  /** What clients are told of an error. */
  readonly describe: (error: unknown) => Problem;
  /** What they are told of a job that `close` has ended. */
  readonly closing: Problem;
  /** How long a job may run. */
  readonly limitMilliseconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const LIMIT_MILLISECONDS = 10 * 60_000;
/** Who waits for a change hears of progress so often. */
const PROGRESS_MILLISECONDS = 1_000;
/** Seconds after which it is worth while to ask again where the queue is full. */
const RETRY_SECONDS = 30;

interface Running {
  readonly id: string;
  readonly stop: AbortController;
}

/**
 * Does jobs one after the other, as they come, and tells how far they are. Of equal jobs, which have the same id, one is done.
 */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #now: () => number;
  readonly #watchers = new Watchers();
  /** Those given here that have not ended. */
  readonly #own = new Set<string>();
  #running: Running | null = null;
  #working: Promise<void> | null = null;
  /** May something wait that was not there at the last look? */
  #isAsked = false;
  #isClosed = false;

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Adds a job, or finds the one that is equal to it. Rejects with `BusyError` where too many wait. */
  async submit(fields: Omit<NewJob, "scope" | "createdAt">): Promise<Job> {
    const { store, scope } = this.#options;
    if (this.#isClosed) throw new BusyError("queue", RETRY_SECONDS);
    const job = await store.enqueue({ ...fields, scope, createdAt: this.#now() });
    if (job === null) throw new BusyError("queue", RETRY_SECONDS);
    if (!hasEnded(job)) this.#own.add(job.id);
    this.#work();
    return job;
  }

  async find(id: string): Promise<Job | null> {
    return this.#options.store.find(id);
  }

  async result(id: string): Promise<JobResult | null> {
    return this.#options.store.result(id);
  }

  /** The job once it has changed or ended, or after some time, or once nobody listens any more. */
  async wait(id: string, milliseconds: number, signal?: AbortSignal): Promise<Job | null> {
    const job = await this.find(id);
    if (job === null || hasEnded(job) || milliseconds === 0 || this.#isClosed) return job;
    await this.#watchers.wait(id, milliseconds, signal);
    return this.find(id);
  }

  /** Gives up a job, whoever asked for it. One that has ended stays as it is. */
  async cancel(id: string): Promise<Job | null> {
    await this.#giveUp(id, null);
    if (this.#running?.id === id) this.#running.stop.abort(new CancelledError());
    return this.find(id);
  }

  /** Answers all who wait for a change, now. */
  endWaits(): void {
    this.#watchers.tellAll();
  }

  /** Ends what is under way and what waits here. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { closing } = this.#options;
    await Promise.all([...this.#own].map(async (id) => this.#giveUp(id, closing)));
    this.#running?.stop.abort(new CancelledError());
    this.#watchers.tellAll();
    await this.#working;
  }

  async #giveUp(id: string, problem: Problem | null): Promise<void> {
    await this.#options.store.end(id, { state: "annulee", endedAt: this.#now(), problem, result: null });
    this.#own.delete(id);
    // Those behind it have moved.
    this.#watchers.tellAll();
  }

  #work(): void {
    this.#isAsked = true;
    this.#working ??= this.#workOff();
  }

  async #workOff(): Promise<void> {
    const { store, scope } = this.#options;
    try {
      while (this.#isAsked && !this.#isClosed) {
        this.#isAsked = false;
        for (;;) {
          const taken = this.#isClosed ? null : await store.take(scope, this.#now());
          if (taken === null) break;
          await this.#do(taken);
        }
      }
    } finally {
      this.#working = null;
    }
  }

  #problemOf(error: unknown, signal: AbortSignal): Problem | null {
    return isCancelled(signal) ? null : this.#options.describe(error);
  }

  async #do({ id, input }: TakenJob): Promise<void> {
    const { store, run, limitMilliseconds = LIMIT_MILLISECONDS } = this.#options;
    const stop = new AbortController();
    this.#running = { id, stop };
    this.#watchers.tellAll();
    const timer = setTimeout(() => stop.abort(new BusyError("time", RETRY_SECONDS)), limitMilliseconds);
    let toldAt = 0;
    let stage: string | null = null;
    const onProgress = (progress: JobProgress): void => {
      if (stop.signal.aborted) return;
      void store.advance(id, progress);
      const now = performance.now();
      if (progress.stage === stage && now - toldAt < PROGRESS_MILLISECONDS) return;
      [toldAt, stage] = [now, progress.stage];
      this.#watchers.tell(id);
    };
    let ending: Omit<JobEnding, "endedAt">;
    try {
      const result = await run(input, { signal: stop.signal, onProgress });
      ending = { state: "terminee", problem: null, result };
    } catch (error) {
      ending = { state: "echouee", problem: this.#problemOf(error, stop.signal), result: null };
    }
    clearTimeout(timer);
    this.#running = null;
    // One that is cancelled has been ended then, and may have been asked for again.
    if (!isCancelled(stop.signal)) {
      await store.end(id, { ...ending, endedAt: this.#now() });
      this.#own.delete(id);
    }
    this.#watchers.tellAll();
  }
}

function isCancelled({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof CancelledError;
}

class CancelledError extends Error {
  override readonly name = "CancelledError";

  constructor() {
    super("the job was cancelled");
  }
}
