import { spawn } from "node:child_process";
import { getEventListeners, once } from "node:events";
import { fileURLToPath } from "node:url";

import { afterEach, describe, expect, it } from "vitest";

import { WorkerDeathError } from "../../workers/errors.ts";
import { type PoolOptions, WorkerPool } from "../../workers/pool.ts";
import { tasks } from "./faulty-tasks.mjs";

type Shared = { counters: Int32Array };
type FaultyPool = WorkerPool<typeof tasks.handlers>;

/** A class of the same name as the one that the tasks throw: code loaded twice, as in two threads. */
class OddError extends Error {
  override readonly name = "OddError";
  readonly code: string = "";
}

const counters = new Int32Array(new SharedArrayBuffer(64));
const pools: FaultyPool[] = [];

function openPool(options: Partial<PoolOptions<Shared>> = {}): FaultyPool {
  counters.fill(0);
  const pool = new WorkerPool(tasks, {
    threads: 2,
    shared: { counters },
    graceMilliseconds: 100,
    errorClasses: [OddError],
    ...options,
  });
  pools.push(pool);
  return pool;
}

/** Waits until a task has said that it began. */
async function begun(count = 1): Promise<void> {
  await expect.poll(() => Atomics.load(counters, 0), { interval: 1, timeout: 10_000 }).toBe(count);
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map(async (pool) => pool.close()));
});

