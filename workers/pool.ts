import { availableParallelism } from "node:os";
import type { ResourceLimits } from "node:worker_threads";

import { type ErrorClass, WorkerDeathError } from "./errors.ts";
import { SignalWatch } from "./signal-watch.ts";
import type { Handlers, InputOf, OutputOf, SharedOf, TaskModule } from "./task-module.ts";
import { type Outcome, startThread, type Thread, type ThreadEvents, useOwnThread } from "./thread.ts";

/** A cancelled task has so long to notice. */
const GRACE_MILLISECONDS = 1_000;

/** A task is begun so many times, if its thread dies under it. */
const MAX_ATTEMPTS = 2;

interface CommonOptions {
  /**
   * Most threads at once; each is started when there is work for it. 0: tasks run in the caller's own thread, one
   * after the other. As many as the machine runs at once if not given.
   */
  readonly threads?: number;
  /** Classes of errors that come back as such when a handler throws them, by their names; others come back as `Error`. */
  readonly errorClasses?: readonly ErrorClass[];
  /** How long a cancelled task may run on before its thread is terminated. A second if not given. */
  readonly graceMilliseconds?: number;
  /** Memory of each thread, as Node counts it. */
  readonly resourceLimits?: ResourceLimits;
  /** Hears of each thread that died, with the task that it had, if any; the pool has dealt with it. */
  readonly onDeath?: (cause: Error, task: string | null) => void;
}

/** `shared` is given where handlers want something shared: it reaches each thread once, when it starts. */
export type PoolOptions<Shared> = CommonOptions &
  ([Shared] extends [never] ? { readonly shared?: undefined } : { readonly shared: Shared });

/** Options of one task. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears when a thread has been given the task; again where it is begun once more. */
  readonly onBegin?: () => void;
  /** Hears what its handler tells (`Task.tell`), as long as the result is wanted; from the start where it is begun once more. */
  readonly onNote?: ((note: unknown) => void) | undefined;
  /** Buffers of the input that are moved and not copied. Such a task cannot be retried: its input is gone. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** A task from its call to its end. */
interface Job {
  readonly name: string;
  readonly input: unknown;
  readonly transfer: readonly ArrayBuffer[];
  readonly onBegin: (() => void) | undefined;
  readonly onNote: ((note: unknown) => void) | undefined;
  attempts: number;
  settle(outcome: Outcome): void;
}

/** A thread with what it does. */
interface Seat {
  thread: Thread;
  /** null: free. */
  job: Job | null;
  /** Runs when its task is cancelled. */
  grace: NodeJS.Timeout | null;
}

/**
 * Threads that run the handlers of a task module, in the order in which they are asked.
 *
 * - What a handler throws rejects its task at once, with its class where `errorClasses` names it.
 * - A task whose signal is aborted rejects at once with the signal's reason. It leaves the queue, or is told
 *   (`isCancelled`); a thread that goes on beyond the grace is terminated and another takes its place. Until then it
 *   may still write to shared memory.
 * - A thread that dies is replaced and its task begun once more; a second death rejects with `WorkerDeathError`.
 *
 * Threads without a task do not keep the process alive, so that a pool may stay open for as long as the process
 * runs. `close` frees them before.
 */
export class WorkerPool<H extends Handlers> {
  /** Most tasks that run at once. */
  readonly width: number;
  readonly #module: TaskModule<H>;
  readonly #options: PoolOptions<SharedOf<H[keyof H]>>;
  readonly #graceMilliseconds: number;
  readonly #seats = new Set<Seat>();
  /** In the order of their calls. */
  readonly #queue = new Set<Job>();
  readonly #signals = new SignalWatch();
  #isClosed = false;

  constructor(module: TaskModule<H>, options: PoolOptions<SharedOf<H[keyof H]>>) {
    const { threads = availableParallelism(), graceMilliseconds = GRACE_MILLISECONDS } = options;
    this.#module = module;
    this.#options = options;
    this.#graceMilliseconds = graceMilliseconds;
    this.width = Math.max(1, threads);
  }

  /** Tasks that wait for a thread. `mapInOrder` keeps them few. */
  get queuedCount(): number {
    return this.#queue.size;
  }

