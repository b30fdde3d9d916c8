import { setTimeout as wait } from "node:timers/promises";

import { Pool, type PoolClient } from "pg";

import { isPoolBusy, troubleOf } from "./postgres-errors.ts";
import type { Queries, Row, Sql, Statement } from "./sql.ts";
import { databaseUnavailable } from "./unavailable.ts";

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** A statement is tried again for so long while the server cannot be reached. Six seconds if not given. */
  readonly patienceMilliseconds?: number;
  /** Hears why it cannot be used, each time. */
  readonly onTrouble?: (error: Error) => void;
  /** Hears that it could, each time. */
  readonly onSuccess?: () => void;
}

const MOST_CONNECTIONS = 8;
const PATIENCE_MILLISECONDS = 6_000;
const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 500;

/** The server's own limits come first: what is cut by the client's may still be under way there. */
export const CONNECTION_LIMITS = {
  application_name: "trente",
  connectionTimeoutMillis: 3_000,
  statement_timeout: 10_000,
  lock_timeout: 8_000,
  idle_in_transaction_session_timeout: 15_000,
  query_timeout: 12_000,
  keepAlive: true,
} as const;

/**
 * A PostgreSQL that others may use as well. It may be restarted at any time: what was under way is done again, and who asks
 * for longer than the patience is told `state.unavailable`.
 */
export class PostgresSql implements Sql {
  readonly #pool: Pool;
  readonly #patience: number;
  readonly #onTrouble: (error: Error) => void;
  readonly #onSuccess: () => void;
  /** By `performance.now()`; null while it answers. */
  #downSince: number | null = null;
  #closed: Promise<void> | null = null;

  constructor({
    url,
    patienceMilliseconds = PATIENCE_MILLISECONDS,
    onTrouble = () => {},
    onSuccess = () => {},
  }: PostgresOptions) {
    this.#pool = new Pool({ connectionString: url, max: MOST_CONNECTIONS, ...CONNECTION_LIMITS });
    // Without these, a connection that breaks would end the process.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => client.on("error", () => {}));
    this.#patience = patienceMilliseconds;
    this.#onTrouble = onTrouble;
    this.#onSuccess = onSuccess;
  }

  /** Did the last that was asked of it reach it? */
  get isUp(): boolean {
    return this.#downSince === null;
  }

  async query(statement: Statement): Promise<readonly Row[]> {
    return this.#persist(async (client) => queryOn(client, statement));
  }

  async together(statements: readonly Statement[]): Promise<void> {
    await this.transaction(async (inside) => {
      for (const statement of statements) await inside.query(statement);
    });
  }

  async transaction<T>(work: (inside: Queries) => Promise<T>): Promise<T> {
    return this.#persist(async (client) => {
      await client.query("begin");
      const result = await work({ query: async (statement) => queryOn(client, statement) });
      const { command } = await client.query("commit");
      // So it answers where a statement had failed, and `work` had taken no notice.
      if (command !== "COMMIT")
        throw new Error("a transaction was rolled back, expected what it did to be kept");
      return result;
    });
  }

  async close(): Promise<void> {
    return (this.#closed ??= this.#pool.end());
  }

  /** Does something over a connection, again while the server cannot be reached. */
  async #persist<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const begunAt = performance.now();
    let pause = FIRST_PAUSE_MILLISECONDS;
    for (;;) {
      try {
        return await this.#once(work);
      } catch (error) {
        const trouble = error instanceof ConnectError ? troubleOfConnecting(error) : troubleOf(error);
        if (trouble === "other") throw error;
        const cause = error instanceof ConnectError ? (error.cause as Error) : (error as Error);
        if (trouble !== "conflict") this.#onTrouble(cause);
        // Who comes after it has been away for long does not wait as well.
        const since = Math.min(begunAt, this.#downSince ?? begunAt);
        const isPassing = trouble !== "later" && this.#closed === null;
        if (!isPassing || performance.now() - since > this.#patience) throw databaseUnavailable();
      }
      await wait(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    }
  }

  async #once<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    let client: PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      if (!isPoolBusy(error)) this.#downSince ??= performance.now();
      throw new ConnectError(error);
    }
    let isSound = false;
    try {
      const result = await work(client);
      this.#downSince = null;
      isSound = true;
      this.#onSuccess();
      return result;
    } catch (error) {
      if (troubleOf(error) === "passing") this.#downSince ??= performance.now();
      throw error;
    } finally {
      // What went wrong may have left a transaction open: such a connection is not used again.
      client.release(!isSound);
    }
  }
}

/** No connection was had: nothing has been done. */
class ConnectError extends Error {
  override readonly name = "ConnectError";

  constructor(cause: unknown) {
    super("no connection", { cause });
  }
}

/** A refused password or a database that is not there may be mended, but not within seconds. */
function troubleOfConnecting({ cause }: ConnectError): "passing" | "later" {
  return troubleOf(cause) === "passing" ? "passing" : "later";
}

async function queryOn(client: PoolClient, { text, values }: Statement): Promise<readonly Row[]> {
  if (values !== undefined) return (await client.query<Row>(text, [...values])).rows;
  // Of several statements the library gives a list, of which its types do not speak.
  const answered: unknown = await client.query<Row>(text);
  const last = (Array.isArray(answered) ? answered.at(-1) : answered) as { readonly rows: Row[] };
  return last.rows;
}
