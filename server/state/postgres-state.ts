import { randomInt } from "node:crypto";

import { migrate } from "./migrations.ts";
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
  #told = "";

  /**
   * Begins to connect.
   *
   * @param onTrouble hears, once in a row, why it cannot be reached, and that it can again
   */
  constructor(url: string, onTrouble: (what: string) => void) {
    this.#name = withoutPassword(url);
    this.#onTrouble = onTrouble;
    this.#sql = new PostgresSql({ url, onTrouble: (error) => this.#tell(error.message) });
    this.#session = new PostgresSession({
      url,
      lock: { space: PRESENCE_SPACE, key: this.number },
      channel: STATE_CHANNEL,
      onNotice: (payload) => {
        if (payload === null) this.#tellAgain();
        for (const listener of this.#listeners) listener(payload);
      },
    });
  }

  readonly isUp = (): boolean => this.health === "ok";

  get health(): StateHealth {
    return this.#session.isConnected && this.#sql.isUp ? "ok" : "unavailable";
  }

  async sql(): Promise<Sql> {
    if (this.#isClosed) throw databaseUnavailable();
    this.#opened ??= migrate(this.#sql).then(() => this.#sql);
    try {
      return await this.#opened;
    } catch (error) {
      // Asked again each time: the reason may have gone.
      this.#opened = null;
      this.#tell(error instanceof Error ? error.message : String(error));
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

  #tell(reason: string): void {
    if (reason === this.#told || this.#isClosed) return;
    this.#told = reason;
    this.#onTrouble(`${this.#name}: the database cannot be used: ${reason}`);
  }

  #tellAgain(): void {
    if (this.#told === "") return;
    this.#told = "";
    this.#onTrouble(`${this.#name}: the database can be reached again`);
  }
}