  /** Tasks that threads are at, those that nobody waits for any more among them. */
  get runningCount(): number {
    return [...this.#seats].filter(({ job }) => job !== null).length;
  }

  /** Threads that were started and have not ended. */
  get threadCount(): number {
    return this.#seats.size;
  }

  /**
   * Runs a task.
   *
   * Rejects with what its handler throws, the signal's reason, `WorkerDeathError`, or an error where the pool is closed.
   */
  async run<Name extends keyof H & string>(
    name: Name,
    input: InputOf<H[Name]>,
    { signal, onBegin, onNote, transfer = [] }: RunOptions = {},
  ): Promise<OutputOf<H[Name]>> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw closedError(name);
    return new Promise<OutputOf<H[Name]>>((resolve, reject) => {
      const job: Job = {
        name,
        input,
        transfer,
        onBegin,
        onNote,
        attempts: 0,
        settle: (outcome) => {
          stopWatching?.();
          if (outcome.ok) resolve(outcome.output as OutputOf<H[Name]>);
          else reject(outcome.error);
        },
      };
      const stopWatching =
        signal &&
        this.#signals.watch(signal, () => {
          this.#cancel(job);
          job.settle({ ok: false, error: signal.reason });
        });
      this.#queue.add(job);
      this.#dispatch();
    });
  }

  /** Ends all threads. Tasks that are not done are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const seats = [...this.#seats];
    const jobs = [...seats.map(({ job }) => job), ...this.#queue];
    this.#seats.clear();
    this.#queue.clear();
    for (const job of jobs) job?.settle({ ok: false, error: closedError(job.name) });
    await Promise.all(seats.map(async (seat) => this.#leave(seat)));
  }

  #dispatch(): void {
    for (const job of this.#queue) {
      const seat = this.#freeSeat();
      if (seat === null) return;
      this.#queue.delete(job);
      this.#begin(job, seat);
    }
  }

  #freeSeat(): Seat | null {
    for (const seat of this.#seats) if (seat.job === null) return seat;
    return this.#seats.size < this.width ? this.#addSeat() : null;
  }

  #addSeat(): Seat {
    const { shared, errorClasses = [], resourceLimits = {}, threads } = this.#options;
    const events: ThreadEvents = {
      done: (outcome) => this.#finish(seat, outcome),
      told: (note) => {
        // Nobody waits for a cancelled task.
        if (seat.grace === null) seat.job?.onNote?.(note);
      },
      died: (cause) => this.#bury(seat, cause),
    };
    const thread =
      threads === 0
        ? useOwnThread(this.#module, shared, events)
        : startThread(this.#module, { shared, errorClasses, resourceLimits }, events);
    const seat: Seat = { thread, job: null, grace: null };
    this.#seats.add(seat);
    return seat;
  }

  #begin(job: Job, seat: Seat): void {
    job.attempts++;
    try {
      seat.thread.give({ name: job.name, input: job.input }, job.transfer);
      seat.job = job;
      job.onBegin?.();
    } catch (error) {
      job.settle({ ok: false, error });
    }
  }

  #finish(seat: Seat, outcome: Outcome): void {
    // A cancelled task has been rejected before: a promise is settled once.
    seat.job?.settle(outcome);
    this.#free(seat);
    this.#dispatch();
  }

  #free(seat: Seat): void {
    if (seat.grace !== null) clearTimeout(seat.grace);
    seat.grace = null;
    seat.job = null;
  }

  #cancel(job: Job): void {
    if (this.#queue.delete(job)) return;
    const seat = [...this.#seats].find((candidate) => candidate.job === job);
    if (seat === undefined) return;
    seat.thread.cancel();
    seat.grace = setTimeout(() => {
      this.#seats.delete(seat);
      void this.#leave(seat);
      this.#dispatch();
    }, this.#graceMilliseconds);
  }

  async #leave(seat: Seat): Promise<void> {
    this.#free(seat);
    await seat.thread.terminate();
  }

  #bury(seat: Seat, cause: Error): void {
    const { job } = seat;
    // Nobody waits for a cancelled task.
    const wasWanted = job !== null && seat.grace === null;
    this.#seats.delete(seat);
    this.#free(seat);
    this.#options.onDeath?.(cause, job?.name ?? null);
    if (wasWanted) {
      // Before those that wait: it was called before them.
      if (job.attempts < MAX_ATTEMPTS && job.transfer.length === 0) this.#begin(job, this.#addSeat());
      else job.settle({ ok: false, error: new WorkerDeathError(job.name, job.attempts, cause) });
    }
    this.#dispatch();
  }
}

function closedError(task: string): Error {
  return new Error(`task "${task}": the pool of threads is closed`);
}
