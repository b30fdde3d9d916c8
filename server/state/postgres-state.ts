import { randomInt } from "node:crypto";

import { RequestError } from "../../isochrones/errors.ts";
import { migrate } from "./migrations.ts";
import { reasonOf } from "./postgres-errors.ts";
import { PostgresSession } from "./postgres-session.ts";
import { PostgresSql } from "./postgres-sql.ts";
import { withoutPassword } from "./postgres-url.ts";
import type { Presence } from "./presence.ts";
import type { Sql } from "./sql.ts";
import type { State, StateHealth } from "./state-folder.ts";
import { databaseUnavailable } from "./unavailable.ts";

/** Advisory locks of two numbers: this one, and the number of a process. Any number that no other program uses. */
const PRESENCE_SPACE = 30_302;
/** What processes tell each other goes over this channel. */
export const STATE_CHANNEL = "trente";
const MOST_NUMBERS = 2 ** 31 - 1;
/** A database that may be used again is told of once it has given no trouble for so long. */
const CALM_MILLISECONDS = 2_000;
/** Reasons that are told in one row of troubles. */
const MOST_TOLD = 10;

/** A PostgreSQL in which several servers keep their state together. It may come and go: the server stays. */
export class PostgresState implements State, Presence {
  readonly isMade = true;
  readonly number = randomInt(1, MOST_NUMBERS);
  readonly #sql: PostgresSql;
  readonly #session: PostgresSession;
  readonly #name: string;
  readonly #onTrouble: (what: string) => void;
  readonly #listeners: ((payload: string | null) => void)[] = [];
  #opened: Promise<Sql> | null = null;
  #isClosed = false;
  /** Can this program use the tables, as far as is known? */
  #isFit = true;
  readonly #told = new Set<string>();
  #troubledAt = 0;

  /**
   * Begins to connect. Throws for an address that cannot be read.
   *
   * @param onTrouble hears, each reason once in a row, why it cannot be used, and that it can again
   */
  constructor(url: string, onTrouble: (what: string) => void) {
    this.#name = withoutPassword(url);
    this.#onTrouble = onTrouble;
    this.#sql = new PostgresSql({
      url,
      onTrouble: (error) => this.#tell(error),
      onSuccess: () => this.#tellAgain(),
    });
    this.#session = new PostgresSession({
      url,
      lock: { space: PRESENCE_SPACE, key: this.number },
      channel: STATE_CHANNEL,
      onNotice: (payload) => {
        for (const listener of this.#listeners) listener(payload);
      },
      onTrouble: (error) => this.#tell(error),
    });
  }

  get health(): StateHealth {
    return this.#session.isConnected && this.#sql.isUp && this.#isFit ? "ok" : "unavailable";
  }

  async sql(): Promise<Sql> {
    if (this.#isClosed) throw databaseUnavailable();
    this.#opened ??= this.#open();
    try {
      return await this.#opened;
    } catch {
      // Asked again each time: the reason may have gone.
      this.#opened = null;
      throw databaseUnavailable();
    }
  }

  listen(listener: (payload: string | null) => void): void {
    this.#listeners.push(listener);
  }

  async living(): Promise<ReadonlySet<number> | null> {
    if (!this.#session.isConnected) return null;
    const rows = await this.#sql.query({
      text: `select objid::bigint as number from pg_locks
        where locktype = 'advisory' and objsubid = 2 and granted and classid = $1::bigint::oid
          and database = (select oid from pg_database where datname = current_database())`,
      values: [PRESENCE_SPACE],
    });
    return new Set(rows.map(({ number }) => Number(number)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#session.close();
    await this.#sql.close();
  }

  async #open(): Promise<Sql> {
    try {
      await migrate(this.#sql);
      this.#isFit = true;
    } catch (error) {
      // Why it cannot be reached has been told.
      if (!(error instanceof RequestError)) {
        this.#isFit = false;
        this.#tell(error);
      }
      throw error;
    }
    return this.#sql;
  }

  #tell(error: unknown): void {
    if (this.#isClosed) return;
    this.#troubledAt = performance.now();
    const reason = reasonOf(error);
    if (this.#told.has(reason) || this.#told.size >= MOST_TOLD) return;
    this.#told.add(reason);
    this.#onTrouble(`${this.#name}: the database cannot be used: ${reason}`);
  }

  #tellAgain(): void {
    if (this.#told.size === 0 || this.health !== "ok") return;
    if (performance.now() - this.#troubledAt < CALM_MILLISECONDS) return;
    this.#told.clear();
    this.#onTrouble(`${this.#name}: the database can be used again`);
  }
}
