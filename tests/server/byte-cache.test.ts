import { expect, test } from "vitest";

import { ByteCache } from "../../server/byte-cache.ts";

test("holds what was put in, and takes another in its place", () => {
  const cache = new ByteCache(1000);
  const [first, second] = [new Uint8Array(10), new Uint8Array(20)];
  cache.set("a", first);
  expect(cache.get("a")).toBe(first);
  expect(cache.get("b")).toBeUndefined();
  cache.set("a", second);
  expect(cache.get("a")).toBe(second);
  // Twenty bytes and two for the key.
  expect(cache.bytes).toBe(22);
});

test("lets the longest unused go when it is full", () => {
  // Each entry costs its hundred bytes and two for its key: three of them do not fit.
  const cache = new ByteCache(250);
  cache.set("a", new Uint8Array(100));
  cache.set("b", new Uint8Array(100));
  cache.get("a");
  cache.set("c", new Uint8Array(100));
  expect(cache.bytes).toBe(204);
  expect(cache.get("a")).toBeDefined();
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("c")).toBeDefined();
});

test("even empty arrays fill it", () => {
  const cache = new ByteCache(100);
  for (let i = 0; i < 1000; i++) cache.set(`tile/${i}`, new Uint8Array(0));
  expect(cache.bytes).toBeLessThanOrEqual(100);
});

test("what is larger than all that it may hold drives nothing else out", () => {
  const cache = new ByteCache(250);
  cache.set("a", new Uint8Array(100));
  cache.set("b", new Uint8Array(300));
  expect(cache.get("a")).toBeDefined();
  expect(cache.get("b")).toBeUndefined();
  // Nor does what it has grown to.
  cache.set("a", new Uint8Array(300));
  expect(cache.bytes).toBe(0);
});
