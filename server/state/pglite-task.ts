import type { PGlite } from "@electric-sql/pglite";

import type { Task, TaskModule } from "../../workers/task-module.ts";
import { copyEmptyDatabase } from "./empty-database.ts";
import type { Row, Statement } from "./sql.ts";

/** Where the files of the database are. */
export interface PgliteFiles {
  readonly folder: string;
}

/** Of this thread: it holds the event loop for a fifth of a second to open, two to make. */
let opened: Promise<PGlite> | null = null;
/** A thread that took the place of one that died has none. */
let isInTransaction = false;

/** Makes an empty database. */
export async function make({ folder }: PgliteFiles): Promise<void> {
  if (copyEmptyDatabase(folder)) return;
  const database = await openFolder(folder);
  await database.close();
}

export async function query(statement: Statement, { shared }: Task<PgliteFiles>): Promise<readonly Row[]> {
  return queryOn(await open(shared), statement);
}

export async function begin(_: undefined, { shared }: Task<PgliteFiles>): Promise<void> {
  const database = await open(shared);
  await database.exec("begin");
  isInTransaction = true;
}

/** A statement of the transaction that has begun. */
export async function within(statement: Statement, { shared }: Task<PgliteFiles>): Promise<readonly Row[]> {
  if (!isInTransaction) throw new Error("the transaction is gone with its thread");
  return queryOn(await open(shared), statement);
}

export async function commit(_: undefined, { shared }: Task<PgliteFiles>): Promise<void> {
  if (!isInTransaction) throw new Error("the transaction is gone with its thread");
  const database = await open(shared);
  isInTransaction = false;
  await database.exec("commit");
}

/** Safe where there is no transaction. */
export async function rollback(_: undefined, { shared }: Task<PgliteFiles>): Promise<void> {
  isInTransaction = false;
  const database = await open(shared);
  await database.exec("rollback");
}

export async function together(
  statements: readonly Statement[],
  { shared }: Task<PgliteFiles>,
): Promise<void> {
  const database = await open(shared);
  await database.transaction(async (transaction) => {
    for (const { text, values = [] } of statements) await transaction.query(text, [...values]);
  });
}

/** Leaves the files as those of a database that was stopped in order. */
export async function stop(_: undefined, __: Task<PgliteFiles>): Promise<void> {
  const database = await opened;
  opened = null;
  await database?.close();
}

async function queryOn(database: PGlite, { text, values }: Statement): Promise<readonly Row[]> {
  if (values !== undefined) return (await database.query<Row>(text, [...values])).rows;
  try {
    const answered = await database.exec(text);
    return answered.at(-1)?.rows ?? [];
  } catch (error) {
    // A text of several statements may have begun a transaction of its own.
    if (!isInTransaction) await database.exec("rollback");
    throw error;
  }
}

async function open({ folder }: PgliteFiles): Promise<PGlite> {
  opened ??= openFolder(folder);
  try {
    return await opened;
  } catch (error) {
    opened = null;
    throw error;
  }
}

/** The package is only loaded where it is used: who never saves anything does without its megabytes. */
async function openFolder(folder: string): Promise<PGlite> {
  const { PGlite: Database } = await import("@electric-sql/pglite");
  return Database.create(folder);
}

export const tasks = {
  url: import.meta.url,
  handlers: { make, query, together, begin, within, commit, rollback, stop },
} satisfies TaskModule;