describe.each([{ threads: 0 }, { threads: 1 }, { threads: 2 }])("with threads: $threads", ({ threads }) => {
  it("gives each task its own output", async () => {
    const pool = openPool({ threads });
    const values = [1, 2, 3, 4, 5];
    const outputs = await Promise.all(values.map(async (value) => pool.run("double", value)));
    expect(outputs).toEqual(values.map((value) => 2 * value));
    expect(pool.queuedCount).toBe(0);
  });

  it("passes on what a task tells, in order and before its end", async () => {
    const pool = openPool({ threads });
    const heard: unknown[] = [];
    const others: unknown[] = [];
    const outputs = await Promise.all([
      pool.run("tellAll", [3, 1, 2], { onNote: (note) => heard.push(note) }),
      pool.run("tellAll", [7], { onNote: (note) => others.push(note) }),
      pool.run("tellAll", [9]),
    ]);
    expect(outputs).toEqual([3, 1, 1]);
    expect(heard).toEqual([{ number: 3 }, { number: 1 }, { number: 2 }]);
    expect(others).toEqual([{ number: 7 }]);
  });

  it("passes on nothing more of a task that is cancelled", async () => {
    const pool = openPool({ threads, graceMilliseconds: 10_000 });
    const stop = new AbortController();
    const heard: unknown[] = [];
    const first = new Promise<void>((resolve) => {
      const onNote = (note: unknown): void => {
        heard.push(note);
        if (heard.length === 2) resolve();
      };
      void pool.run("tellUntilCancelled", [1, 2], { signal: stop.signal, onNote }).catch(() => {});
    });
    await first;
    stop.abort(new Error("enough"));
    const count = heard.length;
    await expect.poll(() => Atomics.load(counters, 1), { interval: 1, timeout: 10_000 }).toBe(1);
    // What it told last has come by when another task has been done.
    await pool.run("double", 1);
    expect(heard).toHaveLength(count);
    expect(heard).not.toContain("cancelled");
  });

  it("begins tasks in the order of their calls", async () => {
    const pool = openPool({ threads });
    const ended: number[] = [];
    const waits = [1, 2, 3].map(async (value) =>
      ended.push(await pool.run("wait", { value, milliseconds: 1 })),
    );
    // One at a time: with more threads than one, only the queue's order is sure.
    expect(pool.queuedCount).toBe(3 - Math.min(3, pool.width));
    await Promise.all(waits);
    const isSure = pool.width === 1;
    expect(isSure ? ended : ended.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it("rejects at once with what a handler throws, and goes on", async () => {
    const pool = openPool({ threads });
    const error: unknown = await pool.run("refuse", "three").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "OddError", message: "three", code: "odd.number" });
    expect((error as Error).cause).toBeInstanceOf(RangeError);
    expect(await pool.run("double", 4)).toBe(8);
    expect(pool.threadCount).toBe(1);
  });

  it("drops an aborted task from the queue", async () => {
    const pool = openPool({ threads });
    const abortion = new AbortController();
    const running = [0, 1].map(async (value) => pool.run("wait", { value, milliseconds: 20 }));
    const dropped = pool.run("mark", { at: 5, value: 1 }, { signal: abortion.signal });
    abortion.abort(new Error("no longer wanted"));
    await expect(dropped).rejects.toThrow("no longer wanted");
    expect(await Promise.all(running)).toEqual([0, 1]);
    await pool.run("double", 1);
    expect(counters[5]).toBe(0);
  });

  it("tells a running task that it is cancelled, and keeps the thread", async () => {
    const pool = openPool({ threads, graceMilliseconds: 10_000 });
    const abortion = new AbortController();
    const running = pool.run("untilCancelled", null, { signal: abortion.signal });
    await begun();
    abortion.abort();
    await expect(running).rejects.toThrow("aborted");
    if (pool.width > 1) await pool.run("double", 1);
    // The next task on that thread is not cancelled with it.
    const next = new AbortController();
    const again = pool.run("untilCancelled", null, { signal: next.signal });
    await begun(2);
    expect(counters[1]).toBe(1);
    next.abort();
    await expect(again).rejects.toThrow("aborted");
  });

  it("refuses work after close, and rejects what was not done", async () => {
    const pool = openPool({ threads });
    const undone = [1, 2, 3].map(async (value) => pool.run("wait", { value, milliseconds: 60_000 }));
    const settled = Promise.allSettled(undone);
    await pool.close();
    for (const { status } of await settled) expect(status).toBe("rejected");
    await expect(pool.run("double", 1)).rejects.toThrow('task "double": the pool of threads is closed');
    expect(pool.threadCount).toBe(0);
  });
});

describe("threads", () => {
  it("run at once, as many as the pool has", async () => {
    const pool = openPool();
    const threadIds = await Promise.all([1, 2].map(async () => pool.run("meet", { parties: 2 })));
    expect(new Set(threadIds).size).toBe(2);
  });

  it("are started when there is work for them", async () => {
    const pool = openPool();
    expect(pool.threadCount).toBe(0);
    await pool.run("double", 1);
    await pool.run("double", 1);
    expect(pool.threadCount).toBe(1);
  });

  it("share memory with their pool", async () => {
    const pool = openPool();
    await pool.run("mark", { at: 7, value: 42 });
    expect(counters[7]).toBe(42);
  });

  it("move buffers in and out", async () => {
    const pool = openPool();
    const bytes = Uint8Array.of(1, 2, 3);
    const moved = await pool.run("passOn", bytes, { transfer: [bytes.buffer] });
    expect([...moved]).toEqual([1, 2, 3]);
    expect(bytes.byteLength).toBe(0);
  });

  it("bring back the classes of errors that the pool knows", async () => {
    const error: unknown = await openPool()
      .run("refuse", "three")
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OddError);
    expect((error as Error).stack).toContain("faulty-tasks.mjs");
    const unknown: unknown = await openPool({ errorClasses: [] })
      .run("refuse", "three")
      .catch((thrown: unknown) => thrown);
    expect(unknown).toBeInstanceOf(Error);
    expect(unknown).toMatchObject({ name: "OddError", code: "odd.number" });
  });

  it("tell what is thrown without being an error, and what cannot be cloned", async () => {
    const pool = openPool();
    await expect(pool.run("refuseText", "no")).rejects.toThrow("no");
    await expect(pool.run("notCloneable", undefined as never)).rejects.toThrow("could not be cloned");
    await expect(pool.run("double", (() => 1) as never)).rejects.toThrow("could not be cloned");
    await expect(pool.run("absent" as "double", 1)).rejects.toThrow('no task "absent"');
    expect(await pool.run("double", 1)).toBe(2);
    expect(pool.threadCount).toBe(1);
  });

  it("are terminated and replaced when they do not heed a cancellation", async () => {
    const pool = openPool({ threads: 1 });
    const abortion = new AbortController();
    const running = pool.run("stubborn", null, { signal: abortion.signal });
    await begun();
    const next = pool.run("double", 3);
    abortion.abort();
    await expect(running).rejects.toThrow("aborted");
    expect(await next).toBe(6);
    expect(pool.threadCount).toBe(1);
    const steps = Atomics.load(counters, 2);
    await pool.run("wait", { value: 0, milliseconds: 5 });
    expect(Atomics.load(counters, 2)).toBe(steps);
  });

  it("end with close in the middle of a task", async () => {
    const pool = openPool();
    const running = pool.run("stubborn", null).catch((error: unknown) => error);
    await begun();
    await pool.close();
    expect(await running).toMatchObject({ message: 'task "stubborn": the pool of threads is closed' });
    const steps = Atomics.load(counters, 2);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(Atomics.load(counters, 2)).toBe(steps);
  });
});

