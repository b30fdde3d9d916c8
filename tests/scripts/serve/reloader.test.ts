import { afterEach, describe, expect, onTestFinished, test } from "vitest";

import type { DatasetSource } from "../../../scripts/serve/dataset-source.ts";
import { Reloader } from "../../../scripts/serve/reloader.ts";
import type { Settings } from "../../../scripts/serve/served.ts";
import { ServerControl } from "../../../scripts/serve/server-control.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { NO_JOURNAL } from "../../../server/journal/journal.ts";
import { ServerMetrics } from "../../../server/metrics/server-metrics.ts";
import type { RunningServer } from "../../../server/server.ts";
import { NO_STATE } from "../../../server/state/state-folder.ts";

const SERVED = "served";

/** A reloader of a source, in front of a server that takes nothing over. */
function reloaderOf(source: Pick<DatasetSource, "currentId" | "load">): Reloader {
  const metrics = new ServerMetrics();
  const jobStore = new MemoryJobStore();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const control = new ServerControl({
    version: "1",
    journal: NO_JOURNAL,
    jobStore,
    metrics,
    goBack: undefined,
  });
  const settings: Settings = {
    metrics,
    jobStore,
    requestsPerMinute: 0,
    trustedProxies: [],
    state: NO_STATE,
    history: { list: async () => Promise.resolve({ figures: [] }) } as unknown as Settings["history"],
    journal: NO_JOURNAL,
    admin: null,
    control,
    signal: stop.signal,
  };
  const server = { swap: async () => Promise.reject(new Error("takes nothing")) } as unknown as RunningServer;
  return new Reloader({
    source: { ...source, close: async () => {} },
    home: "/nulle/part",
    server,
    settings,
    servedId: SERVED,
  });
}

/** What cannot be served, of the size of a small dataset. */
function unservable(): Dataset {
  return { id: "next", network: null, bytes: new Uint8Array(new SharedArrayBuffer(2 ** 20)) } as never;
}

describe("reading a source again", () => {
  const readings: WeakRef<Dataset>[] = [];
  afterEach(() => void readings.splice(0));

  const load = async (): Promise<Dataset> => {
    const dataset = unservable();
    readings.push(new WeakRef(dataset));
    return Promise.resolve(dataset);
  };

  test("reads nothing where the dataset in service is the one there", async () => {
    const reloader = reloaderOf({ currentId: async () => Promise.resolve(SERVED), load });
    const results = await Promise.all([reloader.reload(), reloader.reload()]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["same", "same"]);
    expect(readings).toHaveLength(0);
  });

  test("reads it where it does not tell which it has", async () => {
    const currentId = async (): Promise<string> => Promise.reject(new Error("away"));
    const reloader = reloaderOf({ currentId, load: async () => Promise.reject(new Error("no file")) });
    expect(await reloader.reload()).toEqual({ outcome: "failed", dataset: SERVED, reason: "no file" });
  });

  test("lets go of what cannot be served", async () => {
    const reloader = reloaderOf({ currentId: async () => Promise.resolve("next"), load });
    for (let time = 0; time < 5; time++) expect(await reloader.reload()).toMatchObject({ outcome: "failed" });
    expect(readings).toHaveLength(5);
    const isHeld = (): boolean => readings.some((reading) => reading.deref() !== undefined);
    await expect.poll(isHeld, { timeout: 10_000 }).toBe(false);
  });
});
