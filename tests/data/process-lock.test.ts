import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import { type Holder, ProcessLock } from "../../data/process-lock.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** Takes no byte, as a full disk does. */
const FULL = "/dev/full";

test.skipIf(!existsSync(FULL))(
  "a lock that the disk has no room for says so of its file, and leaves nothing",
  () => {
    const folder = tempFolder();
    const file = join(folder, "verrou");
    symlinkSync(FULL, `${file}.${encodeURIComponent(hostname())}.${process.pid}`);
    expect(() => ProcessLock.take(file)).toThrow(
      expect.objectContaining({ code: "ENOSPC", path: file }) as Error,
    );
    expect(readdirSync(folder)).toEqual([]);
  },
);

/** A process of another container with the number of this one. */
const NAMESAKE: Holder = { host: "voisin", pid: process.pid, startTicks: 1 };

test("a lock is not the namesake's that another container takes at the same moment", () => {
  const folder = tempFolder();
  const file = join(folder, "verrou");
  // The other has written its file and given it the lock's name, and not taken the first name away yet.
  const others = `${file}.${NAMESAKE.pid}`;
  writeFileSync(others, JSON.stringify(NAMESAKE));
  linkSync(others, file);
  expect(ProcessLock.take(file)).toEqual(NAMESAKE);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(NAMESAKE);
  expect(readdirSync(folder).sort()).toEqual(["verrou", `verrou.${NAMESAKE.pid}`]);
});

test("a lock that another machine has taken over is neither kept alive for it nor taken from it", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const file = join(tempFolder(), "verrou");
  const long = new Date(Date.now() - 3_600_000);
  const lock = ProcessLock.take(file);
  if (!(lock instanceof ProcessLock)) throw new Error("held");
  utimesSync(file, long, long);
  vi.advanceTimersByTime(10_000);
  expect(statSync(file).mtimeMs).toBeGreaterThan(long.getTime());
  rmSync(file);
  writeFileSync(file, JSON.stringify(NAMESAKE));
  utimesSync(file, long, long);
  vi.advanceTimersByTime(10_000);
  // File systems keep nanoseconds, and none of them a thousandth of a second exactly.
  expect(statSync(file).mtimeMs).toBeCloseTo(long.getTime(), 0);
  expect(lock.isHeld()).toBe(false);
  lock.release();
  expect(existsSync(file)).toBe(true);
});
