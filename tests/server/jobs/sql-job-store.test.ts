import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";

import type { JobResult } from "../../../server/jobs/job.ts";
import { Jobs } from "../../../server/jobs/jobs.ts";
import type { JobStore, TakenJob } from "../../../server/jobs/job-store.ts";
import type { SqlJobOptions } from "../../../server/jobs/sql-job-store.ts";
import { PostgresState } from "../../../server/state/postgres-state.ts";
import { NO_POSTGRES, startPostgres, type TestPostgres } from "../../helpers/postgres.ts";
import { newJob, type PostgresJobs, postgresJobs } from "../../helpers/sql-jobs.ts";

const QUICK = { graceMilliseconds: 300, patienceMilliseconds: 800, sweepMilliseconds: 50 };
const SOON = { timeout: 10_000, interval: 20 };
const PROBLEM = { type: "/problemes/essai", title: "Essai", status: 500, detail: "" };

async function taken(store: JobStore): Promise<TakenJob> {
  const job = await store.take("jeu", 2000);
  if (job === null) throw new Error("nothing waits");
  return job;
}

function ended(text: string) {
  const result = { json: new TextEncoder().encode(text) };
  return { state: "terminee", endedAt: 3000, problem: null, result } as const;
}

describe.skipIf(NO_POSTGRES !== null)("jobs of several processes", { timeout: 90_000 }, () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 120_000);
  afterAll(async () => postgres.close());
  beforeEach(async () => {
    const state = new PostgresState(postgres.url, () => {});
    const sql = await state.sql();
    for (const table of ["jobs", "job_servers"]) await sql.query({ text: `delete from ${table}` });
    await state.close();
  });

  function opened(options: Partial<SqlJobOptions> = {}): PostgresJobs {
    const jobs = postgresJobs(postgres.url, { ...QUICK, ...options });
    onTestFinished(async () => jobs.close());
    return jobs;
  }

  /** One who serves the scope, and is seen to. */
  async function serving(options: Partial<SqlJobOptions> = {}): Promise<PostgresJobs> {
    const jobs = opened(options);
    jobs.store.serve("jeu");
    const isKnown = async (): Promise<boolean> => {
      const rows = await postgres.query(`select 1 from job_servers where owner = ${jobs.state.number}`);
      return rows.length === 1;
    };
    await expect.poll(isKnown, SOON).toBe(true);
    return jobs;
  }

  test("what one does the others hear of, and see", async () => {
    const [one, other] = [await serving(), await serving()];
    const heard: (string | null)[] = [];
    other.store.watch((id) => heard.push(id));
    await one.store.enqueue(newJob("a"));
    await expect.poll(() => heard, SOON).toContain("a");
    const job = await taken(other.store);
    await other.store.advance(job, { stage: "étape", done: 1, total: 2 });
    await expect.poll(async () => (await one.store.find("a"))?.stage, SOON).toBe("étape");
    heard.length = 0;
    await one.store.giveUp("a", "", 5);
    await expect.poll(() => heard, SOON).toContain("a");
    expect(await other.store.isOwn(job)).toBe(false);
    expect(one.troubles).toEqual([]);
  });

  test("what a process had when it died another gets, and its late word is not heard", async () => {
    const [dying, living] = [await serving(), await serving()];
    await dying.store.enqueue(newJob("a"));
    const lost = await taken(dying.store);
    // Its connections break, as those of a process that is killed.
    await dying.state.close();
    const diedAt = performance.now();
    await expect.poll(async () => (await living.store.find("a"))?.state, SOON).toBe("attente");
    expect(performance.now() - diedAt).toBeLessThan(5_000);
    await living.store.end("a", ended("tard"), lost.attempt);
    expect(await living.store.find("a")).toMatchObject({ state: "attente" });
    const again = await taken(living.store);
    await living.store.end("a", ended("tard"), lost.attempt);
    expect(await living.store.find("a")).toMatchObject({ state: "encours" });
    await living.store.end("a", ended("à temps"), again.attempt);
    expect(Buffer.from((await living.store.result("a"))?.["json"] ?? []).toString()).toBe("à temps");
    expect(living.store.lostCount).toBe(1);
  });

  test("what kills all who try it ends with a problem, given back in between or not", async () => {
    const living = await serving();
    await living.store.enqueue(newJob("a"));
    for (let attempt = 1; attempt <= 3; attempt++) {
      const dying = await serving();
      await dying.store.giveBack(await taken(dying.store));
      await taken(dying.store);
      await dying.state.close();
      const after = attempt < 3 ? "attente" : "echouee";
      await expect.poll(async () => (await living.store.find("a"))?.state, SOON).toBe(after);
    }
    const { problem } = (await living.store.find("a")) ?? {};
    expect(problem).toMatchObject({
      status: 503,
      detail: expect.stringContaining("plusieurs fois") as string,
    });
    expect(await living.store.take("jeu", 1)).toBeNull();
    expect(await living.store.enqueue(newJob("a"))).toMatchObject({ state: "attente" });
    expect(await taken(living.store)).toMatchObject({ id: "a" });
  });

  test("what was taken without its taker's hearing of it waits again", async () => {
    const { store, state } = await serving();
    await store.enqueue(newJob("a"));
    const job = await taken(store);
    await postgres.query(`update jobs set attempt = attempt + 1 where id = 'a' and owner = ${state.number}`);
    await expect.poll(async () => (await store.find("a"))?.state, SOON).toBe("attente");
    expect((await taken(store)).attempt).toBe(job.attempt + 2);
    expect(store.lostCount).toBe(0);
  });

  test("a clock of the database that is set back holds nothing up", async () => {
    const { store } = opened();
    await store.enqueue(newJob("a"));
    await postgres.query("update trente_taches.job set start_after = now() + interval '1 hour'");
    expect(await taken(store)).toMatchObject({ id: "a" });
  });

  test("a queue that was thrown away under who had used it is made again", async () => {
    const { store } = opened();
    const scope = "jeu resté longtemps sans calcul";
    await store.enqueue(newJob("a", { scope }));
    await postgres.query(
      "delete from trente_taches.job; select trente_taches.delete_queue(name) from trente_taches.queue",
    );
    expect(await store.enqueue(newJob("b", { scope }))).toMatchObject({ state: "attente" });
    expect(await store.take(scope, 1)).toMatchObject({ id: "b" });
  });

  test("tables of a newer program are told of in plain words, and the state is not said to be well", async () => {
    await postgres.query("insert into state_versions (version) values (99)");
    onTestFinished(async () => void (await postgres.query("delete from state_versions where version = 99")));
    const { store, state, troubles } = opened();
    for (let times = 0; times < 2; times++)
      await expect(store.find("a")).rejects.toMatchObject({ code: "state.unavailable" });
    expect(state.health).toBe("unavailable");
    store.serve("jeu");
    await new Promise((resolve) => setTimeout(resolve, 10 * QUICK.sweepMilliseconds));
    expect(troubles).toEqual([
      expect.stringMatching(
        /got tables of version 99, expected \d or less: a newer program .*, update this one/u,
      ),
    ]);
    await postgres.query("delete from state_versions where version = 99");
    await expect.poll(async () => store.find("a").catch(() => "away"), SOON).toBeNull();
    await expect.poll(() => state.health, SOON).toBe("ok");
    await expect.poll(() => troubles.at(-1), SOON).toContain("can be used again");
  });

  test("what nobody is left to do is ended and says so, but not while somebody is", async () => {
    const leaving = await serving({ patienceMilliseconds: 60_000 });
    const other = opened();
    other.store.serve("autre jeu");
    await leaving.store.enqueue(newJob("a"));
    await other.store.enqueue(newJob("b", { scope: "autre jeu" }));
    await new Promise((resolve) => setTimeout(resolve, 2 * QUICK.patienceMilliseconds));
    expect(await other.store.find("a")).toMatchObject({ state: "attente" });
    await leaving.close();
    await expect.poll(async () => (await other.store.find("a"))?.state, SOON).toBe("echouee");
    const { problem } = (await other.store.find("a")) ?? {};
    expect(problem?.detail).toContain("Plus aucun serveur ne sert le jeu de données");
    expect(await other.store.find("b")).toMatchObject({ state: "attente" });
  });

  /** Jobs whose runs end when told to; `begun` are the inputs of those under way. */
  function working({ store }: PostgresJobs) {
    const begun: { end: () => void; signal: AbortSignal }[] = [];
    const jobs = new Jobs({
      store,
      scope: "jeu",
      describe: () => PROBLEM,
      closing: PROBLEM,
      run: {
        essai: async (_, { signal }) =>
          new Promise<JobResult>((resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error));
            begun.push({ signal, end: () => resolve({ json: new TextEncoder().encode("fini") }) });
          }),
      },
    });
    onTestFinished(async () => jobs.close());
    return { jobs, begun };
  }

  const JOB = { id: "a", kind: "essai", asker: "", question: {}, input: new Uint8Array(1) };

  test("who waits at one hears of what another has done, and stops it there", async () => {
    const [here, there] = [working(await serving()), working(await serving())];
    await here.jobs.submit(JOB);
    await expect.poll(() => here.begun.length + there.begun.length, SOON).toBe(1);
    const [asked, doing] = there.begun.length === 1 ? [here, there] : [there, here];
    const waiting = asked.jobs.wait("a", 30_000);
    const endedAt = performance.now();
    doing.begun[0].end();
    expect(["encours", "terminee"]).toContain((await waiting)?.state);
    await expect.poll(async () => (await asked.jobs.wait("a", 30_000))?.state, SOON).toBe("terminee");
    expect(performance.now() - endedAt).toBeLessThan(5_000);

    await asked.jobs.submit({ ...JOB, id: "b" });
    await expect.poll(() => here.begun.length + there.begun.length, SOON).toBe(2);
    const [other, busy] = [here, there].some(({ begun }) => begun.length === 2)
      ? [asked, doing]
      : [doing, asked];
    expect(await other.jobs.giveUp("b", "")).toMatchObject({ state: "annulee" });
    await expect.poll(() => busy.begun.at(-1)?.signal.aborted, SOON).toBe(true);
    expect(await busy.jobs.find("b")).toMatchObject({ state: "annulee", problem: null });
  });

  test("a process that is asked to stop leaves its job to another", async () => {
    const [first, second] = [await serving(), await serving()];
    const leaving = working(first);
    await leaving.jobs.submit(JOB);
    await expect.poll(() => leaving.begun.length, SOON).toBe(1);
    const staying = working(second);
    await leaving.jobs.close();
    expect(leaving.begun[0].signal.aborted).toBe(true);
    await expect.poll(() => staying.begun.length, SOON).toBe(1);
    staying.begun[0].end();
    await expect.poll(async () => (await staying.jobs.find("a"))?.state, SOON).toBe("terminee");
    expect(second.store.lostCount).toBe(0);
  });

  test.for(["fast", "immediate"] as const)("a %s restart of the database loses nothing", async (mode) => {
    const one = await serving({ graceMilliseconds: 3_000 });
    const other = await serving({ graceMilliseconds: 3_000 });
    const { jobs, begun } = working(one);
    await jobs.submit(JOB);
    await expect.poll(() => begun.length, SOON).toBe(1);
    await postgres.stop(mode);
    const finding = jobs.find("a");
    begun[0].end();
    await expect.poll(() => one.state.health, SOON).toBe("unavailable");
    await postgres.start();
    expect(await finding).toMatchObject({ id: "a" });
    await expect.poll(async () => (await other.store.find("a"))?.state, SOON).toBe("terminee");
    await expect.poll(() => one.state.health, SOON).toBe("ok");
    expect([one.store.lostCount, other.store.lostCount]).toEqual([0, 0]);
    expect(begun).toHaveLength(1);
  });

  test("who asks while the database is away for long is told so at once, without its password", async () => {
    const { store, state, troubles } = await serving();
    await postgres.stop("fast");
    await expect(store.find("a")).rejects.toMatchObject({ code: "state.unavailable" });
    const askedAt = performance.now();
    await expect(store.enqueue(newJob("a"))).rejects.toMatchObject({ code: "state.unavailable" });
    await expect((await state.sql()).query({ text: "select 1" })).rejects.toMatchObject({
      code: "state.unavailable",
    });
    expect(performance.now() - askedAt).toBeLessThan(2_000);
    await postgres.start();
    await expect.poll(async () => store.find("a").catch(() => "away"), SOON).toBeNull();
    await expect.poll(() => troubles.at(-1), SOON).toContain("can be used again");
    const told = troubles.join("\n");
    expect(told).toContain("the database cannot be used");
    expect(told).not.toContain(postgres.password);
  });

  test("many who begin at once on an empty database make its tables once", async () => {
    await postgres.query("drop schema trente_taches cascade");
    await postgres.query("drop table job_results, job_servers, jobs, saved_scenarios, state_versions");
    await postgres.query("drop sequence job_uses");
    const all = await Promise.all(Array.from({ length: 4 }, async () => opened()));
    const jobs = await Promise.all(all.map(async ({ store }, at) => store.enqueue(newJob(`a${at % 2}`))));
    expect(jobs.map((job) => job?.state)).toEqual(["attente", "attente", "attente", "attente"]);
    expect(await all[0].store.countByState()).toMatchObject({ attente: 2 });
  });
});
