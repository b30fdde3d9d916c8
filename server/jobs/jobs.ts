import { BusyError } from "../questions/busy-error.ts";
import type { Problem } from "../schemas/answers.ts";
import { hasEnded, type Job, type JobEnding, type JobProgress, type JobResult, type NewJob } from "./job.ts";
import type { JobAttempt, JobPage, JobStore, TakenJob } from "./job-store.ts";
import { keepEnding } from "./keep-ending.ts";
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
/** What others do on a shared store is looked at so often, should word of it not come. */
const LOOK_MILLISECONDS = 2_000;
/** Seconds after which it is worth while to ask again where the queue is full. */
const RETRY_SECONDS = 30;

interface Running extends JobAttempt {
  readonly stop: AbortController;
}

/**
 * Does jobs one after the other, as they come, and tells how far they are. Of equal jobs, which have the same id, one is done.
 */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #now: () => number;
  readonly #watchers = new Watchers();
  /** Those given here that have not ended, where they end with this process. */
  readonly #own = new Set<string>();
  #running: Running | null = null;
  #working: Promise<void> | null = null;
  /** May something wait that was not there at the last look? */
  #isAsked = false;
  #isClosed = false;
  /** Is nobody to wait for a change any more? */
  #isEnding = false;
  readonly #leave: () => Promise<void>;

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const { store, scope } = options;
    const leave = store.serve(scope);
    const deafen = store.watch((id) => this.#hear(id));
    const look = setInterval(() => this.#look(), LOOK_MILLISECONDS);
    if (!store.isDurable) clearInterval(look);
    look.unref();
    this.#leave = async () => {
      clearInterval(look);
      deafen();
      await leave();
    };
  }

  /** Adds a job, or finds the one that is equal to it. Rejects with `BusyError` where too many wait. */
  async submit(fields: Omit<NewJob, "scope" | "createdAt">): Promise<Job> {
    const { store, scope } = this.#options;
    if (this.#isClosed) throw new BusyError("queue", RETRY_SECONDS);
    const job = await store.enqueue({ ...fields, scope, createdAt: this.#now() });
    if (job === null) throw new BusyError("queue", RETRY_SECONDS);
    if (!hasEnded(job) && !store.isDurable) this.#own.add(job.id);
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
    if (job === null || hasEnded(job) || milliseconds === 0 || this.#isEnding) return job;
    if (!this.#options.store.isDurable) {
      await this.#watchers.wait(id, milliseconds, signal);
      return this.find(id);
    }
    const until = performance.now() + milliseconds;
    for (;;) {
      const rest = until - performance.now();
      const isTold = await this.#watchers.wait(id, Math.min(rest, LOOK_MILLISECONDS), signal);
      const next = await this.find(id);
      const isOver = isTold || rest <= LOOK_MILLISECONDS || this.#isEnding || signal?.aborted === true;
      if (isOver || next === null || !isAlike(job, next)) return next;
    }
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

  /** Answers all who wait for a change, now, and from now on all who would. */
  endWaits(): void {
    this.#isEnding = true;
    this.#watchers.tellAll();
  }

  /** Ends what is under way and what waits here; where others can do it, they get it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isEnding = true;
    const { closing: problem, store } = this.#options;
    if (store.isDurable) {
      await this.#handOver();
      return;
    }
    const ending = { state: "annulee", problem, result: null, endedAt: this.#now() } as const;
    await Promise.all([...this.#own].map(async (id) => store.end(id, ending)));
    this.#own.clear();
    this.#running?.stop.abort(new CancelledError());
    this.#watchers.tellAll();
    await this.#working;
  }

  async #handOver(): Promise<void> {
    const running = this.#running;
    this.#watchers.tellAll();
    if (running !== null) await this.#giveBack(running);
    running?.stop.abort(new CancelledError());
    await this.#working;
    await this.#leave();
  }

  async #giveBack(taken: JobAttempt): Promise<void> {
    try {
      await this.#options.store.giveBack(taken);
    } catch {
      // Others will see that this process is no more.
    }
  }

  #hear(id: string | null): void {
    if (id === null) this.#watchers.tellAll();
    else this.#watchers.tell(id);
    if (id === null || id === this.#running?.id) this.#look();
    else this.#work();
  }

  /** Looks at what may have been done elsewhere: work that came, and what is under way here given up. */
  #look(): void {
    if (this.#isClosed) return;
    this.#work();
    const running = this.#running;
    if (running === null) return;
    const stopIfLost = async (): Promise<void> => {
      if (!(await this.#options.store.isOwn(running))) running.stop.abort(new CancelledError());
    };
    // Not known now, looked at again soon.
    stopIfLost().catch(() => {});
  }

  #work(): void {
    this.#isAsked = true;
    this.#working ??= this.#workOff();
  }

  /** null also where the store cannot be reached: who works on a shared one looks again. */
  async #take(): Promise<TakenJob | null> {
    const { store, scope } = this.#options;
    try {
      return await store.take(scope, this.#now());
    } catch (error) {
      if (!store.isDurable) throw error;
      return null;
    }
  }

  async #workOff(): Promise<void> {
    try {
      while (this.#isAsked && !this.#isClosed) {
        this.#isAsked = false;
        for (;;) {
          const taken = this.#isClosed ? null : await this.#take();
          if (taken === null) break;
          // It may have been closed meanwhile: a store that is away takes its time.
          if (this.#isClosed) await this.#giveBack(taken);
          else await this.#do(taken);
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

  async #do(taken: TakenJob): Promise<void> {
    const { id, kind, input, attempt } = taken;
    const { store, limitMilliseconds } = this.#options;
    const stop = new AbortController();
    this.#running = { id, attempt, stop };
    this.#watchers.tellAll();
    const timer = setTimeout(
      () => stop.abort(new BusyError("time", RETRY_SECONDS)),
      limitMilliseconds?.[kind] ?? LIMIT_MILLISECONDS,
    );
    let toldAt = 0;
    let stage: string | null = null;
    const onProgress = (progress: JobProgress): void => {
      if (stop.signal.aborted) return;
      void store.advance(taken, progress);
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
      const { describe } = this.#options;
      const isClosed = (): boolean => this.#isClosed;
      await keepEnding(store, taken, { ...ending, endedAt: this.#now() }, { isClosed, describe });
      this.#own.delete(id);
    }
    this.#watchers.tellAll();
  }
}

function isAlike(a: Job, b: Job): boolean {
  return a.state === b.state && a.stage === b.stage && a.done === b.done && a.position === b.position;
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
