import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";
import { parseFigures } from "../../data/figures/figures-file.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Asker } from "../questions/questions.ts";
import { type HistoryStore, inOrder, type KeptFigures } from "./history-store.ts";

/** The history as a server of one dataset tells it: what is kept, and that dataset, be it kept or not. */
export class ServedHistory {
  readonly #store: HistoryStore | null;
  readonly #asker: Asker;
  readonly #dataset: Dataset;
  readonly #since: Date;
  #own: Promise<DatasetFigures> | null = null;

  /**
   * @param store null where nothing is kept
   * @param since when the dataset came into service, told of it where it is not kept
   */
  constructor(store: HistoryStore | null, asker: Asker, dataset: Dataset, since: Date) {
    this.#store = store;
    this.#asker = asker;
    this.#dataset = dataset;
    this.#since = since;
  }

  /** Throws `RequestError`: `population.absent` for a dataset without, `state.unavailable` where what is kept cannot be had. */
  async list(): Promise<KeptFigures> {
    const kept = (await this.#store?.list()) ?? { figures: [], unreadable: 0 };
    if (kept.figures.some(({ dataset: { id } }) => id === this.#dataset.id)) return kept;
    return { ...kept, figures: inOrder([...kept.figures, await this.#measured()]) };
  }

  /** Once, by a thread. */
  async #measured(): Promise<DatasetFigures> {
    this.#own ??= askFigures(this.#asker, this.#since);
    try {
      return await this.#own;
    } catch (error) {
      this.#own = null;
      throw error;
    }
  }
}

/** The figures of an asker's dataset. Throws `RequestError` (`population.absent`), and `BusyError`. */
export async function askFigures(asker: Asker, madeAt: Date): Promise<DatasetFigures> {
  const bytes = await asker.ask("figures", { madeAt: madeAt.toISOString() });
  return parseFigures(new TextDecoder().decode(bytes), "figures");
}
