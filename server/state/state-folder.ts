import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { ProcessLock } from "../../data/process-lock.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { migrate } from "./migrations.ts";
import { PgliteSql } from "./pglite-sql.ts";
import type { Sql } from "./sql.ts";

/** What a server keeps besides its dataset, which never changes. */
export interface State {
  /** Is there anything to read? */
  readonly isMade: boolean;
  /** The database, opened when it is first asked for. Throws `RequestError` (`state.unavailable`) where it cannot be. */
  sql(): Promise<Sql>;
  close(): Promise<void>;
}

const UNAVAILABLE =
  "Ce serveur ne peut pas garder de scénarios en ce moment : son dossier d’état n’est pas disponible. Tout le reste répond.";

/** For servers that keep nothing. */
export const NO_STATE: State = {
  isMade: false,
  sql: async () => Promise.reject(unavailable()),
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
  #told = "";

  /** @param onTrouble hears, once in a row, why the folder cannot be used */
  constructor(directory: string, onTrouble: (what: string) => void) {
    this.#directory = directory;
    this.#onTrouble = onTrouble;
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
    if (this.#isClosed) throw unavailable();
    // Asked again each time that it did not work: the reason may have gone.
    this.#opened ??= this.#open();
    try {
      return await this.#opened;
    } catch (error) {
      this.#opened = null;
      this.#tell(error);
      throw unavailable();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    try {
      const sql = await this.#opened?.catch(() => null);
      await sql?.close();
    } finally {
      this.#lock?.release();
      this.#lock = null;
    }
  }

  get #database(): string {
    return join(this.#directory, "postgres");
  }

  async #open(): Promise<Sql> {
    makeFolder(this.#directory);
    this.#hold();
    const sql = await PgliteSql.open(this.#database);
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

  #tell(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.#told) return;
    this.#told = reason;
    this.#onTrouble(`${this.#directory}: no scenario can be saved: ${reason}`);
  }
}

function unavailable(): RequestError {
  return new RequestError("state.unavailable", "state", UNAVAILABLE);
}

/**
 * Makes a folder with those that it lies in. Node's own `recursive` asks without end where a file system says that there is no
 * parent though there is one, as `/proc` does.
 */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
