import { expect, test } from "vitest";

import { PLAIN_STATE, settled } from "../../web/src/app/state.ts";
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

test("a territory is never compared with itself: not from the address, nor after a move to the one beside", () => {
  const own = { ...PLAIN_STATE, territory: "dep:2A", compareTo: "dep:2A" };
  const store = createStore(own, settled);
  expect(store.get().compareTo).toBeNull();
  store.set({ compareTo: "dep:2B" });
  const heard: (string | null)[] = [];
  store.watch(
    ({ territory, compareTo }) => `${territory} ${compareTo}`,
    (text) => heard.push(text),
  );
  store.set({ territory: "dep:2B" });
  store.set({ compareTo: "dep:2B" });
  expect(heard).toEqual(["dep:2A dep:2B", "dep:2B null"]);
});
