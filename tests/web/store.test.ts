import { expect, test } from "vitest";

import { createStore } from "../../web/src/dom/store.ts";

test("a watcher hears the value at once, then each change of what it picked, and nothing else", () => {
  const store = createStore({ minutes: 30, place: "a" });
  const heard: number[] = [];
  store.watch(
    ({ minutes }) => minutes,
    (minutes) => heard.push(minutes),
  );
  store.set({ place: "b" });
  store.set({ minutes: 20 });
  store.set({ minutes: 20 });
  expect(heard).toEqual([30, 20]);
  expect(store.get()).toEqual({ minutes: 20, place: "b" });
});

test("a watcher that changes the store is heard by those before it", () => {
  const store = createStore({ a: 0, b: 0 });
  const heard: number[] = [];
  store.watch(
    ({ b }) => b,
    (b) => heard.push(b),
  );
  store.watch(
    ({ a }) => a,
    (a) => store.set({ b: a * 2 }),
  );
  store.set({ a: 3 });
  expect(heard).toEqual([0, 6]);
});
