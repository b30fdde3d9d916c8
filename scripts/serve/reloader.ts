import type { Reloaded } from "../../server/admin/admin-actions.ts";
import type { RunningServer } from "../../server/server.ts";
import { collectSoon } from "./collect-garbage.ts";
import type { DatasetSource } from "./dataset-source.ts";
import { prepareMap, prepareNear } from "./prepare.ts";
import { recordServed } from "./record-served.ts";
import { closeServed, openServed, type Served, type Settings } from "./served.ts";

export interface ReloaderOptions {
  readonly source: DatasetSource;
  /** Where figures of the dataset and of other versions may lie. */
  readonly home: string;
  readonly server: RunningServer;
  readonly settings: Settings;
  /** Id of the dataset that the server has begun with. */
  readonly servedId: string;
}

/** Puts the dataset of a source in the place of the one that a server answers from, one change after the other. */
export class Reloader {
  readonly #options: ReloaderOptions;
  #servedId: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#servedId = options.servedId;
  }

  /** Id of the dataset that answers. */
  get servedId(): string {
    return this.#servedId;
  }

  /** Reads the source again and serves what it has. What cannot be read leaves the old one in service. Never rejects. */
  async reload(): Promise<Reloaded> {
    const turn = this.#last.then(async () => this.#reload());
    this.#last = turn;
    const reloaded = await turn;
    this.#options.settings.control.reloaded(reloaded);
    return reloaded;
  }

  /** Reads the source again because somebody wants it, and tells what has come of it. */
  async reloadAndTell(): Promise<Reloaded> {
    const { journal, signal } = this.#options.settings;
    const reloaded = await this.reload();
    const { outcome, dataset, reason } = reloaded;
    if (outcome === "failed" && !signal.aborted) {
      journal.tell("error", "reload_failed", `the dataset in service stays: ${reason}`, { dataset });
    } else if (outcome === "same") {
      journal.tell("info", "reload_same", `déjà servi (${dataset})`, { dataset });
    }
    return reloaded;
  }

  async #reload(): Promise<Reloaded> {
    // Reading all of it would tell as well, at the price of its memory.
    if (await this.#isServed()) return this.#resultOf("same");
    const reloaded = await this.#replace();
    // What was read for nothing is held by nobody, as little as what has been replaced.
    if (reloaded.outcome !== "swapped") void collectSoon();
    return reloaded;
  }

  /** Is it the dataset in service that the source has? False where the source does not tell: reading it will say why. */
  async #isServed(): Promise<boolean> {
    try {
      return (await this.#options.source.currentId()) === this.#servedId;
    } catch {
      return false;
    }
  }

  async #replace(): Promise<Reloaded> {
    const { source, settings } = this.#options;
    try {
      const dataset = await source.load();
      if (dataset.id === this.#servedId) return this.#resultOf("same");
      const next = openServed(dataset, settings);
      if (await this.#takeOver(next)) return this.#resultOf("swapped");
      await closeServed(next);
      return this.#resultOf("failed", "the server stops");
    } catch (error) {
      return this.#resultOf("failed", error instanceof Error ? error.message : String(error));
    }
  }

  #resultOf(outcome: Reloaded["outcome"], reason: string | null = null): Reloaded {
    return { outcome, dataset: this.#servedId, reason };
  }

  /** @returns whether it answers now; not where the server is ending */
  async #takeOver(next: Served): Promise<boolean> {
    const { server, home, settings } = this.#options;
    const { journal, control, signal } = settings;
    try {
      await prepareMap(next);
      await prepareNear(next);
      if (signal.aborted) return false;
      const { retired } = await server.swap(next);
      void retired.then(collectSoon, (error: unknown) =>
        journal.tell("error", "retirement_failed", `the old dataset: ${String(error)}`),
      );
    } catch (error) {
      await closeServed(next);
      throw error;
    }
    const { id: dataset, name } = next.study.dataset;
    this.#servedId = dataset;
    control.serves(next);
    recordServed(next, home);
    journal.tell("info", "reload_swapped", `${name} : servi désormais (${dataset})`, { dataset });
    return true;
  }
}
