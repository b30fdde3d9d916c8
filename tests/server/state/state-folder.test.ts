import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import { ProcessLock } from "../../../data/process-lock.ts";
import { StateFolder } from "../../../server/state/state-folder.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

function stateIn(directory: string): { state: StateFolder; troubles: string[] } {
  const troubles: string[] = [];
  const state = new StateFolder(directory, (what) => void troubles.push(what));
  onTestFinished(async () => state.close());
  return { state, troubles };
}

test("a folder is made when first written to, keeps what is written, and is free afterwards", async () => {
  const directory = join(tempFolder(), "a b", "état");
  const first = stateIn(directory);
  first.state.claim();
  expect(first.state.isMade).toBe(false);
  expect(existsSync(directory)).toBe(false);
  const sql = await first.state.sql();
  await sql.query({ text: "create table things (name text not null, size integer)" });
  await sql.together([
    { text: "insert into things values ($1, $2::integer)", values: ["é; drop table things", 1] },
    { text: "insert into things values ($1, $2::integer)", values: ["deux", null] },
  ]);
  await expect(
    sql.together([
      { text: "insert into things values ('trois', 3)" },
      { text: "insert into things values (null, 4)" },
    ]),
  ).rejects.toThrow(/null value/u);
  expect(await first.state.sql()).toBe(sql);
  await first.state.close();
  await first.state.close();
  await expect(first.state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  const second = stateIn(directory);
  expect(second.state.isMade).toBe(true);
  const rows = await (await second.state.sql()).query({ text: "select * from things order by name" });
  expect(rows).toEqual([
    { name: "deux", size: null },
    { name: "é; drop table things", size: 1 },
  ]);
  expect([...first.troubles, ...second.troubles]).toEqual([]);
});

test("whoever finds it in use says so once, and has it as soon as it is free", async () => {
  const directory = tempFolder();
  const [first, second] = [stateIn(directory), stateIn(directory)];
  await first.state.sql();
  second.state.claim();
  await expect(second.state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  await expect(second.state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  expect(second.troubles).toEqual([
    expect.stringContaining(`process ${process.pid} of ${hostname()} has it`),
  ]);
  await first.state.close();
  expect(await (await second.state.sql()).query({ text: "select 1 as one" })).toEqual([{ one: 1 }]);
});

test("a disk that is full is told of once, refuses what is to be kept, and takes nothing else away", async () => {
  const { state, troubles } = stateIn(tempFolder());
  const sql = await state.sql();
  const full =
    "do $$ begin raise exception using errcode = '53100', message = 'No space left on device'; end $$";
  for (const failing of [
    async () => sql.query({ text: full }),
    async () => sql.transaction(async (inside) => inside.query({ text: full })),
    async () => (await state.sql()).together([{ text: full }]),
  ]) {
    await expect(failing()).rejects.toMatchObject({ code: "state.unavailable" });
  }
  expect(state.health).toBe("unavailable");
  expect(troubles).toEqual([expect.stringMatching(/: nothing can be written: No space left on device$/u)]);
  expect(await (await state.sql()).query({ text: "select 1 as one" })).toEqual([{ one: 1 }]);
  await expect(sql.query({ text: "select 1 / 0" })).rejects.toThrow("division by zero");
});

test("tables of a later version are left alone", async () => {
  const directory = tempFolder();
  const first = stateIn(directory);
  await (await first.state.sql()).query({ text: "insert into state_versions values (1000)" });
  await first.state.close();
  const second = stateIn(directory);
  await expect(second.state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  expect(second.troubles).toEqual([expect.stringContaining("version 1000")]);
});

test("half a database is no database", async () => {
  const directory = tempFolder();
  mkdirSync(join(directory, "postgres.new", "base"), { recursive: true });
  writeFileSync(join(directory, "postgres.new", "PG_VERSION"), "17");
  const { state } = stateIn(directory);
  expect(state.isMade).toBe(false);
  expect(await (await state.sql()).query({ text: "select 1 as one" })).toEqual([{ one: 1 }]);
  expect(existsSync(join(directory, "postgres.new"))).toBe(false);
});

test("a folder that cannot be written is told", async () => {
  // Nobody makes folders there, whatever else they may.
  const { state, troubles } = stateIn("/proc/etat");
  await expect(state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  expect(troubles).toEqual([expect.stringContaining("/proc/etat")]);
});

test("a folder in whose place a file is, is told", async () => {
  const file = join(tempFolder(), "etat");
  writeFileSync(file, "");
  const { state, troubles } = stateIn(file);
  state.claim();
  await expect(state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  expect(troubles.length).toBeGreaterThan(0);
});

test("a lock is taken over from a process that has ended, or whose number another has", () => {
  const file = join(tempFolder(), "verrou");
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  const mine = ProcessLock.take(join(tempFolder(), "autre"));
  if (!(mine instanceof ProcessLock)) throw new Error("a new lock is held");
  mine.release();
  const host = hostname();
  for (const left of [
    { host, pid: ended, startTicks: 12 },
    { host, pid: process.pid, startTicks: 1 },
    { host, pid: 1e9, startTicks: null },
    {},
  ]) {
    writeFileSync(file, JSON.stringify(left));
    const lock = ProcessLock.take(file);
    if (!(lock instanceof ProcessLock)) throw new Error(`held by ${JSON.stringify(lock)}`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ host, pid: process.pid });
    expect(ProcessLock.take(file)).toMatchObject({ host, pid: process.pid });
    lock.release();
    expect(existsSync(file)).toBe(false);
  }
  writeFileSync(file, "{");
  expect(ProcessLock.take(file)).toBeInstanceOf(ProcessLock);
});

test("a lock of another machine holds as long as its holder is heard of", () => {
  const file = join(tempFolder(), "verrou");
  const other = { host: "une-autre", pid: process.pid, startTicks: null };
  writeFileSync(file, JSON.stringify(other));
  expect(ProcessLock.take(file)).toEqual(other);
  const longAgo = new Date(Date.now() - 31_000);
  utimesSync(file, longAgo, longAgo);
  expect(ProcessLock.take(file)).toBeInstanceOf(ProcessLock);
});

test("a lock ends no process whose disk fails, and is not taken from who has it now", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const folder = join(tempFolder(), "état");
  mkdirSync(folder);
  const file = join(folder, "verrou");
  const lock = ProcessLock.take(file);
  if (!(lock instanceof ProcessLock)) throw new Error("a new lock is held");
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "");
  expect(() => vi.advanceTimersByTime(20_000)).not.toThrow();
  rmSync(folder);
  mkdirSync(folder);
  const other = JSON.stringify({ host: "une-autre", pid: 1, startTicks: null });
  writeFileSync(file, other);
  lock.release();
  expect(readFileSync(file, "utf8")).toBe(other);
});

test("a folder that another machine has taken over meanwhile is written to no more", async () => {
  const directory = tempFolder();
  const { state, troubles } = stateIn(directory);
  await state.sql();
  const lock = join(directory, "verrou");
  const other = JSON.stringify({ host: "autre-machine", pid: 1, startTicks: null });
  writeFileSync(lock, other);
  for (let turn = 0; turn < 2; turn++) {
    await expect(state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
  }
  expect(state.health).toBe("unavailable");
  expect(troubles).toHaveLength(1);
  expect(troubles[0]).toContain("another process has taken it over");
  await state.close();
  expect(readFileSync(lock, "utf8")).toBe(other);
});
