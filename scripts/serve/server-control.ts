import type { AdminActions, AdminState, Reloaded, ServedDataset } from "../../server/admin/admin-actions.ts";
import type { AppOptions } from "../../server/app.ts";
import type { Phase } from "../../server/front.ts";
import type { JobStore } from "../../server/jobs/job-store.ts";
import type { Journal } from "../../server/journal/journal.ts";
import type { ServerMetrics } from "../../server/metrics/server-metrics.ts";
import type { NearFinder } from "../../server/near/near-finder.ts";

export interface ControlOptions {
  readonly version: string;
  readonly journal: Journal;
  readonly jobStore: JobStore;
  readonly metrics: ServerMetrics;
  /** Puts the dataset before this one in service where it comes from; undefined where none is kept. */
  readonly goBack: (() => Promise<void>) | undefined;
}

type Served = Pick<AppOptions, "study"> & { readonly near: NearFinder };

/**
 * What those who run a server see of it and have it do, from before its dataset is read. `serve` tells it what it serves.
 */
export class ServerControl implements AdminActions {
  /** As long as nothing listens. */
  phase: () => Phase = () => "starting";
  /** Puts the dataset before this one in service again; absent where none is kept. */
  readonly rollback?: () => Promise<Reloaded | null>;
  readonly #options: ControlOptions;
  readonly #startedAt = new Date();
  #reload: (() => Promise<Reloaded>) | null = null;
  #served: { readonly what: Served; readonly since: Date } | null = null;
  #last: AdminState["reload"] = null;
  #rollingBack: Promise<Reloaded | null> | null = null;

  constructor(options: ControlOptions) {
    this.#options = options;
    const { goBack } = options;
    if (goBack === undefined) return;
    // Two who ask at once mean the same version.
    this.rollback = async () => {
      this.#rollingBack ??= this.#rollBack(goBack).finally(() => (this.#rollingBack = null));
      return this.#rollingBack;
    };
  }

  /** @param reload reads the dataset again, in its turn, and never rejects */
  begin(served: Served, reload: () => Promise<Reloaded>): void {
    this.serves(served);
    this.#reload = reload;
  }

  serves(what: Served): void {
    this.#served = { what, since: new Date() };
  }

  async reload(): Promise<Reloaded | null> {
    return this.#reload === null ? null : this.#reload();
  }

  async #rollBack(goBack: () => Promise<void>): Promise<Reloaded | null> {
    if (this.#served === null) return null;
    try {
      await goBack();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: "failed", dataset: this.#served.what.study.dataset.id, reason };
    }
    return this.reload();
  }

  /** Counts and remembers what has come of a reading, whoever asked for it. */
  reloaded(result: Reloaded): void {
    this.#last = { ...result, at: new Date().toISOString() };
    this.#options.metrics.countReload(result.outcome);
  }

  async state(): Promise<AdminState> {
    const { version, journal, jobStore } = this.#options;
    return {
      version,
      node: process.version,
      pid: process.pid,
      phase: this.phase(),
      startedAt: this.#startedAt.toISOString(),
      uptimeSeconds: Math.round((Date.now() - this.#startedAt.getTime()) / 1000),
      dataset: this.#dataset(),
      // A store that is away is no reason not to say all else.
      jobs: await jobStore.countByState().catch(() => null),
      reload: this.#last,
      memoryBytes: process.memoryUsage.rss(),
      journalLinesDropped: journal.dropped,
    };
  }

  #dataset(): ServedDataset | null {
    if (this.#served === null) return null;
    const { what, since } = this.#served;
    const { id, name, sources } = what.study.dataset;
    return {
      id,
      name,
      servedSince: since.toISOString(),
      near: what.near.isReady ? "table" : "search",
      sources: sources.map((source) => ({ role: source.role, name: source.name, vintage: source.vintage })),
    };
  }
}
