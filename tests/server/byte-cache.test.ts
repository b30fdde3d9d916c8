import { expect, test } from "vitest";

import { ByteCache } from "../../server/byte-cache.ts";

function makerOf(bytes: number): { make: () => Uint8Array; calls: () => number } {
  let calls = 0;
  return {
    make: () => {
      calls++;
      return new Uint8Array(bytes);
    },
    calls: () => calls,
  };
}

test("makes what it does not hold, once", () => {
  const cache = new ByteCache(1000);
  const { make, calls } = makerOf(10);
  expect(cache.getOrMake("a", make)).toBe(cache.getOrMake("a", make));
  expect(calls()).toBe(1);
});

test("lets the longest unused go when it is full", () => {
  // Each entry costs its hundred bytes and two for its key: three of them do not fit.
  const cache = new ByteCache(250);
  const makers = { a: makerOf(100), b: makerOf(100), c: makerOf(100) };
  cache.getOrMake("a", makers.a.make);
  cache.getOrMake("b", makers.b.make);
  cache.getOrMake("a", makers.a.make);
  cache.getOrMake("c", makers.c.make);
  expect(cache.bytes).toBe(204);
  cache.getOrMake("a", makers.a.make);
  expect(makers.a.calls()).toBe(1);
  cache.getOrMake("b", makers.b.make);
  expect(makers.b.calls()).toBe(2);
});

test("even empty arrays fill it", () => {
  const cache = new ByteCache(100);
  for (let i = 0; i < 1000; i++) cache.getOrMake(`tile/${i}`, () => new Uint8Array(0));
  expect(cache.bytes).toBeLessThanOrEqual(100);
});
