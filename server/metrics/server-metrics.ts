import { RequestError } from "../../isochrones/errors.ts";
import { OsrmRefusal } from "../osrm/refusal.ts";
import { BusyError } from "../questions/busy-error.ts";
import type { Asker } from "../questions/questions.ts";
import { LoopDelay } from "./loop-delay.ts";
import { Counter, Histogram, type MetricText, writeGauge } from "./series.ts";

/** Seconds: from what is at hand to the limit of a question. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Methods that are told apart; others are one. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/** A request that has been answered. */
export interface Answered {
  /** The template of its route; null where there is none. */
  readonly route: string | null;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** What a server has done since it was started, whatever datasets it served. No label takes values from clients. */
export class ServerMetrics {
  readonly #loop = new LoopDelay();
  readonly #requests = new Counter("trente_http_requests_total", "Requests answered.");
  readonly #durations = new Histogram(
    "trente_http_request_duration_seconds",
    "Time from a request's headers to the end of its answer.",
    SECONDS,
  );
  readonly #aborted = new Counter(
    "trente_http_aborted_total",
    "Requests whose client left before the answer.",
  );
  readonly #questions = new Counter("trente_questions_total", "Questions asked of the threads, by outcome.");
  readonly #questionDurations = new Histogram(
    "trente_question_duration_seconds",
    "Time from a question to its answer, waiting included.",
    SECONDS,
  );
  readonly #deaths = new Counter("trente_thread_deaths_total", "Threads that died, by what they did.");

  readonly #reloads = new Counter(
    "trente_reloads_total",
    "Times that another dataset was asked for, by what came of it.",
  );
  #lastReload: number | null = null;
  #inService: (() => number) | null = null;

  readonly #version: string;

  /** @param version of the program, for those who look whether a new one is in service everywhere */
  constructor(version = "") {
    this.#version = version;
  }

  /** Watches the event loop until `stop`. */
  start(): void {
    this.#loop.start();
  }

  /** @param count of the requests that are being answered now */
  watchRunning(count: () => number): void {
    this.#inService = count;
  }

  stop(): void {
    this.#loop.stop();
  }

  countAnswer({ route, method, status, seconds }: Answered): void {
    const labels = { route: route ?? "none", method: METHODS.has(method) ? method : "other" };
    this.#requests.add({ ...labels, status: String(status) });
    this.#durations.observe({ route: labels.route }, seconds);
  }

  countAborted(route: string | null): void {
    this.#aborted.add({ route: route ?? "none" });
  }

  countReload(outcome: "swapped" | "same" | "failed"): void {
    this.#reloads.add({ outcome });
    this.#lastReload = outcome === "failed" ? this.#lastReload : Date.now() / 1000;
  }

  /** @param task what the thread did; null where it had nothing to do */
  countDeath(task: string | null): void {
    this.#deaths.add({ question: task ?? "none" });
  }

  /** The same asker; what is asked of it is counted. */
  watch(asker: Asker): Asker {
    return {
      ...asker,
      ask: async (name, input) => {
        const start = performance.now();
        let outcome = "answered";
        try {
          return await asker.ask(name, input);
        } catch (error) {
          outcome = outcomeOf(error);
          throw error;
        } finally {
          this.#questions.add({ question: name, outcome });
          this.#questionDurations.observe({ question: name }, (performance.now() - start) / 1000);
        }
      },
    };
  }

  /** All that is counted, and the loop's delays since the last time. */
  write(): MetricText[] {
    const counted = [
      this.#requests,
      this.#durations,
      this.#aborted,
      this.#questions,
      this.#questionDurations,
      this.#deaths,
      this.#reloads,
    ];
    const inService = this.#inService;
    return [
      writeGauge("trente_build_info", "The program.", [
        [{ version: this.#version, node: process.version }, 1],
      ]),
      ...counted.map((metric) => metric.write()),
      writeDelays(this.#loop),
      writeGauge(
        "trente_requests_running",
        "Requests that are being answered.",
        inService === null ? [] : [[{}, inService()]],
      ),
      writeGauge(
        "trente_last_reload_timestamp_seconds",
        "Unix time at which the dataset was last read again with success.",
        this.#lastReload === null ? [] : [[{}, this.#lastReload]],
      ),
    ];
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof RequestError || error instanceof OsrmRefusal) return "refused";
  if (error instanceof BusyError) return error.reason === "queue" ? "queue_full" : "too_long";
  return "failed";
}

function writeDelays(loop: LoopDelay): MetricText {
  const delays = loop.take();
  return writeGauge(
    "trente_event_loop_delay_seconds",
    "How late the event loop came since the last reading.",
    delays === null
      ? []
      : [
          [{ quantile: "0.5" }, delays.p50],
          [{ quantile: "0.99" }, delays.p99],
          [{ quantile: "1" }, delays.max],
        ],
  );
}
