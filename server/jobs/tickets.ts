import { createHash, randomUUID } from "node:crypto";

import PgBoss from "pg-boss";

import type { Queries, Row, Sql, SqlValue } from "../state/sql.ts";

/** Of pg-boss, beside the tables of the server. */
const SCHEMA = "trente_taches";
/** Beyond any limit that a job has itself: for who lives and has forgotten it. */
const EXPIRE_HOURS = 12;
const ARCHIVE_SECONDS = 3_600;
const DELETE_DAYS = 2;
/** pg-boss throws away what has waited for two weeks, and its job would wait for ever: a server may be off for as long. */
const WAIT_DAYS = 3_650;
const MAINTENANCE_SECONDS = 60;
/** A queue that nobody needs is as old as that before it goes: another process may be about to use it. */
const QUEUE_KEPT_MILLISECONDS = 3_600_000;
const UNIQUE_VIOLATION = "23505";
/** Violations of a foreign key, by the version of PostgreSQL. */
const IN_USE: ReadonlySet<string> = new Set(["23001", "23503"]);
const MOST_TRIES = 3;
/** Of a job that has been under way before. */
const FIRST = 1;

export interface NewTicket {
  /** How many attempts may still be lost. */
  readonly retries: number;
  /** Before all that wait. */
  readonly isFirst: boolean;
}

/**
 * Who does which job next is for pg-boss to say: a job that waits has a ticket in the queue of its scope. What clients are
 * told of a job is not in there.
 */
export class Tickets {
  readonly #boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** @param onTrouble hears of maintenance that failed: it is done again */
  static async open(sql: Sql, onTrouble: (error: Error) => void): Promise<Tickets> {
    for (let tries = 1; ; tries++) {
      try {
        return await Tickets.#begin(sql, onTrouble);
      } catch (error) {
        // Several that make its tables at once wait for each other, and then do not see that they are made.
        const isMade = error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION;
        if (!isMade || tries >= MOST_TRIES) throw error;
      }
    }
  }

  static async #begin(sql: Sql, onTrouble: (error: Error) => void): Promise<Tickets> {
    const boss = new PgBoss({
      db: over(sql),
      schema: SCHEMA,
      schedule: false,
      maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
      archiveCompletedAfterSeconds: ARCHIVE_SECONDS,
      deleteAfterDays: DELETE_DAYS,
    });
    boss.on("error", onTrouble);
    await boss.start();
    return new Tickets(boss);
  }

  /** Before a ticket of a scope: its queue may have gone since the last (`forgetOthers` of any process). */
  async prepare(scope: string): Promise<void> {
    await this.#boss.createQueue(queueOf(scope), { name: queueOf(scope), expireInHours: EXPIRE_HOURS });
  }

  /** @returns the new ticket; the scope has been prepared */
  async give(inside: Queries, scope: string, { retries, isFirst }: NewTicket): Promise<string> {
    const id = randomUUID();
    const given = await this.#boss.send(
      queueOf(scope),
      {},
      {
        id,
        retryLimit: retries,
        expireInHours: EXPIRE_HOURS,
        retentionDays: WAIT_DAYS,
        ...(isFirst ? { priority: FIRST } : {}),
        db: over(inside),
      },
    );
    if (given === null) throw new Error(`the queue of ${scope} is gone`);
    return id;
  }

  /** The ticket of the job that is next: it is used from now on. null where none waits. */
  async next(inside: Queries, scope: string): Promise<string | null> {
    const watched = new Watched(inside);
    // None is for later: a clock that was set back holds nobody up.
    const options = { batchSize: 1, ignoreStartAfter: true, db: watched };
    const [ticket] = await this.#boss.fetch(queueOf(scope), options);
    // `fetch` says nothing of errors.
    if (watched.error !== null) throw watched.error;
    return ticket?.id ?? null;
  }

  /** The job of a used ticket has been done. */
  async complete(inside: Queries, scope: string, ticket: string): Promise<void> {
    await this.#boss.complete(queueOf(scope), ticket, {}, { db: over(inside) });
  }

  /** The job of a ticket, used or not, is not to be done. */
  async cancel(inside: Queries, scope: string, ticket: string): Promise<void> {
    await this.#boss.cancel(queueOf(scope), ticket, { db: over(inside) });
  }

  /** The job of a used ticket was lost with who did it. @returns whether the ticket waits again */
  async lose(inside: Queries, scope: string, ticket: string): Promise<boolean> {
    const [name, db] = [queueOf(scope), over(inside)];
    await this.#boss.fail(name, ticket, { message: "its process is no more" }, { db });
    const found = await this.#boss.getJobById(name, ticket, { db, includeArchive: false });
    return found?.state === "retry";
  }

  /** Takes away old queues, but for those of the scopes that are given. */
  async forgetOthers(scopes: Iterable<string>): Promise<void> {
    const kept = new Set([...scopes].map(queueOf));
    for (const { name, createdOn } of await this.#boss.getQueues()) {
      if (kept.has(name) || Date.now() - createdOn.getTime() < QUEUE_KEPT_MILLISECONDS) continue;
      try {
        await this.#boss.deleteQueue(name);
      } catch (error) {
        // Tickets of what ended lately are still in it: it goes another time.
        if (!(error instanceof Error && "code" in error && IN_USE.has(String(error.code)))) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false });
  }
}

function queueOf(scope: string): string {
  return `jeu-${createHash("sha256").update(scope).digest("hex").slice(0, 32)}`;
}

type BossDatabase = NonNullable<PgBoss.ConnectionOptions["db"]>;

function over(queries: Queries): BossDatabase {
  return { executeSql: async (text, values) => execute(queries, text, values) };
}

class Watched implements BossDatabase {
  readonly #queries: Queries;
  error: Error | null = null;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  async executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }> {
    try {
      return await execute(this.#queries, text, values);
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

async function execute(
  queries: Queries,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<{ rows: Row[] }> {
  const statement = values === undefined ? { text } : { text, values: values.map(valueOf) };
  return { rows: [...(await queries.query(statement))] };
}

/** In the forms in which PostgreSQL reads what is none of its plain types. */
function valueOf(value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  // Of identifiers, which need no quotes.
  if (Array.isArray(value)) return `{${value.join(",")}}`;
  return JSON.stringify(value);
}
