import { notReady } from "../problems.ts";
import type { Presence } from "../state/presence.ts";
import type { Queries, Sql } from "../state/sql.ts";
import type { JobMoves } from "./job-moves.ts";
import { type JobRecord, lockJob } from "./job-rows.ts";
import type { JobAttempt } from "./job-store.ts";
import { Overdue } from "./overdue.ts";
import type { Tickets } from "./tickets.ts";
import type { Troubles } from "./troubles.ts";

export interface JobSweepOptions {
  readonly open: () => Promise<{ readonly sql: Sql; readonly tickets: Tickets; readonly moves: JobMoves }>;
  readonly presence: Presence;
  /** What this process does jobs of. */
  readonly scopes: () => readonly string[];
  /** Does this process know that it has taken this? */
  readonly isTaken: (attempt: JobAttempt) => boolean;
  readonly onChange: (id: string) => void;
  readonly troubles: Troubles;
  readonly graceMilliseconds?: number;
  readonly patienceMilliseconds?: number;
  readonly sweepMilliseconds?: number;
}

/** Longer than a process needs to come back after PostgreSQL has been restarted: it has lost its lock then, and nothing else. */
const GRACE_MILLISECONDS = 3_000;
const PATIENCE_MILLISECONDS = 120_000;
const SWEEP_MILLISECONDS = 1_000;
/** Every so many sweeps old queues are looked for. */
const QUEUES_EVERY = 600;

const LOST = notReady(
  "Le calcul a été commencé plusieurs fois, et chaque fois le serveur qui le faisait s’est arrêté. Réduisez la demande ou refaites-la plus tard.",
);
const UNSERVED = notReady(
  "Plus aucun serveur ne sert le jeu de données de ce calcul. Refaites la demande : elle portera sur le jeu servi désormais.",
);

interface OpenJob extends JobAttempt {
  readonly scope: string;
  /** null: it waits. */
  readonly owner: number | null;
}

/**
 * Looks again and again for jobs that nobody does, though they are somebody's: of a process that has died, of a transaction whose
 * end nobody heard, of a dataset that is no longer served. Each process does so, and each step asks first whether it is still to
 * be done. What it saw is only believed once it has lasted for some time in which the database was there.
 */
export class JobSweep {
  readonly #options: JobSweepOptions;
  readonly #overdue = new Overdue();
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> | null = null;
  #sweeps = 0;
  #lostCount = 0;
  #isClosed = false;

  constructor(options: JobSweepOptions) {
    this.#options = options;
  }

  /** How often this process has taken a job from one that had died at it. */
  get lostCount(): number {
    return this.#lostCount;
  }

  /** Safe to call twice. */
  start(): void {
    if (this.#timer !== null || this.#isClosed) return;
    const { sweepMilliseconds = SWEEP_MILLISECONDS } = this.#options;
    this.#timer = setInterval(() => void (this.#sweeping ??= this.#sweep()), sweepMilliseconds);
    this.#timer.unref();
  }

  /** Settles when the sweep under way has ended. Safe to call twice. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    try {
      const { sql, tickets, moves } = await this.#options.open();
      const living = await this.#options.presence.living();
      // Who is cut off cannot judge others.
      if (living?.has(this.#options.presence.number)) await this.#sweepWith(living, sql, tickets, moves);
      else this.#overdue.clear();
      this.#options.troubles.calm();
    } catch (error) {
      this.#overdue.clear();
      if (!this.#isClosed) this.#options.troubles.hear(error);
    } finally {
      this.#sweeping = null;
    }
  }

  async #sweepWith(living: ReadonlySet<number>, sql: Sql, tickets: Tickets, moves: JobMoves): Promise<void> {
    const served = await this.#servedScopes(living, sql);
    const open = await openJobs(sql);
    const { graceMilliseconds = GRACE_MILLISECONDS, patienceMilliseconds = PATIENCE_MILLISECONDS } =
      this.#options;
    this.#overdue.next();
    for (const job of open) {
      const { id, attempt, owner } = job;
      const key = `${id} ${attempt} ${owner}`;
      if (owner === null) {
        if (served.has(job.scope) || !this.#overdue.has(key, patienceMilliseconds)) continue;
        await this.#move(sql, job, async (inside, record) => {
          const endedAt = Date.now();
          await moves.end(inside, record, { state: "echouee", endedAt, problem: UNSERVED, result: null });
        });
      } else if (owner === this.#options.presence.number) {
        if (this.#options.isTaken(job) || !this.#overdue.has(key, graceMilliseconds)) continue;
        // Its taker never heard that it had it.
        await this.#move(sql, job, async (inside, record) => moves.giveBack(inside, record));
      } else if (!living.has(owner) && this.#overdue.has(key, graceMilliseconds)) {
        const lose = async (inside: Queries, record: JobRecord): Promise<void> =>
          moves.lose(inside, record, Date.now(), LOST);
        if (await this.#move(sql, job, lose)) this.#lostCount++;
      }
    }
    if (this.#sweeps++ % QUEUES_EVERY === 0) {
      await tickets.forgetOthers([...served, ...open.map(({ scope }) => scope)]);
    }
  }

  /** Scopes whose jobs somebody can do; makes known those of this process, and forgets who is no more. */
  async #servedScopes(living: ReadonlySet<number>, sql: Sql): Promise<Set<string>> {
    const { number } = this.#options.presence;
    const rows = await sql.query({ text: "select owner, scope from job_servers" });
    const servers = rows.map(({ owner, scope }) => ({ owner: Number(owner), scope: String(scope) }));
    const own = new Set(this.#options.scopes());
    for (const { owner, scope } of servers) {
      const isLeft = owner === number && !own.has(scope);
      if (isLeft || !living.has(owner)) await forgetServer(sql, owner, scope);
    }
    for (const scope of own) {
      if (!servers.some((server) => server.owner === number && server.scope === scope)) {
        await noteServer(sql, number, scope);
      }
    }
    const others = servers.filter(({ owner }) => owner !== number && living.has(owner));
    return new Set([...own, ...others.map(({ scope }) => scope)]);
  }

  /** @returns whether it was still to be done */
  async #move(
    sql: Sql,
    job: OpenJob,
    move: (inside: Queries, record: JobRecord) => Promise<void>,
  ): Promise<boolean> {
    const isMoved = await sql.transaction(async (inside) => {
      const record = await lockJob(inside, job.id);
      const state = job.owner === null ? "attente" : "encours";
      if (record?.attempt !== job.attempt || record.state !== state) return false;
      await move(inside, record);
      return true;
    });
    this.#options.onChange(job.id);
    return isMoved;
  }
}

async function openJobs(sql: Sql): Promise<OpenJob[]> {
  const rows = await sql.query({
    text: "select id, attempt, scope, owner from jobs where state in ('attente', 'encours') order by number",
  });
  return rows.map(({ id, attempt, scope, owner }) => ({
    id: String(id),
    attempt: Number(attempt),
    scope: String(scope),
    owner: owner === null ? null : Number(owner),
  }));
}

async function noteServer(sql: Sql, owner: number, scope: string): Promise<void> {
  await sql.query({
    text: "insert into job_servers (owner, scope) values ($1::bigint, $2::text) on conflict do nothing",
    values: [owner, scope],
  });
}

async function forgetServer(sql: Sql, owner: number, scope: string): Promise<void> {
  await sql.query({
    text: "delete from job_servers where owner = $1::bigint and scope = $2::text",
    values: [owner, scope],
  });
}
