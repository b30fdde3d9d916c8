import { tasks } from "./faulty-tasks.mjs";

/** A process that closes its pool when a thread has replied and nobody has heard it yet. Node runs this file as it is. */
const compiled = new URL("../../dist/workers/pool.js", import.meta.url).href;
const { WorkerPool } = /** @type {typeof import("../../workers/pool.ts")} */ (await import(compiled));

const REPLY_MILLISECONDS = 300;

const pool = new WorkerPool(tasks, { threads: 1, shared: { counters: new Int32Array(1) } });
await pool.run("double", 4);
const job = pool.run("double", 4).catch(() => "refused");
const start = performance.now();
while (performance.now() < start + REPLY_MILLISECONDS);
await pool.close();
await job;
console.log("closed");
