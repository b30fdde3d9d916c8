import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";

/**
 * Makes an empty database of the embedded PostgreSQL in the folder `empty-database` of the one that is given. Called while
 * compiling, for it takes two seconds and half a gigabyte: a server that keeps its first scenario copies it.
 */
const into = process.argv[2];
if (into === undefined) throw new Error("Got no folder, expected one to make `empty-database` in.");
mkdirSync(into, { recursive: true });
const database = await PGlite.create(join(into, "empty-database"));
await database.close();
