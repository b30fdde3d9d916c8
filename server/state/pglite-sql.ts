import { existsSync, renameSync, rmSync } from "node:fs";

import { WorkerPool } from "../../workers/pool.ts";
import { tasks } from "./pglite-task.ts";
import { troubleOf } from "./postgres-errors.ts";
import type { Queries, Row, Sql, Statement } from "./sql.ts";
import { folderUnavailable } from "./unavailable.ts";

/**
 * PostgreSQL inside this process (PGlite), in a thread of its own, for its calls hold the thread that they are made in. Statements are done
 * one after the other, in the order of their calls. What a statement has answered is in the operating system's hands: it
 * outlives this process, however that ends. What a disk that is full or fails does not take rejects with `RequestError`
 * (`state.unavailable`); all else goes on.
 */
export class PgliteSql implements Sql {
  readonly #threads: WorkerPool<typeof tasks.handlers>;
  /** Settles when what was asked last has been done: nothing comes between the statements of a transaction. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #onTrouble: (error: unknown) => void;
  #closed: Promise<void> | null = null;

  private constructor(folder: string, onTrouble: (error: unknown) => void) {
    this.#threads = threadOf(folder);
    this.#onTrouble = onTrouble;
  }

  /**
   * Opens the database of a folder, made where there is none. Nobody else may have it open.
   *
   * @param onTrouble hears why the disk has not taken something, each time
   */
  static async open(folder: string, onTrouble: (error: unknown) => void = () => {}): Promise<PgliteSql> {
    if (!existsSync(folder)) await makeAside(folder);
    return new PgliteSql(folder, onTrouble);
  }

  async query(statement: Statement): Promise<readonly Row[]> {
    return this.#inTurn(async () => this.#threads.run("query", statement));
  }

  async together(statements: readonly Statement[]): Promise<void> {
    return this.#inTurn(async () => this.#threads.run("together", statements));
  }

  async transaction<T>(work: (inside: Queries) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#threads.run("begin", undefined);
      try {
        const result = await work({ query: async (statement) => this.#threads.run("within", statement) });
        await this.#threads.run("commit", undefined);
        return result;
      } catch (error) {
        await this.#threads.run("rollback", undefined);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    return (this.#closed ??= this.#stop());
  }

  async #stop(): Promise<void> {
    try {
      // In its turn: what was asked before is done.
      await this.#inTurn(async () => this.#threads.run("stop", undefined));
    } finally {
      await this.#threads.close();
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    try {
      return await done;
    } catch (error) {
      if (troubleOf(error) !== "later") throw error;
      this.#onTrouble(error);
      throw folderUnavailable();
    }
  }
}

/** Whole or not at all: half a database cannot be opened again. Its thread ends, and gives back the memory that it took. */
async function makeAside(folder: string): Promise<void> {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  const threads = threadOf(aside);
  try {
    await threads.run("make", { folder: aside });
  } finally {
    await threads.close();
  }
  renameSync(aside, folder);
}

function threadOf(folder: string): WorkerPool<typeof tasks.handlers> {
  return new WorkerPool(tasks, { threads: 1, shared: { folder } });
}
