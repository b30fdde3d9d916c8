import {
  hasEnded,
  type Job,
  type JobEnding,
  type JobProgress,
  type JobResult,
  type JobState,
  type NewJob,
} from "./job.ts";
import type { JobStore, TakenJob } from "./job-store.ts";

export interface MemoryLimits {
  /** So many may wait. */
  readonly mostWaiting?: number;
  /** Of those that have ended so many are kept, and their results up to so many bytes; what was asked for last stays. */
  readonly mostEnded?: number;
  readonly mostBytes?: number;
}

const MOST_WAITING = 20;
const MOST_ENDED = 200;
const MOST_BYTES = 64 * 1024 * 1024;

interface Entry {
  job: Job;
  /** Empty once it has ended. */
  input: Uint8Array;
  result: JobResult | null;
}

/** Jobs in the memory of one process. */
export class MemoryJobStore implements JobStore {
  readonly #limits: Required<MemoryLimits>;
  /** In the order in which they came. */
  readonly #waiting = new Map<string, Entry>();
  readonly #running = new Map<string, Entry>();
  /** The one that was used last at the end. */
  readonly #ended = new Map<string, Entry>();
  #bytes = 0;

  constructor({
    mostWaiting = MOST_WAITING,
    mostEnded = MOST_ENDED,
    mostBytes = MOST_BYTES,
  }: MemoryLimits = {}) {
    this.#limits = { mostWaiting, mostEnded, mostBytes };
  }

  /** Of results. */
  get bytes(): number {
    return this.#bytes;
  }

  async find(id: string): Promise<Job | null> {
    const entry = this.#find(id);
    return entry === null ? null : this.#stateOf(entry);
  }

  async enqueue({ input, ...fields }: NewJob): Promise<Job | null> {
    const known = this.#find(fields.id);
    if (known !== null && (!hasEnded(known.job) || known.job.state === "terminee"))
      return this.#stateOf(known);
    if (this.#waiting.size >= this.#limits.mostWaiting) return null;
    this.#forget(fields.id);
    const untouched = { stage: null, done: 0, total: 0, position: null, startedAt: null, endedAt: null };
    const entry: Entry = {
      job: { ...fields, ...untouched, state: "attente", problem: null },
      input,
      result: null,
    };
    this.#waiting.set(fields.id, entry);
    return this.#stateOf(entry);
  }

  async take(scope: string, startedAt: number): Promise<TakenJob | null> {
    for (const [id, entry] of this.#waiting) {
      if (entry.job.scope !== scope) continue;
      this.#waiting.delete(id);
      entry.job = { ...entry.job, state: "encours", startedAt };
      this.#running.set(id, entry);
      return { id, input: entry.input };
    }
    return null;
  }

  async advance(id: string, progress: JobProgress): Promise<void> {
    const entry = this.#running.get(id);
    if (entry !== undefined) entry.job = { ...entry.job, ...progress };
  }

  async end(id: string, { state, endedAt, problem, result }: JobEnding): Promise<void> {
    const entry = this.#waiting.get(id) ?? this.#running.get(id);
    if (entry === undefined) return;
    this.#waiting.delete(id);
    this.#running.delete(id);
    entry.job = { ...entry.job, state, endedAt, problem };
    entry.input = new Uint8Array(0);
    entry.result = result;
    this.#ended.set(id, entry);
    this.#bytes += bytesOf(result);
    this.#shrink();
  }

  async result(id: string): Promise<JobResult | null> {
    return this.#find(id)?.result ?? null;
  }

  async countByState(): Promise<Partial<Record<JobState, number>>> {
    const counts: Partial<Record<JobState, number>> = {
      attente: this.#waiting.size,
      encours: this.#running.size,
    };
    for (const { job } of this.#ended.values()) counts[job.state] = (counts[job.state] ?? 0) + 1;
    return counts;
  }

  #find(id: string): Entry | null {
    const ended = this.#ended.get(id);
    if (ended === undefined) return this.#running.get(id) ?? this.#waiting.get(id) ?? null;
    // A Map iterates in the order of insertion: inserted again, it was used last.
    this.#ended.delete(id);
    this.#ended.set(id, ended);
    return ended;
  }

  #stateOf({ job }: Entry): Job {
    if (job.state !== "attente") return job;
    return { ...job, position: [...this.#waiting.keys()].indexOf(job.id) + 1 };
  }

  #forget(id: string): void {
    this.#bytes -= bytesOf(this.#ended.get(id)?.result ?? null);
    this.#ended.delete(id);
  }

  #shrink(): void {
    for (const id of this.#ended.keys()) {
      if (this.#ended.size <= this.#limits.mostEnded && this.#bytes <= this.#limits.mostBytes) return;
      this.#forget(id);
    }
  }
}

function bytesOf(result: JobResult | null): number {
  return Object.values(result ?? {}).reduce((sum, bytes) => sum + bytes.byteLength, 0);
}
