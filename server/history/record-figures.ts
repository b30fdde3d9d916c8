import { setTimeout as wait } from "node:timers/promises";

import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Asker } from "../questions/questions.ts";
import { figuresAround } from "./figures-around.ts";
import type { HistoryStore } from "./history-store.ts";
import { askFigures } from "./served-history.ts";

/** What keeps the history may be away for a while. */
const RETRY_MILLISECONDS = 60_000;

export interface Recording {
  readonly store: HistoryStore;
  readonly dataset: Dataset;
  readonly asker: Asker;
  /** Of the dataset's bundle, or of the depot that this is in. */
  readonly directory: string;
  /** When it came into service. */
  readonly since: Date;
  /** Ends what is under way, without a word. */
  readonly signal: AbortSignal;
  /** Hears once of each thing that could not be recorded. */
  readonly onTrouble: (what: string) => void;
  /** How long until a store that failed is tried again; a minute if not given. */
  readonly retryMilliseconds?: number;
}

/**
 * Keeps the figures of a dataset that comes into service: those beside its manifest, else those that its threads measure;
 * and those of the other versions of its depot. A dataset without a population has none. Settles when they are kept, and
 * never rejects: a history that cannot be kept is told once and tried again, and is no reason not to serve.
 */
export async function recordFigures(recording: Recording): Promise<void> {
  const { store, signal, onTrouble, retryMilliseconds } = recording;
  const figures = await gather(recording);
  // Not within what knows the dataset: its arrays would stay for as long as the store is away, with those of the next.
  return keep(figures, { store, signal, onTrouble, retryMilliseconds });
}

/** The figures that are to be kept; none where they cannot be had, which is told. */
async function gather(recording: Recording): Promise<DatasetFigures[]> {
  const { dataset, asker, directory, since, signal, onTrouble } = recording;
  if (dataset.cells === null) return [];
  try {
    const found = await figuresAround(directory, onTrouble);
    const isFound = found.some((figures) => figures.dataset.id === dataset.id);
    const measured = isFound || (await isKept(recording)) ? [] : [await askFigures(asker, since)];
    return [...found, ...measured];
  } catch (error) {
    if (!signal.aborted) onTrouble(`no history of ${dataset.id}: ${reasonOf(error)}`);
    return [];
  }
}

/** False where the store does not answer. */
async function isKept({ store, dataset }: Recording): Promise<boolean> {
  try {
    const { figures } = await store.list();
    return figures.some((kept) => kept.dataset.id === dataset.id);
  } catch {
    return false;
  }
}

type Keeping = Pick<Recording, "store" | "signal" | "onTrouble"> & {
  readonly retryMilliseconds: number | undefined;
};

/** Tries until all are kept or the signal is aborted. */
async function keep(
  figures: readonly DatasetFigures[],
  { store, signal, onTrouble, retryMilliseconds = RETRY_MILLISECONDS }: Keeping,
): Promise<void> {
  let told = "";
  while (!signal.aborted) {
    try {
      for (const one of figures) await store.record(one);
      return;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== told) onTrouble(`the history cannot be kept: ${reason}`);
      told = reason;
    }
    await wait(retryMilliseconds, undefined, { signal, ref: false }).catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
