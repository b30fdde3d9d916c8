import {
  hasEnded,
  type Job,
  type JobState,
  type JobEnding,
  type JobProgress,
  type JobResult,
  type NewJob,
} from "./job.ts";
import { withAsker } from "./job-askers.ts";
import type { JobAttempt, JobPage, JobStore, TakenJob } from "./job-store.ts";

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
  /** Those who ask for it. */
  askers: readonly string[];
  attempt: number;
}

/** Jobs in the memory of one process. */
export class MemoryJobStore implements JobStore {
  readonly isDurable = false;
  /** What a process that dies had goes with it. */
  readonly lostCount = 0;
  readonly #limits: Required<MemoryLimits>;
  /** In the order in which they came. */
  readonly #waiting = new Map<string, Entry>();
  readonly #running = new Map<string, Entry>();
  /** The one that was used last at the end. */
  readonly #ended = new Map<string, Entry>();
  #bytes = 0;
  #attempts = 0;

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

  /** Whoever has the store can do them. */
  serve(_: string): () => Promise<void> {
    return async () => {};
  }

  /** All that changes is the doing of who would be told. */
  watch(_: (id: string | null) => void): () => void {
    return () => {};
  }

  async find(id: string): Promise<Job | null> {
    const entry = this.#find(id);
    return entry === null ? null : this.#stateOf(entry);
  }

  async enqueue({ input, asker, ...fields }: NewJob): Promise<Job | null> {
    const known = this.#find(fields.id);
    if (known !== null && !hasEnded(known.job)) known.askers = withAsker(known.askers, asker);
    if (known !== null && (!hasEnded(known.job) || known.job.state === "terminee"))
      return this.#stateOf(known);
    if (this.#waiting.size >= this.#limits.mostWaiting) return null;
    this.#forget(fields.id);
    const untouched = { stage: null, done: 0, total: 0, position: null, startedAt: null, endedAt: null };
    const entry: Entry = {
      job: { ...fields, ...untouched, state: "attente", problem: null },
      input,
      result: null,
      askers: [asker],
      attempt: 0,
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
      entry.attempt = ++this.#attempts;
      return { id, kind: entry.job.kind, input: entry.input, attempt: entry.attempt };
    }
    return null;
  }

  async isOwn(taken: JobAttempt): Promise<boolean> {
    return this.#underWay(taken) !== null;
  }

  async advance(taken: JobAttempt, progress: JobProgress): Promise<void> {
    const entry = this.#underWay(taken);
    if (entry !== null) entry.job = { ...entry.job, ...progress };
  }

  async giveBack(taken: JobAttempt): Promise<void> {
    const entry = this.#underWay(taken);
    if (entry === null) return;
    const { id } = taken;
    entry.job = { ...entry.job, state: "attente", startedAt: null, stage: null, done: 0, total: 0 };
    this.#running.delete(id);
    const others = [...this.#waiting];
    this.#waiting.clear();
    for (const [key, value] of [[id, entry] as const, ...others]) this.#waiting.set(key, value);
  }

  async giveUp(id: string, asker: string, endedAt: number): Promise<Job | null> {
    const entry = this.#find(id);
    if (entry === null) return null;
    entry.askers = entry.askers.filter((other) => other !== asker);
    if (entry.askers.length === 0)
      await this.end(id, { state: "annulee", endedAt, problem: null, result: null });
    return this.#stateOf(entry);
  }

  async end(id: string, { state, endedAt, problem, result }: JobEnding, attempt?: number): Promise<void> {
    if (attempt !== undefined && this.#underWay({ id, attempt }) === null) return;
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

  async list({ limit, after }: JobPage): Promise<readonly Job[]> {
    const entries = [...this.#waiting.values(), ...this.#running.values(), ...this.#ended.values()];
    return entries
      .filter(({ job }) => after === null || compareByAge(after, job) < 0)
      .toSorted((a, b) => compareByAge(a.job, b.job))
      .slice(0, limit)
      .map((entry) => this.#stateOf(entry));
  }

  async countByState(): Promise<Readonly<Record<JobState, number>>> {
    const states = {
      attente: this.#waiting.size,
      encours: this.#running.size,
      terminee: 0,
      echouee: 0,
      annulee: 0,
    };
    for (const { job } of this.#ended.values()) states[job.state]++;
    return states;
  }

  #underWay({ id, attempt }: JobAttempt): Entry | null {
    const entry = this.#running.get(id);
    return entry?.attempt === attempt ? entry : null;
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

/** The newest first. */
function compareByAge(a: Pick<Job, "createdAt" | "id">, b: Pick<Job, "createdAt" | "id">): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function bytesOf(result: JobResult | null): number {
  return Object.values(result ?? {}).reduce((sum, bytes) => sum + bytes.byteLength, 0);
}
