import type { Presence } from "../state/presence.ts";
import type { Queries, Sql } from "../state/sql.ts";
import { hasEnded, type Job, type JobEnding, type JobProgress } from "./job.ts";
import type { JobResult, JobState, NewJob } from "./job.ts";
import { withAsker } from "./job-askers.ts";
import { JobMoves } from "./job-moves.ts";
import * as rows from "./job-rows.ts";
import type { JobAttempt, JobPage, JobStore, TakenJob } from "./job-store.ts";
import { JobSweep } from "./job-sweep.ts";
import { JobUses } from "./job-uses.ts";
import { ProgressNotes } from "./progress-notes.ts";
import { Tickets } from "./tickets.ts";
import { Troubles } from "./troubles.ts";

export interface SqlJobLimits {
  /** So many may wait, of all scopes. */
  readonly mostWaiting?: number;
  /** Of those that have ended so many are kept, and their results up to so many bytes; what was asked for last stays. */
  readonly mostEnded?: number;
  readonly mostBytes?: number;
}

export interface SqlJobOptions extends SqlJobLimits {
  /** The database, with the tables of `migrate`. Rejects with `RequestError` where it cannot be had. */
  readonly sql: () => Promise<Sql>;
  readonly presence: Presence;
  /** Hears, once in a row, what went wrong in the background and is tried again; not that the database cannot be had. */
  readonly onTrouble: (error: Error) => void;
  /** A process is taken to be no more when it has not been seen for so long; three seconds if not given. */
  readonly graceMilliseconds?: number;
  /** A job that no process could do for so long is ended; two minutes if not given. */
  readonly patienceMilliseconds?: number;
  readonly sweepMilliseconds?: number;
  /** That a job has been asked for is noted so often; once a minute if not given. */
  readonly useMilliseconds?: number;
}

const MOST_WAITING = 20;
const MOST_ENDED = 200;
const MOST_BYTES = 64 * 1024 * 1024;
/** Those who add a job do so one after the other, for they count those that wait: any number, the same for all. */
const ENQUEUE_LOCK = 30_303;

interface Opened {
  readonly sql: Sql;
  readonly tickets: Tickets;
  readonly moves: JobMoves;
}

/**
 * Jobs in a database, of which several processes may take. What clients are told stands in tables of our own, which of them is
 * next in the queues of pg-boss; both change in one transaction. What a process had taken when it died is given to another
 * (`JobSweep`); should it only have been thought dead, what it still says of the job is not heard, for its attempt is not the
 * one that is under way. All reject with `RequestError` (`state.unavailable`) while the database cannot be reached.
 */
export class SqlJobStore implements JobStore {
  readonly isDurable = true;
  readonly #options: SqlJobOptions;
  readonly #listeners = new Set<(id: string | null) => void>();
  readonly #scopes = new Map<string, number>();
  /** What was taken here and has not ended, by id. */
  readonly #taken = new Map<string, number>();
  readonly #uses: JobUses;
  readonly #notes: ProgressNotes;
  readonly #sweep: JobSweep;
  readonly #troubles: Troubles;
  #opened: Promise<Opened> | null = null;
  #isClosed = false;

  constructor(options: SqlJobOptions) {
    this.#options = options;
    this.#troubles = new Troubles(options.onTrouble);
    this.#uses = new JobUses(options.useMilliseconds);
    this.#notes = new ProgressNotes(async (taken, progress) => this.#note(taken, progress));
    this.#sweep = new JobSweep({
      ...options,
      open: async () => this.#open(),
      scopes: () => [...this.#scopes.keys()],
      isTaken: ({ id, attempt }) => this.#taken.get(id) === attempt,
      onChange: (id) => this.#tell(id),
      troubles: this.#troubles,
    });
    options.presence.listen((id) => this.#tell(id));
  }

  get lostCount(): number {
    return this.#sweep.lostCount;
  }

