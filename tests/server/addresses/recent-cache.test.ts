import { expect, test } from "vitest";

import { RecentCache } from "../../../server/addresses/recent-cache.ts";

test("keeps the values used last", () => {
  const cache = new RecentCache<number>(2, 1000, () => 0);
  cache.set("a", 1);
  cache.set("b", 2);
  expect(cache.get("a")).toBe(1);
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

test("keeps none for longer than told, however often it is used", () => {
  let now = 0;
  const cache = new RecentCache<number>(2, 1000, () => now);
  cache.set("a", 1);
  now = 1000;
  expect(cache.get("a")).toBe(1);
  now = 1001;
  expect(cache.get("a")).toBeUndefined();
});

test("forgets a value, but not the one that took its key", () => {
  const cache = new RecentCache<number>(2, 1000, () => 0);
  cache.set("a", 1);
  cache.forget("a", 1);
  expect(cache.get("a")).toBeUndefined();
  cache.set("a", 2);
  cache.forget("a", 1);
  expect(cache.get("a")).toBe(2);
});