describe.each([
  { task: "exit" as const, cause: "it exited with code 3" },
  { task: "throwInTimer" as const, cause: "thrown in a timer" },
  { task: "exhaustMemory" as const, cause: "memory limit" },
])("a thread that dies of $task", ({ task, cause }) => {
  const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 };

  it("is replaced, and its task retried once", async () => {
    const deaths: (string | null)[] = [];
    const pool = openPool({ threads: 1, resourceLimits, onDeath: (_, name) => deaths.push(name) });
    const before = await pool.run("exit", { deaths: 0 });
    counters[0] = 0;
    const after = pool.run(task, { deaths: 1 });
    const next = pool.run("double", 5);
    expect(await after).toBeGreaterThan(before);
    expect(await next).toBe(10);
    expect(deaths).toEqual([task]);
    expect(pool.threadCount).toBe(1);
  });

  it("is reported the second time, and the pool goes on", async () => {
    const pool = openPool({ threads: 1, resourceLimits });
    const error: unknown = await pool.run(task, { deaths: 9 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WorkerDeathError);
    expect(error).toMatchObject({ task });
    expect((error as Error).message).toContain(`task "${task}": its thread died 2 times`);
    expect(String((error as Error).cause)).toContain(cause);
    expect(counters[0]).toBe(2);
    expect(await pool.run("double", 5)).toBe(10);
  });
});

describe("death", () => {
  it("of a task whose input was moved is reported at once", async () => {
    const pool = openPool();
    const { buffer } = new Uint8Array(8);
    const error: unknown = await pool
      .run("exit", { deaths: 1 }, { transfer: [buffer] })
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('task "exit": its thread died: it exited with code 3');
    expect(counters[0]).toBe(1);
  });

  it("of a free thread is told, and the next task gets another", async () => {
    const causes: string[] = [];
    const pool = openPool({ onDeath: (cause, task) => causes.push(`${task}: ${cause.message}`) });
    await pool.run("leaveBomb", 1);
    await expect.poll(() => causes).toEqual(["null: too late"]);
    expect(pool.threadCount).toBe(0);
    expect(await pool.run("double", 1)).toBe(2);
  });

  it("at the start, of a module that is not there, is reported", async () => {
    const pool = new WorkerPool(
      { ...tasks, url: `${tasks.url}.absent` },
      { threads: 1, shared: { counters } },
    );
    await expect(pool.run("double", 1)).rejects.toThrow(/task "double": its thread died 2 times: .*absent/u);
    await pool.close();
  });
});

describe("an open pool", () => {
  it("lets its process end", async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./open-pool.mjs", import.meta.url))]);
    const output = child.stdout.setEncoding("utf8").toArray();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await output).toEqual(["8\n"]);
  });
});

describe("a pool that is closed while a reply is on its way", () => {
  it("lets its process go on", async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./closing-pool.mjs", import.meta.url))]);
    const output = child.stdout.setEncoding("utf8").toArray();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await output).toEqual(["closed\n"]);
  });
});

describe("signals", () => {
  it("have one listener while tasks wait for them, and none when all are done", async () => {
    const pool = openPool();
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, "abort").length;
    const runs = Array.from({ length: 20 }, async (_, value) => pool.run("double", value, { signal }));
    // Longer than all others take on a busy machine.
    const slow = pool.run("wait", { value: 1, milliseconds: 2_000 }, { signal });
    expect(listeners()).toBe(1);
    await Promise.all(runs);
    expect(listeners()).toBe(1);
    await slow;
    expect(listeners()).toBe(0);
    await pool.run("refuse", "no", { signal }).catch(() => {});
    expect(listeners()).toBe(0);
  });

  it("end all tasks that wait for them, and no others", async () => {
    const pool = openPool({ threads: 1 });
    const [one, other] = [new AbortController(), new AbortController()];
    const running = pool.run("untilCancelled", null, { signal: one.signal });
    const dropped = [1, 2, 3].map(async (value) => pool.run("double", value, { signal: one.signal }));
    const kept = [4, 5].map(async (value) => pool.run("double", value, { signal: other.signal }));
    await begun();
    one.abort(new Error("enough"));
    for (const run of [running, ...dropped]) await expect(run).rejects.toThrow("enough");
    expect(await Promise.all(kept)).toEqual([8, 10]);
    expect(getEventListeners(one.signal, "abort")).toEqual([]);
  });

  it("aborted before the call reject the task without a thread", async () => {
    const pool = openPool();
    await expect(pool.run("double", 1, { signal: AbortSignal.abort(new Error("early")) })).rejects.toThrow(
      "early",
    );
    expect(pool.threadCount).toBe(0);
  });
});
