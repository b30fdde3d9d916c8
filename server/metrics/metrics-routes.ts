import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Asker } from "../questions/questions.ts";
import type { App, RouteContext } from "../routes/context.ts";
import { type MetricText, writeGauge } from "./series.ts";
import type { ServerMetrics } from "./server-metrics.ts";

const TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Counts requests and how long they take. */
export function watchRequests(app: App, metrics: ServerMetrics): void {
  app.addHook("onResponse", async ({ routeOptions, method }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? null;
    metrics.countAnswer({ route, method, status: statusCode, seconds: elapsedTime / 1000 });
  });
  app.addHook("onRequestAbort", async ({ routeOptions }) => metrics.countAborted(routeOptions.url ?? null));
}

/** `GET /metrics`: what Prometheus reads, in its text format. */
export function metricsRoutes(app: App, { study, asker, kept }: RouteContext, metrics: ServerMetrics): void {
  const servedSince = Date.now() / 1000;
  app.get("/metrics", (_, reply) => {
    const parts = [
      ...metrics.write(),
      ...writeLoad(asker),
      writeMemory(),
      ...writeDataset(study.dataset, servedSince),
      writeGauge(
        "trente_kept_bytes",
        "Answers kept in memory.",
        [...kept].map(([cache, { bytes }]) => [{ cache }, bytes]),
      ),
    ];
    return reply.type(TEXT_TYPE).header("cache-control", "no-store").send(parts.join(""));
  });
}

function writeLoad({ load }: Asker): MetricText[] {
  if (load === undefined) return [];
  const loads = Object.entries(load());
  return [
    writeGauge(
      "trente_questions_waiting",
      "Questions that wait for a thread.",
      loads.map(([threads, { waiting }]) => [{ threads }, waiting]),
    ),
    writeGauge(
      "trente_questions_running",
      "Questions that a thread is answering.",
      loads.map(([threads, { running }]) => [{ threads }, running]),
    ),
  ];
}

function writeMemory(): MetricText {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const values = { rss, heapTotal, heapUsed, external, arrayBuffers };
  return writeGauge(
    "trente_memory_bytes",
    "Memory of the process, as Node counts it; rss is that of all threads.",
    Object.entries(values).map(([kind, bytes]) => [{ kind }, bytes]),
  );
}

function writeDataset({ id, sources }: Dataset, servedSince: number): MetricText[] {
  const vintages = new Map(sources.map(({ role, vintage }) => [`${role} ${vintage}`, { role, vintage }]));
  return [
    writeGauge("trente_dataset_info", "The dataset that is served.", [[{ id }, 1]]),
    writeGauge("trente_dataset_served_since_seconds", "Unix time since which it has been.", [
      [{}, servedSince],
    ]),
    writeGauge(
      "trente_dataset_source_info",
      "What it was made from.",
      [...vintages.values()].map(({ role, vintage }) => [{ role, vintage }, 1]),
    ),
  ];
}
