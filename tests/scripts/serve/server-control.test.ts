import { expect, test } from "vitest";

import { ServerControl } from "../../../scripts/serve/server-control.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { NO_JOURNAL } from "../../../server/journal/journal.ts";
import { ServerMetrics } from "../../../server/metrics/server-metrics.ts";

test("those who run a server see how it is while its database is away", async () => {
  const jobStore = new MemoryJobStore();
  const more = { version: "1", journal: NO_JOURNAL, metrics: new ServerMetrics() };
  const control = new ServerControl({ ...more, jobStore, goBack: undefined });
  expect(await control.state()).toMatchObject({ jobs: { attente: 0 } });
  jobStore.countByState = async () => Promise.reject(new Error("away"));
  expect(await control.state()).toMatchObject({ phase: "starting", jobs: null });
});
