import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import type { SqlJobStore } from "../../../server/jobs/sql-job-store.ts";
import { migrate } from "../../../server/state/migrations.ts";
import { PgliteSql } from "../../../server/state/pglite-sql.ts";
import { embeddedJobs, newJob } from "../../helpers/sql-jobs.ts";

let folder: string;
let sql: PgliteSql;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trente-test-"));
  sql = await PgliteSql.open(join(folder, "postgres"));
  await migrate(sql);
}, 60_000);
afterAll(async () => {
  await sql.close();
  rmSync(folder, { recursive: true });
});

function opened(): SqlJobStore {
  const store = embeddedJobs(sql, { sweepMilliseconds: 20 });
  onTestFinished(async () => store.close());
  return store;
}

test("a job waits for as long as the server is off", async () => {
  await opened().enqueue(newJob("long"));
  const [kept] = await sql.query({
    text: `select min(keep_until) > now() + interval '5 years' as for_long from trente_taches.job`,
  });
  expect(kept).toEqual({ for_long: true });
});

test("a dataset that is served again takes jobs, though its queue was thrown away meanwhile", async () => {
  const store = opened();
  const scope = "avant";
  const leave = store.serve(scope);
  await store.enqueue(newJob("first", { scope }));
  const job = await store.take(scope, 1);
  if (job === null) throw new Error("got no job, expected one");
  await store.end("first", { state: "terminee", endedAt: 2, problem: null, result: null }, job.attempt);
  await leave();
  const queues = async (): Promise<number> =>
    (await sql.query({ text: "select 1 as one from trente_taches.queue where name like 'jeu-%'" })).length;
  await sql.query({
    text: "update trente_taches.queue set created_on = now() - interval '2 hours' where name like 'jeu-%'",
  });
  const before = await queues();
  const look = async (): Promise<void> => {
    const other = opened();
    other.serve("autre");
    const seen = async (): Promise<number> =>
      (await sql.query({ text: "select 1 as one from job_servers where scope = 'autre'" })).length;
    await expect.poll(seen, { interval: 20, timeout: 10_000 }).toBe(1);
    await other.close();
  };
  // With the ticket of what was done it stays, without a trouble.
  await look();
  expect(await queues()).toBe(before);
  await sql.query({ text: "delete from trente_taches.job; delete from job_servers" });
  await look();
  expect(await queues()).toBeLessThan(before);
  store.serve(scope);
  expect(await store.enqueue(newJob("second", { scope }))).toMatchObject({ state: "attente" });
  expect(await store.take(scope, 3)).toMatchObject({ id: "second" });
});
