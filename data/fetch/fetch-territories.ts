import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

import { InputError } from "../input-error.ts";
import { PausedError } from "../paused-error.ts";
import { type Progress, SILENT } from "../progress.ts";
import { type Arrived, download } from "./download.ts";
import { type FetchedFile, type FetchRecord, readFetchRecord, writeFetchRecord } from "./fetched-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { PartFile } from "./part-file.ts";
import { type Patience, USUAL_PATIENCE } from "./patience.ts";
import { type FetchPlan, planFetch } from "./plan.ts";
import { Site } from "./site.ts";
import { FetchTrouble, RefusedFile, SiteTrouble } from "./site-errors.ts";
import type { FetchSource } from "./sources.ts";
import { freeBytes } from "./transfer.ts";
import { makeFolders, removeAsides } from "../durable.ts";

export interface FetchOptions {
  /** Territories, as `planFetch` reads them. */
  readonly words: readonly string[];
  readonly directory: string;
  /** Who asks, as `trente/0.1.0`. */
  readonly agent: string;
  /** Address of a mirror of the official sites, by host and path. */
  readonly mirror?: string | null | undefined;
  readonly patience?: Patience;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** How it went with one source. */
export interface FetchOutcome {
  readonly source: FetchSource;
  /** null where it could not be had. */
  readonly arrived: Arrived | null;
  /** In French, why; null where it was had. */
  readonly problem: string | null;
  /** The file that was there before and stays, where there is one. */
  readonly kept: FetchedFile | null;
  /** Whether the site refuses programs: someone has to put the file there. */
  readonly isRefused: boolean;
}

export interface FetchReport {
  readonly plan: FetchPlan;
  readonly directory: string;
  /** In the order of the plan. */
  readonly outcomes: readonly FetchOutcome[];
  /** Whether each source has a file, be it that of before. */
  readonly isComplete: boolean;
}

/**
 * Downloads the official files of some territories into a folder: hosts side by side, the files of one host one after
 * the other. What is there and unchanged is not downloaded again, what was interrupted goes on, a file put there by
 * hand is used. One that cannot be had does not keep the others.
 *
 * @throws UnknownTerritory, InputError (`fetch.disk_full`, `fetch.folder.…`, `fetch.proxy`), PausedError when stopped by the signal
 */
export async function fetchTerritories(options: FetchOptions): Promise<FetchReport> {
  const { directory, agent, mirror, progress = SILENT, signal, patience = USUAL_PATIENCE } = options;
  const { stallMilliseconds } = patience;
  const plan = planFetch(options.words);
  const stopped = new AbortController();
  const site = new Site({ agent, mirror, stallMilliseconds, signal: stopped.signal });
  makeFolders(directory);
  const unlock = lockFolder(directory);
  const stop = (): void => stopped.abort(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    removeAsides(directory);
    checkSpace(plan, directory);
    progress.stage(`Téléchargement de ${plan.sources.length} fichiers`);
    for (const remark of plan.remarks) progress.note?.(remark);
    const run = new Run({ plan, directory, site, patience, progress, stopped });
    return await run.all();
  } catch (error) {
    if (signal?.aborted === true) {
      throw new PausedError("interrupted; what is downloaded stays, the same command goes on from there", {
        cause: error,
      });
    }
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    unlock();
    await site.close();
  }
}

/** A few gigabytes that do not fit are told before the first of them. */
function checkSpace(plan: FetchPlan, directory: string): void {
  const missing = plan.sources.reduce((sum, source) => {
    const place = join(directory, source.file);
    if (existsSync(place)) return sum;
    return sum + Math.max(0, source.bytes * (1 - source.tolerance) - new PartFile(place).bytes);
  }, 0);
  const free = freeBytes(directory);
  if (missing <= free) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const what = `got ${gigabytes(free)} of free space, expected at least ${gigabytes(missing)} for the files of these territories`;
  throw new InputError("fetch.disk_full", directory, what);
}

interface RunOptions {
  readonly plan: FetchPlan;
  readonly directory: string;
  readonly site: Site;
  readonly patience: Patience;
  readonly progress: Progress;
  /** Aborted to stop all hosts when one cannot go on: the disk is full, say. */
  readonly stopped: AbortController;
}

/** One call of `fetchTerritories`. */
class Run {
  readonly #options: RunOptions;
  readonly #outcomes = new Map<string, FetchOutcome>();
  /** Recorded files by source; those of other territories among them. */
  readonly #files: Map<string, FetchedFile>;
  readonly #bytes: Map<string, { readonly done: number; readonly total: number }>;

