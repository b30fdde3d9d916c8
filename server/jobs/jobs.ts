import { BusyError } from "../questions/busy-error.ts";
import type { Problem } from "../schemas/answers.ts";
import { hasEnded, type Job, type JobEnding, type JobProgress, type JobResult, type NewJob } from "./job.ts";
import type { JobPage, JobStore, TakenJob } from "./job-store.ts";
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
  /** What does the work of each kind. */
  readonly run: Readonly<Record<string, RunJob>>;
  /** What clients are told of an error. */
  readonly describe: (error: unknown) => Problem;
  /** What they are told of a job that `close` has ended. */
  readonly closing: Problem;
  /** How long a job of a kind may run, where that is not ten minutes. */
  readonly limitMilliseconds?: Readonly<Record<string, number>>;
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

  /** One who asked for a job gives it up; it is cancelled where no other asks for it. One that has ended stays as it is. */
  async giveUp(id: string, asker: string): Promise<Job | null> {
    const job = await this.#options.store.giveUp(id, asker, this.#now());
    if (job?.state !== "annulee") return job;
    this.#own.delete(id);
    if (this.#running?.id === id) this.#running.stop.abort(new CancelledError());
    // Those behind it have moved.
    this.#watchers.tellAll();
    return job;
  }

  async list(page: JobPage): Promise<readonly Job[]> {
    return this.#options.store.list(page);
  }

  /** Answers all who wait for a change, now. */
  endWaits(): void {
    this.#watchers.tellAll();
  }

  /** Ends what is under way and what waits here. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { closing: problem, store } = this.#options;
    const ending = { state: "annulee", problem, result: null, endedAt: this.#now() } as const;
    await Promise.all([...this.#own].map(async (id) => store.end(id, ending)));
    this.#own.clear();
    this.#running?.stop.abort(new CancelledError());
    this.#watchers.tellAll();
    await this.#working;
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

  #runOf(kind: string): RunJob {
    const { run } = this.#options;
    if (Object.hasOwn(run, kind)) return run[kind];
    // Of a newer program on the same store.
    throw new Error(`job: got the kind ${kind}, expected one of ${Object.keys(run).join()}`);
  }

  #problemOf(error: unknown, signal: AbortSignal): Problem | null {
    return isCancelled(signal) ? null : this.#options.describe(error);
  }

  async #do({ id, kind, input }: TakenJob): Promise<void> {
    const { store, limitMilliseconds } = this.#options;
    const stop = new AbortController();
    this.#running = { id, stop };
    this.#watchers.tellAll();
    const timer = setTimeout(
      () => stop.abort(new BusyError("time", RETRY_SECONDS)),
      limitMilliseconds?.[kind] ?? LIMIT_MILLISECONDS,
    );
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
      const result = await this.#runOf(kind)(input, { signal: stop.signal, onProgress });
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
