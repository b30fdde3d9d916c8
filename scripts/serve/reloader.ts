import type { RunningServer } from "../../server/server.ts";
import type { Terminal } from "../cli/command.ts";
import type { DatasetSource } from "./dataset-source.ts";
import { prepareMap, prepareNear } from "./prepare.ts";
import { recordServed } from "./record-served.ts";
import { closeServed, openServed, type Served, type Settings } from "./served.ts";

export interface ReloaderOptions {
  readonly source: DatasetSource;
  /** Where figures of the dataset and of other versions may lie. */
  readonly home: string;
  readonly server: RunningServer;
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** Id of the dataset that the server has begun with. */
  readonly servedId: string;
}

/** Puts the dataset of a source in the place of the one that a server answers from, one change after the other. */
export class Reloader {
  readonly #options: ReloaderOptions;
  #servedId: string;
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#servedId = options.servedId;
  }

  /** Id of the dataset that answers. */
  get servedId(): string {
    return this.#servedId;
  }

  /**
   * Reads the source again and serves what it has. What cannot be read leaves the old one in service.
   *
   * @returns what was wrong, null where the source's dataset is in service
   */
  async reload(): Promise<string | null> {
    const result = this.#last.then(async () => this.#reload());
    this.#last = result.then(() => {});
    return result;
  }

  /** Reads the source again because somebody wants it, and tells what has come of it. */
  async reloadAndTell(): Promise<void> {
    const { terminal } = this.#options;
    const before = this.#servedId;
    const trouble = await this.reload();
    if (trouble !== null) terminal.err(`the dataset in service stays: ${trouble}\n`);
    else if (this.#servedId === before && !terminal.signal.aborted) {
      terminal.err(`déjà servi (${before})\n`);
    }
  }

  async #reload(): Promise<string | null> {
    const { source, terminal, settings } = this.#options;
    try {
      const dataset = await source.load();
      if (dataset.id === this.#servedId) return null;
      const next = openServed(dataset, terminal, settings);
      if (!(await this.#takeOver(next))) await closeServed(next);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** @returns whether it answers now; not where the server is ending */
  async #takeOver(next: Served): Promise<boolean> {
    const { server, terminal, home } = this.#options;
    try {
      await prepareMap(next, terminal);
      await prepareNear(next, terminal);
      if (terminal.signal.aborted) return false;
      const { retired } = await server.swap(next);
      void retired.catch((error: unknown) => terminal.err(`the old dataset: ${String(error)}\n`));
    } catch (error) {
      await closeServed(next);
      throw error;
    }
    const { id, name } = next.study.dataset;
    this.#servedId = id;
    recordServed(next, home, terminal);
    terminal.err(`${name} : servi désormais (${id})\n`);
    return true;
  }
}
