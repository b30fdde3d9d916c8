import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";

/** What is kept of the datasets that were served. */
export interface KeptFigures {
  /** By the instant of their measurement, then by id. */
  readonly figures: readonly DatasetFigures[];
  /** How many are there that cannot be read. */
  readonly unreadable: number;
}

/** Keeps the figures of datasets, each once by its id, when the datasets themselves are gone. */
export interface HistoryStore {
  /**
   * Keeps figures; those of a dataset that is kept already stay as they are, so that its date is that of its first
   * service. Throws where nothing can be kept.
   */
  record(figures: DatasetFigures): Promise<void>;
  /** All that is kept. What has been read once stays in memory: some 30 kB for each dataset of a country. */
  list(): Promise<KeptFigures>;
}

/** In the order in which they were measured. */
export function inOrder(figures: Iterable<DatasetFigures>): DatasetFigures[] {
  const ranked = Array.from(figures, (one) => ({ one, time: Date.parse(one.madeAt), id: one.dataset.id }));
  ranked.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  return ranked.map(({ one }) => one);
}
