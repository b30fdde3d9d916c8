import { existsSync } from "node:fs";
import { join } from "node:path";

import { makeFolders } from "../../data/durable.ts";
import { ProcessLock } from "../../data/process-lock.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { migrate } from "./migrations.ts";
import { PgliteSql } from "./pglite-sql.ts";
import { reasonOf } from "./postgres-errors.ts";
import type { Sql } from "./sql.ts";
import { folderUnavailable } from "./unavailable.ts";

/** A disk that has not taken something is taken to be full, or to fail, for so long. */
const FAILED_MILLISECONDS = 60_000;

/** Can what is kept be read and added to? `none` where nothing is kept. */
export type StateHealth = "ok" | "unavailable" | "none";

/** What a server keeps besides its dataset, which never changes. */
export interface State {
  /** As far as is known without asking. */
  readonly health: StateHealth;
  /** Is there anything to read? */
  readonly isMade: boolean;
  /** The database, opened when it is first asked for. Throws `RequestError` (`state.unavailable`) where it cannot be. */
  sql(): Promise<Sql>;
  close(): Promise<void>;
}

/** For servers that keep nothing. */
export const NO_STATE: State = {
  health: "none",
  isMade: false,
  sql: async () => Promise.reject(folderUnavailable()),
  close: async () => {},
};

/**
 * A folder with a database, this process's alone as long as it has it open. Nothing is written before the first that is to
 * be kept.
 */
export class StateFolder implements State {
  readonly #directory: string;
  readonly #onTrouble: (what: string) => void;
  #lock: ProcessLock | null = null;
  #opened: Promise<Sql> | null = null;
  #isClosed = false;
  #isLost = false;
  #told = "";
  /** When the disk last did not take something, by `performance.now()`. */
  #failedAt = -Infinity;

  /** @param onTrouble hears, once in a row, why the folder cannot be used or written to */
  constructor(directory: string, onTrouble: (what: string) => void) {
    this.#directory = directory;
    this.#onTrouble = onTrouble;
  }

  /** A folder that nobody has written to yet will be made. */
  get health(): StateHealth {
    return this.#told === "" && !this.#hasFailed ? "ok" : "unavailable";
  }

  get isMade(): boolean {
    return existsSync(this.#database);
  }

  /** Takes the folder for this process where there is one already, so that whoever starts a second server hears of it. */
  claim(): void {
    if (!existsSync(this.#directory)) return;
    try {
      this.#hold();
    } catch (error) {
      this.#tell(error);
    }
  }

  async sql(): Promise<Sql> {
    if (this.#isClosed || this.#isLost) throw folderUnavailable();
    // Asked again each time that it did not work: the reason may have gone.
    this.#opened ??= this.#open();
    try {
      const sql = await this.#opened;
      this.#checkLock();
      this.#told = "";
      return sql;
    } catch (error) {
      if (!this.#isLost) this.#opened = null;
      // Of a disk that has not taken something, that has been told.
      if (!(error instanceof RequestError)) this.#tell(error);
      throw folderUnavailable();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    try {
      // Closing writes; of a database that is another's by now, the thread just ends with the process.
      const sql = this.#isLost ? null : await this.#opened?.catch(() => null);
      await sql?.close();
    } finally {
      this.#lock?.release();
      this.#lock = null;
    }
  }

  get #hasFailed(): boolean {
    return performance.now() - this.#failedAt < FAILED_MILLISECONDS;
  }

  get #database(): string {
    return join(this.#directory, "postgres");
  }

  async #open(): Promise<Sql> {
    makeFolders(this.#directory);
    this.#hold();
    const sql = await PgliteSql.open(this.#database, (error) => this.#fail(error));
    try {
      await migrate(sql);
    } catch (error) {
      await sql.close().catch(() => {});
      throw error;
    }
    return sql;
  }

  #hold(): void {
    if (this.#lock !== null) return;
    const taken = ProcessLock.take(join(this.#directory, "verrou"));
    if (taken instanceof ProcessLock) {
      this.#lock = taken;
      return;
    }
    throw new Error(`process ${taken.pid} of ${taken.host} has it, expected this one alone`);
  }

  /** Throws where the folder has become another's while this process stood still. */
  #checkLock(): void {
    if (this.#lock?.isHeld() !== false) return;
    this.#isLost = true;
    throw new Error("another process has taken it over, expected this one alone; restart this one");
  }

  #fail(error: unknown): void {
    if (!this.#hasFailed) this.#onTrouble(`${this.#directory}: nothing can be written: ${reasonOf(error)}`);
    this.#failedAt = performance.now();
  }

  #tell(error: unknown): void {
    const reason = reasonOf(error);
    if (reason === this.#told) return;
    this.#told = reason;
    this.#onTrouble(`${this.#directory}: no scenario can be saved: ${reason}`);
  }
}
