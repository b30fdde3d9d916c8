import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { withLock } from "../../bin/lock.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trente-lock-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function never(): void {
  throw new Error("waited for a lock that nobody holds");
}

test("work is done under the lock, which is gone afterwards", async () => {
  const lock = join(folder, "deep", "lock");
  expect(await withLock(lock, never, () => Promise.resolve(existsSync(lock)))).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

test("the lock goes when the work fails, and the failure stays", async () => {
  const lock = join(folder, "lock");
  await expect(withLock(lock, never, () => Promise.reject(new Error("full disk")))).rejects.toThrow(
    "full disk",
  );
  expect(existsSync(lock)).toBe(false);
});

test("the second waits, says so once, and begins when the first has ended", async () => {
  const lock = join(folder, "lock");
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
    events.push(`${name} ends`);
  };
  let second = Promise.resolve();
  await withLock(lock, never, async () => {
    second = withLock(lock, () => events.push("second waits"), work("second"));
    await work("first")();
  });
  await second;
  expect(events).toEqual(["second waits", "first begins", "first ends", "second begins", "second ends"]);
});

test("a lock left by a process that is no more is taken over", async () => {
  const lock = join(folder, "lock");
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(lock, String(pid));
  expect(
    await withLock(
      lock,
      () => undefined,
      () => Promise.resolve("done"),
    ),
  ).toBe("done");
});
