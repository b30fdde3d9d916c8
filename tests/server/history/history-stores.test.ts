import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { DatasetFigures } from "../../../data/figures/dataset-figures.ts";
import { FolderHistory } from "../../../server/history/folder-history.ts";
import { historyOf } from "../../../server/history/history-of.ts";
import type { HistoryStore } from "../../../server/history/history-store.ts";
import { SqlHistory } from "../../../server/history/sql-history.ts";
import { NO_STATE, StateFolder } from "../../../server/state/state-folder.ts";
import type { State } from "../../../server/state/state-folder.ts";
import { makeFigures } from "../../helpers/make-figures.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const named = (id: string, madeAt = "2026-03-01T00:00:00.000Z"): DatasetFigures =>
  makeFigures({ dataset: { id, name: "Corse", fictitious: false, profile: "car" }, madeAt });

const refuse = (what: string): void => {
  throw new Error(`not expected: ${what}`);
};

describe("a history in a database", () => {
  let state: State;

  const folder = mkdtempSync(join(tmpdir(), "trente-historique-"));

  beforeAll(() => {
    state = new StateFolder(join(folder, "etat"), refuse);
  });
  afterAll(async () => {
    await state.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("keeps datasets over processes, each once, by date, and tells rows that it cannot read", async () => {
    const troubles: string[] = [];
    const history = new SqlHistory(state, (what) => void troubles.push(what));
    expect(await history.list()).toEqual({ figures: [], unreadable: 0 });
    // More than are read by one statement.
    const days = Array.from({ length: 28 }, (_, day) =>
      named(`jeu-${day}`, `2026-02-${String(day + 1).padStart(2, "0")}T00:00:00.000Z`),
    );
    for (const figures of days.toReversed()) await history.record(figures);
    await history.record(named("jeu-3", "2030-01-01T00:00:00.000Z"));
    expect(await history.list()).toEqual({ figures: days, unreadable: 0 });
    const sql = await state.sql();
    await sql.query({ text: "insert into dataset_figures values ('odd', '', '{}')" });
    await sql.query({ text: "delete from dataset_figures where dataset_id = 'jeu-0'" });
    const other = new SqlHistory(state, (what) => void troubles.push(what));
    for (const store of [history, history, other]) {
      expect(await store.list()).toEqual({ figures: days.slice(1), unreadable: 1 });
    }
    // Once by each.
    expect(troubles).toHaveLength(2);
    for (const told of troubles) expect(told).toMatch(/^history, left out: odd: not the figures/);
  });

  test("cannot be had without a state", async () => {
    const history = new SqlHistory(NO_STATE, refuse);
    expect(await history.list()).toEqual({ figures: [], unreadable: 0 });
    await expect(history.record(named("a"))).rejects.toMatchObject({ code: "state.unavailable" });
  });
});

describe("a history in a folder", () => {
  test("is in files that people can read, made with the first of them", async () => {
    const folder = join(tempFolder(), "jeu.etat");
    const history = historyOf(NO_STATE, folder, refuse);
    expect(await history.list()).toEqual({ figures: [], unreadable: 0 });
    expect(readdirSync(join(folder, ".."))).toEqual([]);
    await history.record(named("a"));
    expect(readdirSync(join(folder, "historique"))).toEqual(["a.json"]);
    expect(JSON.parse(readFileSync(join(folder, "historique", "a.json"), "utf8"))).toEqual(named("a"));
  });

  test("keeps the first that is said of a dataset, whoever says it", async () => {
    const folder = tempFolder();
    const [one, other] = [new FolderHistory(folder, refuse), new FolderHistory(folder, refuse)];
    await one.record(named("a", "2026-01-01T00:00:00.000Z"));
    await other.record(named("a", "2026-02-01T00:00:00.000Z"));
    await other.record(named("b", "2025-02-01T00:00:00.000Z"));
    for (const history of [one, other]) {
      const { figures } = await history.list();
      expect(figures.map(({ dataset, madeAt }) => [dataset.id, madeAt.slice(0, 10)])).toEqual([
        ["b", "2025-02-01"],
        ["a", "2026-01-01"],
      ]);
    }
  });

  test("counts what it cannot read, tells it once, and takes it when it is mended", async () => {
    const folder = tempFolder();
    const troubles: string[] = [];
    const history = new FolderHistory(folder, (what) => void troubles.push(what));
    await history.record(named("a"));
    writeFileSync(join(folder, "cut.json"), '{"formatVersion": 1, "data');
    writeFileSync(join(folder, "renamed.json"), JSON.stringify(named("a")));
    writeFileSync(join(folder, "LISEZMOI.txt"), "not ours");
    mkdirSync(join(folder, "folder.json"));
    for (let time = 0; time < 2; time++) {
      expect(await history.list()).toEqual({ figures: [named("a")], unreadable: 3 });
    }
    expect(troubles).toHaveLength(3);
    await history.record(named("cut"));
    expect(await history.list()).toEqual({ figures: [named("a"), named("cut")], unreadable: 2 });
  });

  test("refuses to record where nothing can be written", async () => {
    const history = new FolderHistory("/proc/historique", refuse);
    await expect(history.record(named("a"))).rejects.toThrow("/proc/historique");
    expect(await history.list()).toEqual({ figures: [], unreadable: 0 });
  });
});

test("whatever is recorded in whatever order, stores have the first of each dataset by date", async () => {
  const record = fc.record({
    id: fc.constantFrom("a", "b", "c", "d"),
    day: fc.integer({ min: 10, max: 28 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 12 }), async (records) => {
      const store: HistoryStore = new FolderHistory(tempFolder(), refuse);
      const first = new Map<string, DatasetFigures>();
      for (const { id, day } of records) {
        const figures = named(id, `2026-02-${day}T00:00:00.000Z`);
        if (!first.has(id)) first.set(id, figures);
        await store.record(figures);
      }
      const expected = [...first.values()].sort((a, b) =>
        a.madeAt === b.madeAt ? (a.dataset.id < b.dataset.id ? -1 : 1) : a.madeAt < b.madeAt ? -1 : 1,
      );
      expect((await store.list()).figures).toEqual(expected);
    }),
    { numRuns: 30, seed: 20260301 },
  );
});
