import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { Client } from "pg";

import { CONNECTION_LIMITS } from "./postgres-sql.ts";

export interface SessionOptions {
  readonly url: string;
  /** An advisory lock that the session holds, shared, as long as this process lives: others see by it that it does. */
  readonly lock: { readonly space: number; readonly key: number };
  /** What it listens to (LISTEN). */
  readonly channel: string;
  /** Hears notices; null when any may have been missed. */
  readonly onNotice: (payload: string | null) => void;
  /** Hears why no connection could be had, or why one was lost, each time. */
  readonly onTrouble: (error: unknown) => void;
}

const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 1_000;
/** A connection that has died without a word is noticed after so long. */
const PING_MILLISECONDS = 5_000;
/** The server notices after some twenty seconds that this machine is no more, and lets go of the lock. */
const SETTINGS =
  "set tcp_keepalives_idle = 8; set tcp_keepalives_interval = 4; set tcp_keepalives_count = 3; set idle_in_transaction_session_timeout = 0";

/**
 * One connection that stays, made anew whenever it breaks: it listens, and holds a lock. PostgreSQL frees that in the moment in
 * which a process dies, however it does.
 */
export class PostgresSession {
  readonly #options: SessionOptions;
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #client: Client | null = null;

  /** Connects, now and again for as long as it takes. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#ended = this.#stay();
  }

  /** Does it hold its lock and hear what is said? */
  get isConnected(): boolean {
    return this.#client !== null;
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ended;
  }

  async #stay(): Promise<void> {
    const { signal } = this.#closing;
    let pause = FIRST_PAUSE_MILLISECONDS;
    while (!signal.aborted) {
      try {
        await this.#connectOnce();
        pause = FIRST_PAUSE_MILLISECONDS;
      } catch (error) {
        this.#options.onTrouble(error);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
      }
      await wait(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Settles when the connection has ended. Rejects where none was had. */
  async #connectOnce(): Promise<void> {
    const { url, lock, channel, onNotice } = this.#options;
    const client = new Client({ connectionString: url, ...CONNECTION_LIMITS });
    const broken = brokenOf(client);
    try {
      await client.connect();
      client.on("notification", ({ payload }) => onNotice(payload ?? null));
      await client.query(SETTINGS);
      await client.query(`select pg_advisory_lock_shared(${lock.space}, ${lock.key})`);
      await client.query(`listen ${channel}`);
      this.#client = client;
      onNotice(null);
      await Promise.race([broken, this.#pingOnAndOn(client)]);
    } finally {
      this.#client = null;
      // Not waited for longer than it takes a server that is there.
      await Promise.race([client.end().catch(() => {}), wait(500)]);
    }
  }

  /** Settles when the session is to be closed, rejects when the connection answers no more. */
  async #pingOnAndOn(client: Client): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await wait(PING_MILLISECONDS, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await client.query("select 1");
    }
  }
}

/** Settles when a connection has ended, for whatever reason. */
async function brokenOf(client: Client): Promise<void> {
  // A second error on the same connection must find somebody who listens, too.
  client.on("error", () => {});
  await once(client, "end").catch(() => {});
}
