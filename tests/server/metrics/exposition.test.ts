import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { buildApp } from "../../../server/app.ts";
import { MemoryJobStore } from "../../../server/jobs/memory-job-store.ts";
import { ServerMetrics } from "../../../server/metrics/server-metrics.ts";
import { startServer } from "../../../server/server.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { type Metric, readPrometheus } from "../../helpers/prometheus-text.ts";

const GUIDE = resolve(import.meta.dirname, "../../../docs/exploitation.md");

async function readMetrics(): Promise<Map<string, Metric>> {
  const metrics = new ServerMetrics("1.2.3");
  const jobStore = new MemoryJobStore();
  const job = {
    scope: "fake-1",
    kind: "implantations",
    asker: "one",
    question: null,
    createdAt: 0,
    input: new Uint8Array(0),
  };
  for (const id of ["a", "b", "c"]) await jobStore.enqueue({ ...job, id });
  await jobStore.take("fake-1", 0);
  const state = {
    isMade: false,
    health: "unavailable" as const,
    sql: async () => Promise.reject(new Error()),
    close: async () => {},
  };
  const study = fakeStudy();
  const server = await startServer({ study, webRoot: null, port: 0, metrics, jobStore, state });
  onTestFinished(() => server.close());
  metrics.countReload("swapped");
  metrics.countDeath(null);
  for (const path of ["/sante", "/sante", "/nulle-part", "/api/v1/couverture"])
    await (await fetch(server.url + path)).arrayBuffer();
  await (await fetch(`${server.url}/metrics`)).text();
  return readPrometheus(await (await fetch(`${server.url}/metrics`)).text());
}

function valueOf(
  metrics: Map<string, Metric>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  return metrics
    .get(name)
    ?.samples.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
    ?.value;
}

test("all that a server tells is in the format, and says what there is", async () => {
  const metrics = await readMetrics();
  expect(metrics.get("trente_build_info")?.samples[0].labels).toEqual({
    version: "1.2.3",
    node: process.version,
  });
  expect(valueOf(metrics, "trente_jobs", { state: "attente" })).toBe(2);
  expect(valueOf(metrics, "trente_jobs", { state: "encours" })).toBe(1);
  expect(valueOf(metrics, "trente_jobs", { state: "echouee" })).toBe(0);
  expect(valueOf(metrics, "trente_jobs_lost_total")).toBe(0);
  expect(valueOf(metrics, "trente_state_up")).toBe(0);
  expect(valueOf(metrics, "trente_reloads_total", { outcome: "swapped" })).toBe(1);
  expect(valueOf(metrics, "trente_questions_waiting", { threads: "tiles" })).toBe(0);
  // The one that reads this.
  expect(valueOf(metrics, "trente_requests_running")).toBe(1);
  const age = valueOf(metrics, "trente_dataset_source_age_seconds", { role: "roads" });
  // The vintage is 2025.
  expect(age).toBeCloseTo(Date.now() / 1000 - Date.UTC(2026, 0, 1) / 1000, -1);
  const now = Date.now() / 1000;
  expect(Math.abs((valueOf(metrics, "trente_last_reload_timestamp_seconds") ?? 0) - now)).toBeLessThan(60);
  expect(valueOf(metrics, "process_start_time_seconds")).toBeLessThan(now);
});

test("a store of jobs that does not answer takes nothing else away", async () => {
  const jobStore = new MemoryJobStore();
  jobStore.countByState = async () => Promise.reject(new Error("down"));
  const app = await buildApp({ study: fakeStudy(), webRoot: null, jobStore });
  onTestFinished(() => app.close());
  const { statusCode, body } = await app.inject("/metrics");
  expect(statusCode).toBe(200);
  expect(readPrometheus(body).has("trente_jobs")).toBe(false);
});

test("each metric is explained to those who run a server, and nothing is that there is not", async () => {
  const guide = readFileSync(GUIDE, "utf8");
  const told = new Set(
    [...guide.matchAll(/\b(?:trente|process)_[a-z_]+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ""),
    ),
  );
  expect([...told].sort()).toEqual([...(await readMetrics()).keys()].sort());
});

describe("the reader of the tests refuses", () => {
  const page = (...lines: string[]): string =>
    `# HELP a_total A.\n# TYPE a_total counter\n${lines.join("\n")}\n`;
  test.each([
    ["a line without an end", page("a_total 1").trimEnd()],
    ["a label twice", page('a_total{a="1",a="2"} 1')],
    ["a quotation mark in a value", page('a_total{a="1"2"} 1')],
    ["a comma at the end", page('a_total{a="1",} 1')],
    ["no number", page("a_total one")],
    ["a series twice", page("a_total 1", "a_total 2")],
    ["another metric's sample", page("b_total 1")],
    ["a counter below zero", page("a_total -1")],
    [
      "buckets that shrink",
      '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
    ],
    [
      "a count that is not that of all",
      '# HELP h H.\n# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n',
    ],
  ])("%s", (_, text) => {
    expect(() => readPrometheus(text)).toThrow(/^line \d+: |has no end|no histogram/);
  });
});
