import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect, test } from "vitest";

import { PgliteSql } from "../../../server/state/pglite-sql.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** Threads run compiled code, which finds there what was compiled with it. */
const MADE_WITH_THE_PROGRAM = resolve(import.meta.dirname, "../../../dist/empty-database");

/** What PostgreSQL calls a cluster when it is made, and never again: the first field of its control file. */
const systemIdOf = (folder: string): bigint =>
  readFileSync(join(folder, "global", "pg_control")).readBigUInt64LE(0);

test("a new database is a copy of the empty one, its owner's alone", async () => {
  const folder = join(tempFolder(), "postgres");
  const sql = await PgliteSql.open(folder);
  await sql.query({ text: "create table things (name text)" });
  await sql.close();
  expect(systemIdOf(folder)).toBe(systemIdOf(MADE_WITH_THE_PROGRAM));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  // Nobody writes to what is copied.
  expect(readdirSync(MADE_WITH_THE_PROGRAM)).not.toContain("postmaster.pid");
});