  constructor(options: RunOptions) {
    this.#options = options;
    const record = readFetchRecord(options.directory);
    const files = [...(record?.beside ?? []), ...(record?.files ?? [])];
    this.#files = new Map(files.map((file) => [file.id, file]));
    this.#bytes = new Map(options.plan.sources.map(({ id, bytes }) => [id, { done: 0, total: bytes }]));
  }

  async all(): Promise<FetchReport> {
    const { plan, directory, stopped } = this.#options;
    const runs = await Promise.allSettled(
      byHost(plan.sources).map(async (sources) => {
        try {
          await this.#host(sources);
        } catch (error) {
          stopped.abort(error);
          throw error;
        }
      }),
    );
    // What stopped the others: theirs may say no more than that they were stopped.
    if (runs.some(({ status }) => status === "rejected")) throw stopped.signal.reason;
    this.#save();
    const outcomes = plan.sources.flatMap(({ id }) => this.#outcomes.get(id) ?? []);
    const isComplete = outcomes.every(({ arrived, kept }) => arrived !== null || kept !== null);
    return { plan, directory, outcomes, isComplete };
  }

  /** One file after the other. */
  async #host(sources: readonly FetchSource[]): Promise<void> {
    let silence: SiteTrouble | null = null;
    for (const source of sources) {
      const trouble = await this.#one(source, silence);
      // Who does not answer at all is not asked for each file anew.
      if (trouble instanceof SiteTrouble && trouble.isUnreachable) silence = trouble;
    }
  }

  /** @returns why the file could not be had, null where it was */
  async #one(source: FetchSource, silence: SiteTrouble | null): Promise<FetchTrouble | null> {
    try {
      const arrived = await this.#arrive(source, silence);
      this.#outcomes.set(source.id, { source, arrived, problem: null, kept: null, isRefused: false });
      if (arrived.arrival === "downloaded" || arrived.arrival === "resumed") {
        this.#options.progress.note?.(`${source.file} : ${arrived.file.bytes} octets, vérifiés.`);
      }
      return null;
    } catch (error) {
      if (!(error instanceof FetchTrouble)) throw error;
      const kept = this.#kept(source);
      const isRefused = error instanceof RefusedFile;
      this.#outcomes.set(source.id, { source, arrived: null, problem: error.message, kept, isRefused });
      this.#options.progress.note?.(`${source.file} : ${error.message}.`);
      return error;
    }
  }

  async #arrive(source: FetchSource, silence: SiteTrouble | null): Promise<Arrived> {
    const { directory, site, patience, progress, stopped } = this.#options;
    // A file put there by hand needs no site.
    const isAsked = !existsSync(join(directory, source.file)) || this.#kept(source)?.byHand === false;
    if (silence !== null && isAsked) throw silence;
    return download({
      source,
      directory,
      site,
      patience,
      recorded: this.#files.get(source.id) ?? null,
      signal: stopped.signal,
      onBytes: (done, total) => this.#advance(source.id, done, total),
      tell: (text) => progress.note?.(text),
      onWhole: (file) => {
        this.#files.set(source.id, file);
        this.#save();
      },
      onSpoilt: () => {
        this.#files.delete(source.id);
        this.#save();
      },
    });
  }

  #kept({ id, file }: FetchSource): FetchedFile | null {
    const recorded = this.#files.get(id);
    const size = statSync(join(this.#options.directory, file), { throwIfNoEntry: false })?.size;
    return recorded !== undefined && size === recorded.bytes ? recorded : null;
  }

  #advance(id: string, done: number, total: number): void {
    this.#bytes.set(id, { done, total });
    const all = [...this.#bytes.values()];
    const sum = (of: "done" | "total"): number => all.reduce((bytes, one) => bytes + one[of], 0);
    this.#options.progress.advance(sum("done"), sum("total"), "octets");
  }

  /** Writes what is there by now. */
  #save(): void {
    const { plan, directory } = this.#options;
    const there = plan.sources.map((source) => ({ source, file: this.#kept(source) }));
    const planned = new Set(plan.sources.map(({ id }) => id));
    const record: Omit<FetchRecord, "format" | "formatVersion"> = {
      words: plan.words,
      territories: plan.territories,
      files: there.flatMap(({ file }) => file ?? []),
      missing: there.flatMap(({ source: { role, id, file, address }, file: found }) =>
        found === null ? { role, id, file, address } : [],
      ),
      beside: [...this.#files.values()].filter(({ id }) => !planned.has(id)),
    };
    writeFetchRecord(directory, record);
  }
}

/** The sources of each host, hosts in the order in which they first come. */
function byHost(sources: readonly FetchSource[]): FetchSource[][] {
  const hosts = new Map<string, FetchSource[]>();
  for (const source of sources) {
    const { host } = new URL(source.address);
    hosts.set(host, [...(hosts.get(host) ?? []), source]);
  }
  return [...hosts.values()];
}
