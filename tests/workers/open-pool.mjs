import { tasks } from "./faulty-tasks.mjs";

/** A process that does one task and leaves its pool open. The pool is a compiled one: Node runs this file as it is. */
const compiled = new URL("../../dist/workers/pool.js", import.meta.url).href;
const { WorkerPool } = /** @type {typeof import("../../workers/pool.ts")} */ (await import(compiled));

const pool = new WorkerPool(tasks, { shared: { counters: new Int32Array(1) } });
console.log(await pool.run("double", 4));
