import { expect, test } from "vitest";

import { ServerControl } from "../../../scripts/serve/server-control.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { NO_JOURNAL } from "../../../server/journal/journal.ts";
import { ServerMetrics } from "../../../server/metrics/server-metrics.ts";
import { NearFinder } from "../../../server/near/near-finder.ts";
import { askHere } from "../../../server/questions/ask-here.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";

test("those who run a server see how it is while its database is away", async () => {
  const jobStore = new MemoryJobStore();
  const more = { version: "1", journal: NO_JOURNAL, metrics: new ServerMetrics() };
  const control = new ServerControl({ ...more, jobStore, goBack: undefined });
  expect(await control.state()).toMatchObject({ jobs: { attente: 0 } });
  jobStore.countByState = async () => Promise.reject(new Error("away"));
  expect(await control.state()).toMatchObject({ phase: "starting", jobs: null });
});

test("two who ask at once to go back go back by one version", async () => {
  let times = 0;
  const goBack = async (): Promise<void> => {
    times++;
    return Promise.resolve();
  };
  const control = new ServerControl({
    version: "1",
    journal: NO_JOURNAL,
    jobStore: new MemoryJobStore(),
    metrics: new ServerMetrics(),
    goBack,
  });
  const study = fakeStudy();
  control.begin({ study, near: new NearFinder(study.dataset, askHere(study)) }, async () =>
    Promise.resolve({ outcome: "swapped", dataset: "before", reason: null }),
  );
  const both = await Promise.all([control.rollback?.(), control.rollback?.()]);
  expect(both.map((result) => result?.dataset)).toEqual(["before", "before"]);
  expect(times).toBe(1);
  await control.rollback?.();
  expect(times).toBe(2);
});
