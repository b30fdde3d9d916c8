import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { MOST_ASKERS } from "../../../server/jobs/job-askers.ts";
import type { JobEnding } from "../../../server/jobs/job.ts";
import type { JobStore, TakenJob } from "../../../server/jobs/job-store.ts";
import { MemoryJobStore, type MemoryLimits } from "../../../server/jobs/memory-job-store.ts";
import { migrate } from "../../../server/state/migrations.ts";
import { PgliteSql } from "../../../server/state/pglite-sql.ts";
import { NO_POSTGRES, startPostgres, type TestPostgres } from "../../helpers/postgres.ts";
import { embeddedJobs, newJob, postgresJobs } from "../../helpers/sql-jobs.ts";

interface Kind {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly lacking: string | null;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** A store without jobs. */
  readonly open: (limits: MemoryLimits) => Promise<JobStore>;
}

const EMPTY = { text: "delete from jobs" };
let pglite: PgliteSql;
let folder: string;
let postgres: TestPostgres;

const KINDS: readonly Kind[] = [
  {
    name: "in memory",
    lacking: null,
    begin: async () => {},
    end: async () => {},
    open: async (limits) => new MemoryJobStore(limits),
  },
  {
    name: "in PGlite",
    lacking: null,
    begin: async () => {
      folder = mkdtempSync(join(tmpdir(), "trente-test-"));
      pglite = await PgliteSql.open(join(folder, "postgres"));
      await migrate(pglite);
    },
    end: async () => {
      await pglite.close();
      rmSync(folder, { recursive: true, force: true });
    },
    open: async (limits) => {
      await pglite.query(EMPTY);
      const store = embeddedJobs(pglite, limits);
      onTestFinished(async () => store.close());
      return store;
    },
  },
  {
    name: "in PostgreSQL",
    lacking: NO_POSTGRES,
    begin: async () => {
      postgres = await startPostgres();
    },
    end: async () => postgres.close(),
    open: async (limits) => {
      const jobs = postgresJobs(postgres.url, limits);
      onTestFinished(async () => jobs.close());
      await (await jobs.state.sql()).query(EMPTY);
      return jobs.store;
    },
  },
];

const done = (text: string, fields: Partial<JobEnding> = {}): JobEnding => ({
  state: "terminee",
  endedAt: 3000,
  problem: null,
  result: { json: new TextEncoder().encode(text) },
  ...fields,
});

async function taken(store: JobStore): Promise<TakenJob> {
  const job = await store.take("jeu", 2000);
  if (job === null) throw new Error("nothing waits");
  return job;
}

async function textOf(store: JobStore, id: string): Promise<string | null> {
  const bytes = (await store.result(id))?.["json"];
  return bytes === undefined ? null : Buffer.from(bytes).toString();
}

const tried = KINDS.filter(({ lacking }) => lacking === null);
if (NO_POSTGRES !== null) console.warn(NO_POSTGRES);

