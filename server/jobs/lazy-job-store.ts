import type { Job, JobEnding, JobProgress, JobResult, JobState, NewJob } from "./job.ts";
import type { JobAttempt, JobPage, JobStore, TakenJob } from "./job-store.ts";

export interface LazyJobOptions {
  /** Is there something to be read before a first job has come? */
  readonly isMade: () => boolean;
  /** Opens what the jobs are in; called once where it does not reject. */
  readonly open: () => Promise<JobStore>;
}

const NONE = { attente: 0, encours: 0, terminee: 0, echouee: 0, annulee: 0 };

/**
 * A store that is opened when a job comes or is asked for, and not before: who never computes anything does without its memory.
 * What waits in it from before is done from then on: nobody has asked for it until then.
 */
export class LazyJobStore implements JobStore {
  readonly #options: LazyJobOptions;
  readonly #listeners = new Set<(id: string | null) => void>();
  /** Scopes that are served, each with what ends that once it is known. */
  readonly #served = new Set<{ readonly scope: string; leave: (() => Promise<void>) | null }>();
  #opening: Promise<JobStore> | null = null;
  #opened: JobStore | null = null;

  constructor(options: LazyJobOptions) {
    this.#options = options;
  }

  /** As long as that is not known, yes: nothing has been lost so far. */
  get isDurable(): boolean {
    return this.#opened?.isDurable ?? true;
  }

  get lostCount(): number {
    return this.#opened?.lostCount ?? 0;
  }

  serve(scope: string): () => Promise<void> {
    const served = { scope, leave: this.#opened?.serve(scope) ?? null };
    this.#served.add(served);
    return async () => {
      this.#served.delete(served);
      await served.leave?.();
    };
  }

  watch(listener: (id: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async find(id: string): Promise<Job | null> {
    return (await this.#ifMade())?.find(id) ?? null;
  }

  async enqueue(job: NewJob): Promise<Job | null> {
    return (await this.#open()).enqueue(job);
  }

  async take(scope: string, startedAt: number): Promise<TakenJob | null> {
    return this.#opened?.take(scope, startedAt) ?? null;
  }

  async isOwn(taken: JobAttempt): Promise<boolean> {
    return (await this.#open()).isOwn(taken);
  }

  async advance(taken: JobAttempt, progress: JobProgress): Promise<void> {
    await this.#opened?.advance(taken, progress);
  }

  async giveBack(taken: JobAttempt): Promise<void> {
    await this.#opened?.giveBack(taken);
  }

  async giveUp(id: string, asker: string, endedAt: number): Promise<Job | null> {
    return (await this.#ifMade())?.giveUp(id, asker, endedAt) ?? null;
  }

  async end(id: string, ending: JobEnding, attempt?: number): Promise<void> {
    await this.#opened?.end(id, ending, attempt);
  }

  async result(id: string): Promise<JobResult | null> {
    return (await this.#ifMade())?.result(id) ?? null;
  }

  async list(page: JobPage): Promise<readonly Job[]> {
    return (await this.#ifMade())?.list(page) ?? [];
  }

  /** Of those that are at hand: nothing is opened for it. */
  async countByState(): Promise<Readonly<Record<JobState, number>>> {
    return this.#opened?.countByState() ?? NONE;
  }

  async #ifMade(): Promise<JobStore | null> {
    return this.#opened === null && !this.#options.isMade() ? null : this.#open();
  }

  async #open(): Promise<JobStore> {
    this.#opening ??= this.#openAnew();
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }

  async #openAnew(): Promise<JobStore> {
    const store = await this.#options.open();
    for (const served of this.#served) served.leave = store.serve(served.scope);
    store.watch((id) => {
      for (const listener of this.#listeners) listener(id);
    });
    this.#opened = store;
    return store;
  }
}
