import { describe, expect, onTestFinished, test } from "vitest";

import { MemoryJobStore, type MemoryLimits } from "../../../server/jobs/memory-job-store.ts";
import { Jobs, type JobsOptions } from "../../../server/jobs/jobs.ts";
import type { JobProgress, JobResult } from "../../../server/jobs/job.ts";
import type { Problem } from "../../../server/schemas/answers.ts";

/** A run whose end the test decides. */
interface Run {
  readonly text: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
  readonly end: (text: string) => void;
  readonly fail: (error: Error) => void;
}

const problem = (detail: string): Problem => ({
  type: "/problemes/essai",
  title: "Essai",
  status: 500,
  detail,
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function openJobs(limits: MemoryLimits = {}, more: Partial<JobsOptions> = {}) {
  const store = (more.store as MemoryJobStore | undefined) ?? new MemoryJobStore(limits);
  const runs: Run[] = [];
  let clock = 1000;
  const jobs = new Jobs({
    store,
    scope: "jeu",
    describe: (error) => problem(error instanceof Error ? error.message : String(error)),
    closing: problem("fermé"),
    now: () => clock++,
    run: {
      essai: async (input, { signal, onProgress }) =>
        new Promise<JobResult>((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
          const text = new TextDecoder().decode(input);
          const end = (result: string): void => resolve({ json: bytes(result) });
          runs.push({ text, signal, progress: onProgress, end, fail: reject });
        }),
    },
    ...more,
  });
  onTestFinished(async () => jobs.close());
  const submit = async (id: string, asker = "", kind = "essai") =>
    jobs.submit({ id, kind, asker, question: { id }, input: bytes(id) });
  const begun = async (count: number): Promise<Run> => {
    await expect.poll(() => runs.length, { interval: 1 }).toBe(count);
    return runs[count - 1];
  };
  return { jobs, store, runs, submit, begun };
}

describe("jobs", () => {
  test("wait, are done one after the other, and keep their results", async () => {
    const { jobs, submit, begun, runs } = openJobs();
    expect(await submit("a")).toMatchObject({ state: "attente", position: 1, question: { id: "a" } });
    const first = await begun(1);
    await submit("b");
    expect(await submit("c")).toMatchObject({ state: "attente", position: 2, startedAt: null });
    first.progress({ stage: "étape", done: 3, total: 7 });
    expect(await jobs.find("a")).toMatchObject({
      state: "encours",
      stage: "étape",
      done: 3,
      total: 7,
      position: null,
    });
    first.end("fini");
    expect((await begun(2)).text).toBe("b");
    const done = await jobs.find("a");
    expect(done).toMatchObject({ state: "terminee", problem: null });
    expect(done?.createdAt).toBeLessThan(done?.startedAt ?? 0);
    expect(done?.startedAt).toBeLessThan(done?.endedAt ?? 0);
    expect(new TextDecoder().decode((await jobs.result("a"))?.["json"])).toBe("fini");
    expect(await jobs.find("c")).toMatchObject({ position: 1 });
    expect(await jobs.result("c")).toBeNull();
    expect(await jobs.find("rien")).toBeNull();
    expect(runs).toHaveLength(2);
  });

  test("that are equal are done once, also when the first has its result", async () => {
    const { submit, begun, runs } = openJobs();
    await submit("a");
    const run = await begun(1);
    expect(await submit("a")).toMatchObject({ state: "encours" });
    run.end("fini");
    await expect.poll(async () => (await submit("a")).state).toBe("terminee");
    expect(runs).toHaveLength(1);
  });

  test("that fail say why, and can be asked for again", async () => {
    const { jobs, submit, begun } = openJobs();
    await submit("a");
    (await begun(1)).fail(new Error("cassé"));
    await expect.poll(async () => (await jobs.find("a"))?.state).toBe("echouee");
    expect(await jobs.find("a")).toMatchObject({ problem: { detail: "cassé" } });
    expect(await submit("a")).toMatchObject({ state: "attente", problem: null, endedAt: null });
    (await begun(2)).end("fini");
    await expect.poll(async () => (await jobs.find("a"))?.state).toBe("terminee");
  });

  test("are cancelled while they wait and while they run, and stay so", async () => {
    const { jobs, submit, begun, runs } = openJobs();
    await submit("a");
    const run = await begun(1);
    await submit("b");
    await submit("c");
    expect(await jobs.giveUp("b", "")).toMatchObject({ state: "annulee", problem: null });
    expect(await jobs.giveUp("b", "")).toMatchObject({ state: "annulee" });
    expect(await jobs.find("c")).toMatchObject({ position: 1 });
    expect(await jobs.giveUp("a", "")).toMatchObject({ state: "annulee" });
    expect(run.signal.aborted).toBe(true);
    expect((await begun(2)).text).toBe("c");
    runs[1].end("fini");
    await expect.poll(async () => (await jobs.find("c"))?.state).toBe("terminee");
    expect(await jobs.giveUp("c", "")).toMatchObject({ state: "terminee" });
    expect(await jobs.find("a")).toMatchObject({ state: "annulee" });
    expect(await jobs.giveUp("rien", "")).toBeNull();
  });

  test("that are cancelled and asked for again get nothing of the run before", async () => {
    let isStubborn = true;
    const ends: (() => void)[] = [];
    const { jobs, submit } = openJobs(
      {},
      {
        run: {
          essai: async () =>
            new Promise<JobResult>((resolve) => {
              const text = isStubborn ? "ancien" : "nouveau";
              isStubborn = false;
              ends.push(() => resolve({ json: bytes(text) }));
            }),
        },
      },
    );
    await submit("a");
    await expect.poll(() => ends.length, { interval: 1 }).toBe(1);
    await jobs.giveUp("a", "");
    expect(await submit("a")).toMatchObject({ state: "attente" });
    ends[0]();
    await expect.poll(() => ends.length, { interval: 1 }).toBe(2);
    expect(await jobs.find("a")).toMatchObject({ state: "encours" });
    ends[1]();
    await expect.poll(async () => (await jobs.find("a"))?.state).toBe("terminee");
    expect(new TextDecoder().decode((await jobs.result("a"))?.["json"])).toBe("nouveau");
  });

  test("are given up by their last asker, each of whom counts once", async () => {
    const { jobs, submit, begun } = openJobs();
    await submit("a", "anne");
    const run = await begun(1);
    await submit("a", "anne");
    await submit("a");
    await submit("a");
    expect(await jobs.giveUp("a", "marc")).toMatchObject({ state: "encours" });
    expect(await jobs.giveUp("a", "")).toMatchObject({ state: "encours" });
    expect(await jobs.giveUp("a", "")).toMatchObject({ state: "encours" });
    expect(run.signal.aborted).toBe(false);
    expect(await jobs.giveUp("a", "anne")).toMatchObject({ state: "annulee", problem: null });
    expect(run.signal.aborted).toBe(true);
    // Begun anew, it is asked for by the one who did so alone.
    await submit("a", "marc");
    await begun(2);
    expect(await jobs.giveUp("a", "anne")).toMatchObject({ state: "encours" });
    expect(await jobs.giveUp("a", "marc")).toMatchObject({ state: "annulee" });
  });

  test("of a kind that nobody here knows end with a problem, and the next is done", async () => {
    const { jobs, submit, begun } = openJobs();
    for (const kind of ["inconnu", "constructor"]) {
      await submit(kind, "", kind);
      await expect.poll(async () => (await jobs.find(kind))?.state).toBe("echouee");
      expect((await jobs.find(kind))?.problem?.detail).toContain(kind);
    }
    await submit("a");
    (await begun(1)).end("fini");
    await expect.poll(async () => (await jobs.find("a"))?.state).toBe("terminee");
  });

  test("are listed, the newest first, page by page", async () => {
    const { jobs, store, submit, begun } = openJobs();
    const ids = ["a", "b", "c", "d", "e"];
    for (const id of ids) await submit(id);
    (await begun(1)).end("fini");
    await begun(2);
    const newestFirst = ids.toReversed();
    const all = await jobs.list({ limit: 9, after: null });
    expect(all.map(({ id }) => id)).toEqual(newestFirst);
    expect(all.map(({ state }) => state)).toEqual(["attente", "attente", "attente", "encours", "terminee"]);
    expect(all.map(({ position }) => position)).toEqual([3, 2, 1, null, null]);
    const byPages: string[] = [];
    for (let after: (typeof all)[number] | null = null; ;) {
      const page = await jobs.list({ limit: 2, after });
      byPages.push(...page.map(({ id }) => id));
      after = page.at(-1) ?? null;
      if (after === null) break;
    }
    expect(byPages).toEqual(newestFirst);
    // Of one moment.
    const fields = {
      kind: "essai",
      asker: "",
      scope: "autre",
      question: null,
      input: bytes(""),
      createdAt: 1,
    };
    for (const id of ["y", "z", "x"]) await store.enqueue({ ...fields, id });
    const oldest = await jobs.list({ limit: 2, after: { createdAt: 1, id: "z" } });
    expect(oldest.map(({ id }) => id)).toEqual(["y", "x"]);
  });

  test("that run too long are stopped", async () => {
    const { jobs, submit } = openJobs({}, { limitMilliseconds: { essai: 5, autre: 60_000 } });
    await submit("a");
    await expect.poll(async () => (await jobs.find("a"))?.state).toBe("echouee");
    expect((await jobs.find("a"))?.problem?.detail).toContain("too long");
  });

  test("beyond those that may wait are refused", async () => {
    const { submit, begun } = openJobs({ mostWaiting: 2 });
    await submit("a");
    await begun(1);
    await submit("b");
    await submit("c");
    await expect(submit("d")).rejects.toMatchObject({ name: "BusyError", reason: "queue" });
    // One that is there already is found nonetheless.
    expect(await submit("c")).toMatchObject({ position: 2 });
  });

  test("that have ended are kept by number and bytes, those asked for last the longest", async () => {
    const { jobs, store, submit, runs } = openJobs({ mostEnded: 3, mostBytes: 30 });
    const finish = async (id: string, size: number): Promise<void> => {
      const count = runs.length;
      await submit(id);
      await expect.poll(() => runs.length, { interval: 1 }).toBe(count + 1);
      runs[count].end("x".repeat(size));
      await expect
        .poll(async () => (await store.result(id)) === null || store.bytes, { interval: 1 })
        .not.toBe(true);
    };
    await finish("a", 5);
    await finish("b", 5);
    await finish("c", 5);
    await jobs.find("a");
    await finish("d", 5);
    expect(await jobs.find("b")).toBeNull();
    expect(await jobs.find("a")).not.toBeNull();
    expect(store.bytes).toBe(15);
    await finish("e", 24);
    expect(store.bytes).toBeLessThanOrEqual(30);
    expect(await jobs.find("e")).not.toBeNull();
    expect(await jobs.find("c")).toBeNull();
  });
});

describe("who waits for a job", () => {
  test("hears of its next change, of its place, and of its end", async () => {
    const { jobs, submit, begun } = openJobs();
    await submit("a");
    const run = await begun(1);
    await submit("b");
    const stage = jobs.wait("a", 60_000);
    const place = jobs.wait("b", 60_000);
    // Waits are there once what is there has been looked at.
    await new Promise((resolve) => setTimeout(resolve, 5));
    run.progress({ stage: "étape", done: 0, total: 0 });
    expect(await stage).toMatchObject({ stage: "étape" });
    const end = jobs.wait("a", 60_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    run.end("fini");
    expect(await end).toMatchObject({ state: "terminee" });
    expect(["attente", "encours"]).toContain((await place)?.state);
    expect(await jobs.wait("a", 60_000)).toMatchObject({ state: "terminee" });
    expect(await jobs.wait("rien", 60_000)).toBeNull();
  });

  test("hears nothing new after the time, and stops when nobody listens or all are told to end", async () => {
    const { jobs, submit, begun } = openJobs();
    await submit("a");
    await begun(1);
    expect(await jobs.wait("a", 2)).toMatchObject({ state: "encours" });
    const gone = new AbortController();
    const left = jobs.wait("a", 60_000, gone.signal);
    gone.abort();
    expect(await left).toMatchObject({ state: "encours" });
    const told = jobs.wait("a", 60_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    jobs.endWaits();
    expect(await told).toMatchObject({ state: "encours" });
    // Whoever comes after that is not made to wait either.
    expect(await jobs.wait("a", 60_000)).toMatchObject({ state: "encours" });
  });

  test("hears that all was given up when the jobs are closed", async () => {
    const { jobs, submit, begun } = openJobs();
    await submit("a");
    const run = await begun(1);
    await submit("b");
    const waits = ["a", "b"].map(async (id) => jobs.wait(id, 60_000));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await jobs.close();
    expect(run.signal.aborted).toBe(true);
    for (const job of await Promise.all(waits)) {
      expect(job).toMatchObject({ state: "annulee", problem: { detail: "fermé" } });
    }
    await expect(submit("c")).rejects.toMatchObject({ name: "BusyError" });
  });
});

test("jobs of another scope on the same store are not taken, and can be read", async () => {
  const store = new MemoryJobStore();
  const one = openJobs({}, { store });
  const other = openJobs({}, { store, scope: "autre jeu" });
  await one.submit("a");
  await one.begun(1);
  await one.submit("b");
  await other.submit("c");
  expect((await other.begun(1)).text).toBe("c");
  expect(await other.jobs.find("a")).toMatchObject({ scope: "jeu", state: "encours" });
  await one.jobs.close();
  expect(await other.jobs.find("b")).toMatchObject({ state: "annulee" });
  expect(await other.jobs.find("c")).toMatchObject({ state: "encours" });
});

test("what was being taken when the jobs were closed is not begun", async () => {
  const store = new MemoryJobStore();
  let give = (): void => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  const take = store.take.bind(store);
  store.take = async (...asked) => {
    const taken = await take(...asked);
    await given;
    return taken;
  };
  Object.defineProperty(store, "isDurable", { value: true });
  const { jobs, submit, runs } = openJobs({}, { store });
  await submit("a");
  const closed = jobs.close();
  give();
  await closed;
  expect(runs).toEqual([]);
  expect(await store.find("a")).toMatchObject({ state: "attente", position: 1 });
});