describe.for(tried)("a store of jobs $name", { timeout: 60_000 }, ({ begin, end, open }) => {
  beforeAll(begin, 120_000);
  afterAll(end);

  test("keeps what it is given, in order, and gives each to one who takes", async () => {
    const store = await open({});
    const input = Uint8Array.from({ length: 256 }, (_, at) => at);
    const first = newJob("a", { input, question: { texte: 'l’été ’\\ "', liste: [1, null] } });
    expect(await store.enqueue(first)).toEqual({
      id: "a",
      kind: "essai",
      scope: "jeu",
      question: first.question,
      createdAt: 1000,
      state: "attente",
      position: 1,
      stage: null,
      done: 0,
      total: 0,
      startedAt: null,
      endedAt: null,
      problem: null,
    });
    expect(await store.enqueue(newJob("b", { kind: "autre" }))).toMatchObject({ position: 2 });
    expect(await store.enqueue(newJob("a"))).toMatchObject({ question: first.question, position: 1 });
    const one = await taken(store);
    expect(one).toMatchObject({ id: "a", kind: "essai" });
    expect(Uint8Array.from(one.input)).toEqual(input);
    expect(await store.find("a")).toMatchObject({ state: "encours", startedAt: 2000, position: null });
    expect(await store.find("b")).toMatchObject({ state: "attente", position: 1 });
    expect(await store.isOwn(one)).toBe(true);
    expect(await taken(store)).toMatchObject({ id: "b", kind: "autre" });
    expect(await store.take("jeu", 2000)).toBeNull();
    await store.end("a", done("fini"), one.attempt);
    expect(await store.find("a")).toMatchObject({ state: "terminee", endedAt: 3000, problem: null });
    expect(await textOf(store, "a")).toBe("fini");
    expect(await store.isOwn(one)).toBe(false);
    expect(await store.enqueue(newJob("a"))).toMatchObject({ state: "terminee" });
    expect(await store.take("jeu", 2000)).toBeNull();
    expect(await store.find("rien")).toBeNull();
    expect(await store.result("b")).toBeNull();
    expect(await store.countByState()).toEqual({
      attente: 0,
      encours: 1,
      terminee: 1,
      echouee: 0,
      annulee: 0,
    });
  });

  test("gives jobs of a scope to those who ask for that one", async () => {
    const store = await open({});
    await store.enqueue(newJob("a", { scope: "un autre / jeu" }));
    await store.enqueue(newJob("b"));
    expect(await taken(store)).toMatchObject({ id: "b" });
    expect(await store.take("jeu", 1)).toBeNull();
    expect(await store.take("un autre / jeu", 1)).toMatchObject({ id: "a" });
  });

  test("begins anew what failed or was cancelled, and hears nothing of the attempt before", async () => {
    const store = await open({});
    await store.enqueue(newJob("a"));
    const old = await taken(store);
    await store.end("a", { state: "annulee", endedAt: 3000, problem: null, result: null });
    expect(await store.find("a")).toMatchObject({ state: "annulee" });
    expect(await store.enqueue(newJob("a", { createdAt: 4000 }))).toMatchObject({
      state: "attente",
      createdAt: 4000,
      startedAt: null,
      endedAt: null,
    });
    await store.end("a", done("vieux"), old.attempt);
    expect(await store.find("a")).toMatchObject({ state: "attente" });
    const next = await taken(store);
    expect(next.attempt).toBeGreaterThan(old.attempt);
    await store.end("a", done("vieux"), old.attempt);
    await store.giveBack(old);
    expect(await store.find("a")).toMatchObject({ state: "encours" });
    const problem = { type: "/problemes/essai", title: "Essai", status: 500, detail: "d’accord" };
    await store.end("a", done("", { state: "echouee", problem, result: null }), next.attempt);
    expect(await store.find("a")).toMatchObject({ state: "echouee", problem });
    await store.end("a", done("tard"), next.attempt);
    expect(await textOf(store, "a")).toBeNull();
    expect(await store.enqueue(newJob("a"))).toMatchObject({ state: "attente", problem: null });
  });

  test("takes back what was taken, before all others", async () => {
    const store = await open({});
    for (const id of ["a", "b"]) await store.enqueue(newJob(id));
    const first = await taken(store);
    await store.enqueue(newJob("c"));
    await store.giveBack(first);
    expect(await store.find("a")).toMatchObject({ state: "attente", position: 1, startedAt: null });
    expect(await store.find("c")).toMatchObject({ position: 3 });
    expect(await store.isOwn(first)).toBe(false);
    const again = await taken(store);
    expect(again.id).toBe("a");
    expect(Buffer.from(again.input).toString()).toBe("entrée de a");
    expect(again.attempt).toBeGreaterThan(first.attempt);
    expect(await taken(store)).toMatchObject({ id: "b" });
  });

  test("cancels what nobody asks for any more", async () => {
    const store = await open({});
    await store.enqueue(newJob("a", { asker: "une" }));
    await store.enqueue(newJob("a", { asker: "deux" }));
    await store.enqueue(newJob("b"));
    expect(await store.giveUp("a", "une", 5)).toMatchObject({ state: "attente" });
    expect(await store.giveUp("a", "deux", 5)).toMatchObject({ state: "annulee", endedAt: 5 });
    expect(await taken(store)).toMatchObject({ id: "b" });
    expect(await store.take("jeu", 1)).toBeNull();
    expect(await store.giveUp("b", "", 6)).toMatchObject({ state: "annulee" });
    expect(await store.giveUp("b", "", 7)).toMatchObject({ state: "annulee", endedAt: 6 });
    expect(await store.giveUp("rien", "", 7)).toBeNull();
  });

  test("knows only so many askers apart, and loses the job of none of the others", async () => {
    const store = await open({});
    for (let at = 0; at < MOST_ASKERS + 2; at++) await store.enqueue(newJob("a", { asker: `q${at}` }));
    const giveUp = async (at: number) => store.giveUp("a", `q${at}`, 5);
    for (let at = MOST_ASKERS - 1; at >= 0; at--)
      expect(await giveUp(at)).toMatchObject({ state: "attente" });
    expect(await giveUp(MOST_ASKERS)).toMatchObject({ state: "attente" });
    expect(await taken(store)).toMatchObject({ id: "a" });
  });

  test("shows progress of who has the job", async () => {
    const store = await open({});
    await store.enqueue(newJob("a"));
    const job = await taken(store);
    await store.advance({ ...job, attempt: job.attempt - 1 }, { stage: "non", done: 9, total: 9 });
    await expect.poll(async () => (await store.find("a"))?.stage).toBeNull();
    for (let step = 1; step <= 5; step++) await store.advance(job, { stage: "étape", done: step, total: 5 });
    await expect
      .poll(async () => store.find("a"), { timeout: 3_000 })
      .toMatchObject({ stage: "étape", done: 5, total: 5 });
  });

  test("refuses what is too much, and finds what is there nonetheless", async () => {
    const store = await open({ mostWaiting: 2 });
    for (const id of ["a", "b"]) await store.enqueue(newJob(id));
    expect(await store.enqueue(newJob("c"))).toBeNull();
    expect(await store.enqueue(newJob("b"))).toMatchObject({ position: 2 });
    await taken(store);
    expect(await store.enqueue(newJob("c"))).toMatchObject({ position: 2 });
  });

  test("keeps what has ended by number and bytes, what was asked for last the longest", async () => {
    const store = await open({ mostEnded: 3, mostBytes: 30 });
    const finish = async (id: string, size: number): Promise<void> => {
      await store.enqueue(newJob(id));
      const { attempt } = await taken(store);
      await store.end(id, done("x".repeat(size)), attempt);
    };
    for (const id of ["a", "b", "c"]) await finish(id, 5);
    await store.find("a");
    await finish("d", 5);
    expect(await store.find("b")).toBeNull();
    expect(await textOf(store, "a")).toBe("xxxxx");
    await store.result("d");
    await finish("e", 22);
    const left = (await store.list({ limit: 9, after: null })).map(({ id }) => id);
    expect(left.toSorted()).toEqual(["d", "e"]);
  });

  test("gives back results of many pieces as they were", async () => {
    const store = await open({});
    await store.enqueue(newJob("a"));
    const { attempt } = await taken(store);
    const large = Uint8Array.from({ length: 5_000_001 }, (_, at) => (at * 7919) >> 5);
    const result = { json: large, csv: new Uint8Array(0), geojson: large.subarray(0, 2 * 1024 * 1024) };
    await store.end("a", { state: "terminee", endedAt: 3000, problem: null, result }, attempt);
    const read = (await store.result("a")) ?? {};
    expect(Object.keys(read).toSorted()).toEqual(["csv", "geojson", "json"]);
    for (const [format, bytes] of Object.entries(result)) {
      expect(Buffer.compare(read[format], bytes), format).toBe(0);
    }
  });

  test("lists the newest first, page by page", async () => {
    const store = await open({});
    const given = [
      ["a", 1],
      ["c", 2],
      ["B", 2],
      ["d", 3],
    ] as const;
    for (const [id, createdAt] of given) await store.enqueue(newJob(id, { createdAt }));
    const first = await store.list({ limit: 2, after: null });
    expect(first.map(({ id, position }) => [id, position])).toEqual([
      ["d", 4],
      ["c", 2],
    ]);
    const rest = await store.list({ limit: 9, after: first[1] });
    expect(rest.map(({ id }) => id)).toEqual(["B", "a"]);
  });
});
