import { expect, test } from "vitest";

import { LazyJobStore } from "../../../server/jobs/lazy-job-store.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { newJob } from "../../helpers/sql-jobs.ts";

function lazily({ isMade = false, failures = 0 } = {}) {
  const inner = new MemoryJobStore();
  const served: string[] = [];
  let opened = 0;
  const store = new LazyJobStore({
    isMade: () => isMade,
    open: async () => {
      opened++;
      if (opened <= failures) throw new Error("not yet");
      inner.serve = (scope) => {
        served.push(scope);
        return async () => void served.splice(served.indexOf(scope), 1);
      };
      return inner;
    },
  });
  return { store, inner, served, opened: () => opened };
}

test("nothing is opened for what cannot be there", async () => {
  const { store, opened } = lazily();
  store.serve("jeu");
  expect(await store.find("a")).toBeNull();
  expect(await store.take("jeu", 1)).toBeNull();
  expect(await store.result("a")).toBeNull();
  expect(await store.list({ limit: 9, after: null })).toEqual([]);
  expect(await store.giveUp("a", "", 1)).toBeNull();
  expect((await store.countByState()).attente).toBe(0);
  expect(store.isDurable).toBe(true);
  expect(opened()).toBe(0);
});

test("the first job opens it, once, for all who serve then or later", async () => {
  const { store, inner, served, opened } = lazily();
  const leave = store.serve("jeu");
  await Promise.all([store.enqueue(newJob("a")), store.enqueue(newJob("b"))]);
  store.serve("autre");
  expect(opened()).toBe(1);
  expect(served).toEqual(["jeu", "autre"]);
  await leave();
  expect(served).toEqual(["autre"]);
  expect(await inner.find("b")).toMatchObject({ position: 2 });
  const taken = await store.take("jeu", 1);
  expect(taken).toMatchObject({ id: "a" });
  expect(await store.countByState()).toMatchObject({ attente: 1, encours: 1 });
  expect(store.isDurable).toBe(false);
});

test("what is there from before is found", async () => {
  const { store, inner } = lazily({ isMade: true });
  await inner.enqueue(newJob("a"));
  expect(await store.find("a")).toMatchObject({ state: "attente" });
  expect(await store.take("jeu", 1)).toMatchObject({ id: "a" });
});

test("what could not be opened is opened with the next call", async () => {
  const { store } = lazily({ failures: 1 });
  await expect(store.enqueue(newJob("a"))).rejects.toThrow("not yet");
  expect(await store.enqueue(newJob("a"))).toMatchObject({ state: "attente" });
});
