import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { JobState } from "../jobs/job.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Journal } from "../journal/journal.ts";
import type { Description } from "../openapi/description.ts";
import type { Load } from "../questions/questions.ts";
import type { App, RouteContext } from "../routes/context.ts";
import { text } from "../schemas/parts.ts";
import type { State } from "../state/state-folder.ts";
import { type Labels, type MetricText, writeCounter, writeGauge } from "./series.ts";
import type { ServerMetrics } from "./server-metrics.ts";
import { vintageSeconds } from "./vintage-date.ts";

/** What outlives the dataset and is looked at. */
export interface Watched {
  readonly jobStore: JobStore;
  readonly state: State;
  readonly journal: Journal;
}

const TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Counts requests and how long they take. */
export function watchRequests(app: App, metrics: ServerMetrics): void {
  app.addHook("onResponse", async ({ routeOptions, method }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? null;
    metrics.countAnswer({ route, method, status: statusCode, seconds: elapsedTime / 1000 });
  });
  app.addHook("onRequestAbort", async ({ routeOptions }) => metrics.countAborted(routeOptions.url ?? null));
}

const describe: Description = {
  operationId: "lireMesures",
  summary: "Les mesures du serveur, pour Prometheus",
  description:
    "Demandes, durées, files d’attente, mémoire et jeu servi, au format texte de Prometheus. Les pages d’autres sites ne peuvent pas les lire.",
  tag: "Service",
  answers: {
    200: { description: "Les mesures.", content: { [TEXT_TYPE]: text("Le format texte de Prometheus.") } },
  },
  examples: () => [{ summary: "Les mesures" }],
};

/** `GET /metrics`: what Prometheus reads, in its text format. */
export function metricsRoutes(app: App, context: RouteContext, metrics: ServerMetrics, more: Watched): void {
  const { study, asker, tiles, kept, now } = context;
  const servedSince = now() / 1000;
  app.get("/metrics", { config: { describe } }, async (_, reply) => {
    const parts = [
      ...metrics.write(),
      ...writeProcess(),
      ...writeLoad({ ...asker.load?.(), tiles: tiles.load() }),
      ...(await writeJobs(more.jobStore)),
      writeCounter("trente_jobs_lost_total", "Jobs that this process took from one that had died at them.", [
        [{}, more.jobStore.lostCount],
      ]),
      writeGauge(
        "trente_state_up",
        "1 where what outlives a dataset can be kept, 0 where not.",
        stateUp(more.state),
      ),
      writeJournal(more.journal),
      writeMemory(),
      ...writeDataset(study.dataset, servedSince, now() / 1000),
      writeGauge(
        "trente_kept_bytes",
        "Answers kept in memory.",
        [...kept].map(([cache, { bytes }]) => [{ cache }, bytes]),
      ),
    ];
    return reply.type(TEXT_TYPE).header("cache-control", "no-store").send(parts.join(""));
  });
}

function writeLoad(loadOfThreads: Readonly<Record<string, Load>>): MetricText[] {
  const loads = Object.entries(loadOfThreads);
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

/** All states that a job can be in: a series that comes and goes alerts nobody. */
const JOB_STATES: readonly JobState[] = ["attente", "encours", "terminee", "echouee", "annulee"];

async function writeJobs(store: JobStore): Promise<MetricText[]> {
  try {
    const counts = await store.countByState();
    const values = JOB_STATES.map((state) => [{ state }, counts[state]] as const);
    return [writeGauge("trente_jobs", "Jobs that are known, by their state.", values)];
  } catch {
    // `trente_state_up` tells of a store that does not answer.
    return [];
  }
}

function stateUp({ health }: State): readonly (readonly [Labels, number])[] {
  return health === "none" ? [] : [[{}, health === "ok" ? 1 : 0]];
}

function writeJournal({ dropped }: Journal): MetricText {
  return writeCounter(
    "trente_journal_lines_dropped_total",
    "Lines of the journal that nobody read in time.",
    [[{}, dropped]],
  );
}

/** By the names that Prometheus' own libraries have for them. */
function writeProcess(): MetricText[] {
  const { user, system } = process.cpuUsage();
  const startSeconds = Date.now() / 1000 - process.uptime();
  return [
    writeCounter("process_cpu_seconds_total", "Processor time of all threads.", [
      [{}, (user + system) / 1e6],
    ]),
    writeGauge("process_start_time_seconds", "Unix time at which the process began.", [[{}, startSeconds]]),
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

function writeDataset({ id, sources }: Dataset, servedSince: number, nowSeconds: number): MetricText[] {
  const vintages = new Map(sources.map(({ role, vintage }) => [`${role} ${vintage}`, { role, vintage }]));
  const labels = [...vintages.values()].map(({ role, vintage }) => ({ role, vintage }));
  const ages = labels.flatMap((label) => {
    const date = vintageSeconds(label.vintage);
    return date === null ? [] : [[label, Math.max(0, nowSeconds - date)] as const];
  });
  return [
    writeGauge("trente_dataset_info", "The dataset that is served.", [[{ id }, 1]]),
    writeGauge("trente_dataset_served_since_seconds", "Unix time since which it has been.", [
      [{}, servedSince],
    ]),
    writeGauge(
      "trente_dataset_source_info",
      "What it was made from.",
      labels.map((label) => [label, 1]),
    ),
    writeGauge(
      "trente_dataset_source_age_seconds",
      "Time since the vintage of each source; none where it has no date.",
      ages,
    ),
  ];
}
