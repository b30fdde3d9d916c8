import { expect, test } from "vitest";

import type { JobEnding } from "../../../server/jobs/job.ts";
import { keepEnding } from "../../../server/jobs/keep-ending.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { newJob } from "../../helpers/sql-jobs.ts";

const DONE: JobEnding = {
  state: "terminee",
  endedAt: 5,
  problem: null,
  result: { json: new TextEncoder().encode("{}") },
};

/** A durable store with a job under way, that does not take some endings. */
async function stubborn(refuses: (ending: JobEnding, times: number) => boolean, answers: () => boolean) {
  const store = new MemoryJobStore();
  Object.defineProperty(store, "isDurable", { value: true });
  await store.enqueue(newJob("a"));
  const taken = await store.take("jeu", 1);
  if (taken === null) throw new Error("got no job, expected one");
  const end = store.end.bind(store);
  let times = 0;
  store.end = async (id, ending, attempt) => {
    if (refuses(ending, times++)) throw new Error("refused");
    await end(id, ending, attempt);
  };
  const isOwn = store.isOwn.bind(store);
  store.isOwn = async (attempt) => {
    if (!answers()) throw new Error("away");
    return isOwn(attempt);
  };
  return { store, taken };
}

const options = {
  isClosed: () => false,
  describe: (error: unknown) => ({ type: "/essai", title: "Essai", status: 500, detail: String(error) }),
  againMilliseconds: 1,
};

test("a result is kept once the store is back, however long that takes", async () => {
  const { store, taken } = await stubborn(
    (_, times) => times < 30,
    () => false,
  );
  await keepEnding(store, taken, DONE, options);
  expect(await store.find("a")).toMatchObject({ state: "terminee" });
  expect(await store.result("a")).toEqual(DONE.result);
});

test("a result that a store does not take while it answers ends its job, which says why", async () => {
  const { store, taken } = await stubborn(
    ({ result }) => result !== null,
    () => true,
  );
  await keepEnding(store, taken, DONE, options);
  expect(await store.find("a")).toMatchObject({
    state: "echouee",
    endedAt: 5,
    problem: { detail: "Error: refused" },
  });
});

test("nothing more is tried once all is closed", async () => {
  const { store, taken } = await stubborn(
    () => true,
    () => true,
  );
  await keepEnding(store, taken, DONE, { ...options, isClosed: () => true });
  expect(await store.find("a")).toMatchObject({ state: "encours" });
});
