import { describe, expect, it } from "vitest";

import { mapInOrder } from "../../workers/map-in-order.ts";
import { WorkerPool } from "../../workers/pool.ts";
import { tasks } from "./faulty-tasks.mjs";

/** The numbers below `count`, and how many of them have been taken. */
function numbers(count: number): { source: AsyncGenerator<number>; taken: () => number } {
  let taken = 0;
  async function* source(): AsyncGenerator<number> {
    while (taken < count) yield taken++;
  }
  return { source: source(), taken: () => taken };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Settles later for smaller values. */
async function slowest(value: number): Promise<number> {
  await new Promise((resolve) => {
    setTimeout(resolve, 10 - value);
  });
  return value;
}

describe("mapInOrder", () => {
  it.each([1, 3, 100])("keeps the order of the source, with %i under way", async (limit) => {
    expect(await collect(mapInOrder(numbers(8).source, slowest, { limit }))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(await collect(mapInOrder([], slowest, { limit }))).toEqual([]);
  });

  it("reads the source no faster than results are taken", async () => {
    const { source, taken } = numbers(100);
    let underWay = 0;
    const results = mapInOrder(
      source,
      async (value) => {
        underWay++;
        return value;
      },
      { limit: 4 },
    );
    for await (const value of results) {
      expect(taken()).toBeLessThanOrEqual(value + 4);
      expect(underWay).toBe(Math.min(100, value + 4));
    }
  });

  it("keeps the queue of a pool short", async () => {
    const pool = new WorkerPool(tasks, { threads: 2, shared: { counters: new Int32Array(1) } });
    let longest = 0;
    const results = mapInOrder(
      numbers(50).source,
      async (value, signal) => {
        const result = pool.run("double", value, { signal });
        longest = Math.max(longest, pool.queuedCount);
        return result;
      },
      { limit: 4 },
    );
    expect(await collect(results)).toEqual(Array.from({ length: 50 }, (_, index) => 2 * index));
    expect(longest).toBe(2);
    await pool.close();
  });

  it("throws what the source throws after the results before it", async () => {
    async function* source(): AsyncGenerator<number> {
      yield 0;
      yield 1;
      throw new Error("the source broke");
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of mapInOrder(source(), slowest, { limit: 5 })) seen.push(value);
    })();
    await expect(reading).rejects.toThrow("the source broke");
    expect(seen).toEqual([0, 1]);
  });

  it("throws the first error in the source's order, though a later one comes sooner, and aborts the rest", async () => {
    const signals: AbortSignal[] = [];
    const work = async (value: number, signal: AbortSignal): Promise<number> => {
      signals.push(signal);
      await slowest(value);
      if (value >= 1) throw new Error(`item ${value}`);
      return value;
    };
    await expect(collect(mapInOrder(numbers(9).source, work, { limit: 4 }))).rejects.toThrow("item 1");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true, true]);
  });

  it("closes the source and aborts the work when the loop is left", async () => {
    const { source } = numbers(9);
    let aborted = false;
    for await (const value of mapInOrder(
      source,
      async (item, signal) => {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
        return item;
      },
      { limit: 2 },
    )) {
      if (value === 1) break;
    }
    expect(aborted).toBe(true);
    expect(await source.next()).toEqual({ done: true, value: undefined });
  });

  it("hands the caller's signal to the work", async () => {
    const abortion = new AbortController();
    let begun = 0;
    const work = async (_: number, signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        begun++;
      });
    const reading = collect(mapInOrder(numbers(9).source, work, { limit: 2, signal: abortion.signal }));
    reading.catch(() => {});
    await expect.poll(() => begun).toBe(2);
    abortion.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
  });
});
