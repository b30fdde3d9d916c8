/**
 * Makes an empty database of the embedded PostgreSQL in the folder `empty-database` of the one that is given. Made while
 * compiling, for it takes two seconds and half a gigabyte: a server that keeps its first scenario copies it.
 */
import { PGlite } from "@electric-sql/pglite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const [, , into = ""] = process.argv;
mkdirSync(into, { recursive: true });
const database = await PGlite.create(join(into, "empty-database"));
await database.close();
