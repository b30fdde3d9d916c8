import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, test, vi } from "vitest";

import type { DatasetFigures } from "../../../data/figures/dataset-figures.ts";
import { writeFigures } from "../../../data/figures/figures-file.ts";
import { measureFigures } from "../../../data/figures/measure-figures.ts";
import { FolderHistory } from "../../../server/history/folder-history.ts";
import type { HistoryStore } from "../../../server/history/history-store.ts";
import { recordFigures, type Recording } from "../../../server/history/record-figures.ts";
import { askHere } from "../../../server/questions/ask-here.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { makeFigures } from "../../helpers/make-figures.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const SINCE = new Date("2026-05-01T00:00:00.000Z");

const named = (id: string): DatasetFigures =>
  makeFigures({ dataset: { id, name: "Corse", fictitious: false, profile: "car" } });

function recordingOf(fields: Partial<Recording> = {}): Recording & { readonly troubles: string[] } {
  const troubles: string[] = [];
  const study = fakeStudy();
  return {
    store: new FolderHistory(join(tempFolder(), "historique"), (what) => void troubles.push(what)),
    dataset: study.dataset,
    asker: askHere(study),
    directory: tempFolder(),
    since: SINCE,
    signal: new AbortController().signal,
    onTrouble: (what) => void troubles.push(what),
    troubles,
    ...fields,
  };
}

async function idsIn(store: HistoryStore): Promise<string[]> {
  return (await store.list()).figures.map(({ dataset }) => dataset.id).sort();
}

test("a dataset that comes into service is measured once, and dated then", async () => {
  const recording = recordingOf();
  const ask = vi.spyOn(recording.asker, "ask");
  await recordFigures(recording);
  await recordFigures({ ...recording, since: new Date() });
  expect((await recording.store.list()).figures).toEqual([measureFigures(fakeStudy(), SINCE)]);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(recording.troubles).toEqual([]);
});

test.each(["a version", "the depot"])(
  "figures of all versions of a depot are taken in, from %s",
  async (from) => {
    const depot = tempFolder();
    const version = join(depot, "jeux", "fake-1");
    const folders = { "fake-1": "fake-1", old: "old", ".new-fabrication": "not-served", ".old-x": "gone" };
    for (const [folder, id] of Object.entries(folders)) {
      mkdirSync(join(depot, "jeux", folder), { recursive: true });
      writeFigures(join(depot, "jeux", folder, "chiffres.json"), named(id));
    }
    mkdirSync(join(depot, "jeux", "half"));
    mkdirSync(join(depot, "jeux", "odd"));
    writeFileSync(join(depot, "jeux", "odd", "chiffres.json"), "{");
    writeFileSync(join(depot, "jeux", "LISEZMOI"), "");
    const recording = recordingOf({ directory: from === "a version" ? version : depot });
    const ask = vi.spyOn(recording.asker, "ask");
    await recordFigures(recording);
    expect(await idsIn(recording.store)).toEqual(["fake-1", "old"]);
    expect((await recording.store.list()).figures).toContainEqual(named("fake-1"));
    expect(ask).not.toHaveBeenCalled();
    expect(recording.troubles).toEqual([expect.stringContaining("odd/chiffres.json: got no JSON")]);
  },
);

test("figures of another dataset beside the one that is served do not stand for its own", async () => {
  const directory = tempFolder();
  writeFigures(join(directory, "chiffres.json"), named("before"));
  const recording = recordingOf({ directory });
  await recordFigures(recording);
  expect(await idsIn(recording.store)).toEqual(["before", "fake-1"]);
});

test("a dataset without a population has no figures, which is no trouble", async () => {
  const study = fakeStudy({ withPopulation: false });
  const recording = recordingOf({ dataset: study.dataset, asker: askHere(study) });
  await recordFigures(recording);
  expect(await idsIn(recording.store)).toEqual([]);
  expect(recording.troubles).toEqual([]);
});

test("a store that fails is told once and tried again until it takes them", async () => {
  const kept: string[] = [];
  let failures = 4;
  const store: HistoryStore = {
    list: async () => Promise.reject(new Error("away")),
    record: async ({ dataset }) => {
      if (failures-- > 0) throw new Error("the disk is read-only");
      kept.push(dataset.id);
    },
  };
  const recording = recordingOf({ store, retryMilliseconds: 1 });
  await recordFigures(recording);
  expect(kept).toEqual(["fake-1"]);
  expect(recording.troubles).toEqual(["the history cannot be kept: the disk is read-only"]);
});

test("a store that is away for long keeps no dataset in memory", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const stop = new AbortController();
  let tries = 0;
  const store: HistoryStore = {
    list: async () => Promise.reject(new Error("away")),
    record: async () => {
      tries++;
      throw new Error("away");
    },
  };
  const begin = (): { readonly ended: Promise<void>; readonly held: WeakRef<object> } => {
    const recording = recordingOf({ store, signal: stop.signal, retryMilliseconds: 5 });
    return { ended: recordFigures(recording), held: new WeakRef(recording.asker) };
  };
  const { ended, held } = begin();
  await expect.poll(() => tries, { interval: 2 }).toBeGreaterThan(2);
  const isHeld = (): boolean => {
    collect();
    return held.deref() !== undefined;
  };
  await expect.poll(isHeld, { interval: 5 }).toBe(false);
  stop.abort();
  await ended;
});

test("a server that ends waits for nothing, without a word", async () => {
  const stop = new AbortController();
  const store: HistoryStore = {
    list: async () => ({ figures: [], unreadable: 0 }),
    record: async () => {
      stop.abort();
      throw new Error("read-only");
    },
  };
  const recording = recordingOf({ store, signal: stop.signal });
  await recordFigures(recording);
  const asker = { ask: async () => Promise.reject(new Error("closed")), close: async () => {} };
  await recordFigures({ ...recording, asker });
  expect(recording.troubles).toEqual(["the history cannot be kept: read-only"]);
});

test("a measurement that fails is told", async () => {
  const recording = recordingOf({
    asker: { ask: async () => Promise.reject(new Error("no thread")), close: async () => {} },
  });
  await recordFigures(recording);
  expect(recording.troubles).toEqual(["no history of fake-1: no thread"]);
  rmSync(recording.directory, { recursive: true, force: true });
});