  serve(scope: string): () => Promise<void> {
    this.#scopes.set(scope, (this.#scopes.get(scope) ?? 0) + 1);
    this.#sweep.start();
    return async () => {
      const left = (this.#scopes.get(scope) ?? 1) - 1;
      if (left > 0) this.#scopes.set(scope, left);
      else this.#scopes.delete(scope);
    };
  }

  watch(listener: (id: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async find(id: string): Promise<Job | null> {
    const { sql } = await this.#open();
    const job = await rows.findJob(sql, id);
    if (job !== null && hasEnded(job)) await this.#uses.note(sql, id);
    return job;
  }

  async enqueue(job: NewJob): Promise<Job | null> {
    const { sql, tickets, moves } = await this.#open();
    const { mostWaiting = MOST_WAITING } = this.#options;
    await tickets.prepare(job.scope);
    const enqueued = await sql.transaction(async (inside) => {
      await inside.query({ text: "select pg_advisory_xact_lock($1::bigint)", values: [ENQUEUE_LOCK] });
      const known = await rows.lockJob(inside, job.id);
      if (known !== null && !hasEnded(known)) {
        const askers = withAsker(known.askers, job.asker);
        if (askers !== known.askers) await rows.setAskers(inside, job.id, askers);
      } else if (known?.state !== "terminee") {
        if ((await rows.countWaiting(inside)) >= mostWaiting) return null;
        await moves.enqueue(inside, job, known);
      }
      return rows.findJob(inside, job.id);
    });
    this.#tell(job.id);
    return enqueued;
  }

  async take(scope: string, startedAt: number): Promise<TakenJob | null> {
    try {
      const taken = await this.#takeNext(scope, startedAt);
      if (taken === null) return null;
      this.#taken.set(taken.id, taken.attempt);
      this.#tell(taken.id);
      return taken;
    } catch (error) {
      // Who takes comes again, and has nobody to tell.
      this.#troubles.hear(error);
      throw error;
    }
  }

  async isOwn({ id, attempt }: JobAttempt): Promise<boolean> {
    const { sql } = await this.#open();
    const found = await sql.query({
      text: "select 1 as one from jobs where id = $1::text and attempt = $2::integer and state = 'encours'",
      values: [id, attempt],
    });
    if (found.length === 0) this.#drop({ id, attempt });
    return found.length > 0;
  }

  /** Kept now and then: it is no more than a word for those who wait. */
  async advance(taken: JobAttempt, progress: JobProgress): Promise<void> {
    this.#notes.note(taken, progress);
  }

  async giveBack(taken: JobAttempt): Promise<void> {
    const { sql, moves } = await this.#open();
    await sql.transaction(async (inside) => {
      const record = await rows.lockJob(inside, taken.id);
      if (record?.state === "encours" && record.attempt === taken.attempt)
        await moves.giveBack(inside, record);
    });
    this.#drop(taken);
    this.#tell(taken.id);
  }

  async giveUp(id: string, asker: string, endedAt: number): Promise<Job | null> {
    const { sql, moves } = await this.#open();
    const job = await sql.transaction(async (inside) => {
      const record = await rows.lockJob(inside, id);
      if (record !== null && !hasEnded(record)) {
        const askers = record.askers.filter((other) => other !== asker);
        await rows.setAskers(inside, id, askers);
        const ending: JobEnding = { state: "annulee", endedAt, problem: null, result: null };
        if (askers.length === 0) await moves.end(inside, record, ending);
      }
      return rows.findJob(inside, id);
    });
    this.#tell(id);
    return job;
  }

  async end(id: string, ending: JobEnding, attempt?: number): Promise<void> {
    const { sql, moves } = await this.#open();
    const { mostEnded = MOST_ENDED, mostBytes = MOST_BYTES } = this.#options;
    await sql.transaction(async (inside) => {
      const record = await rows.lockJob(inside, id);
      if (record === null || hasEnded(record)) return;
      if (attempt !== undefined && (record.state !== "encours" || record.attempt !== attempt)) return;
      await moves.end(inside, record, ending);
      await inside.query(rows.shrunk(mostEnded, mostBytes));
    });
    if (attempt !== undefined) this.#drop({ id, attempt });
    this.#tell(id);
  }

  async result(id: string): Promise<JobResult | null> {
    const { sql } = await this.#open();
    const result = await rows.readResult(sql, id);
    if (result !== null) await this.#uses.note(sql, id);
    return result;
  }

  async list({ limit, after }: JobPage): Promise<readonly Job[]> {
    const { sql } = await this.#open();
    return (await sql.query(rows.listed(limit, after))).map(rows.jobOf);
  }

  async countByState(): Promise<Readonly<Record<JobState, number>>> {
    const { sql } = await this.#open();
    const counted = await sql.query({ text: "select state, count(*) as jobs from jobs group by state" });
    const states: Record<JobState, number> = { attente: 0, encours: 0, terminee: 0, echouee: 0, annulee: 0 };
    for (const { state, jobs } of counted) states[state as JobState] = Number(jobs);
    return states;
  }

  /** What is under way here is for others, who will see that this process is no more. The database stays open. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#notes.close();
    await this.#sweep.close();
    const opened = await this.#opened?.catch(() => null);
    await opened?.tickets.close();
  }

  async #open(): Promise<Opened> {
    if (this.#isClosed)
      throw new Error("jobs: got a call of a store that is closed, expected one that is open");
    this.#opened ??= this.#openAnew();
    try {
      return await this.#opened;
    } catch (error) {
      this.#opened = null;
      throw error;
    }
  }

  async #openAnew(): Promise<Opened> {
    const sql = await this.#options.sql();
    const tickets = await Tickets.open(sql, (error) => this.#troubles.hear(error));
    return { sql, tickets, moves: new JobMoves(tickets) };
  }

  async #takeNext(scope: string, startedAt: number): Promise<TakenJob | null> {
    const { sql, tickets } = await this.#open();
    return sql.transaction(async (inside) => {
      for (;;) {
        const ticket = await tickets.next(inside, scope);
        if (ticket === null) return null;
        const job = await this.#takeOf(inside, ticket, startedAt);
        if (job !== null) return job;
        // What it was for is not to be done any more.
        await tickets.complete(inside, scope, ticket);
      }
    });
  }

  async #takeOf(inside: Queries, ticket: string, startedAt: number): Promise<TakenJob | null> {
    const [row] = await inside.query({
      text: `update jobs set state = 'encours', attempt = attempt + 1, owner = $2::bigint, started_at = $3::bigint,
          stage = null, done = 0, total = 0
        where ticket = $1::text and ended_at is null returning id, kind, input, attempt`,
      values: [ticket, this.#options.presence.number, startedAt],
    });
    if (row === undefined) return null;
    const [id, kind] = [String(row["id"]), String(row["kind"])];
    await inside.query(rows.told(id));
    return { id, kind, input: row["input"] as Uint8Array, attempt: Number(row["attempt"]) };
  }

  async #note({ id, attempt }: JobAttempt, { stage, done, total }: JobProgress): Promise<void> {
    const { sql } = await this.#open();
    await sql.query({
      text: `with moved as (
          update jobs set stage = $3::text, done = $4::double precision, total = $5::double precision
          where id = $1::text and attempt = $2::integer and state = 'encours' returning id
        ) select pg_notify($6::text, id) from moved`,
      values: [id, attempt, stage, done, total, rows.CHANNEL],
    });
  }

  #drop({ id, attempt }: JobAttempt): void {
    if (this.#taken.get(id) === attempt) this.#taken.delete(id);
  }

  #tell(id: string | null): void {
    for (const listener of this.#listeners) listener(id);
  }
}
