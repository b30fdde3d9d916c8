import type { PGlite } from "@electric-sql/pglite";

import type { Task, TaskModule } from "../../workers/task-module.ts";
import type { Row, Statement } from "./sql.ts";

/** Where the files of the database are. */
export interface PgliteFiles {
  readonly folder: string;
}

/** Of this thread: it holds the event loop for half a second to open, two to make. */
let opened: Promise<PGlite> | null = null;

/** Makes an empty database. */
export async function make({ folder }: PgliteFiles): Promise<void> {
  const database = await openFolder(folder);
  await database.close();
}

export async function query(
  { text, values = [] }: Statement,
  { shared }: Task<PgliteFiles>,
): Promise<readonly Row[]> {
  const database = await open(shared);
  const { rows } = await database.query<Row>(text, [...values]);
  return rows;
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
  handlers: { make, query, together, stop },
} satisfies TaskModule;
