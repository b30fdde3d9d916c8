import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";
import { parseFigures } from "../../data/figures/figures-file.ts";
import { InputError } from "../../data/input-error.ts";
import type { Row } from "../state/sql.ts";
import type { State } from "../state/state-folder.ts";
import { type HistoryStore, inOrder, type KeptFigures } from "./history-store.ts";

/** Datasets that are read by one statement: half a megabyte of text. */
const READ_AT_ONCE = 20;

/**
 * Figures in the database of a state, which servers may share. All throw `RequestError` (`state.unavailable`) where it
 * cannot be reached.
 */
export class SqlHistory implements HistoryStore {
  readonly #state: State;
  readonly #onTrouble: (what: string) => void;
  /** By id; null for what cannot be read. */
  readonly #known = new Map<string, DatasetFigures | null>();

  /** @param onTrouble hears once of each row that cannot be read */
  constructor(state: State, onTrouble: (what: string) => void) {
    this.#state = state;
    this.#onTrouble = onTrouble;
  }

  async record(figures: DatasetFigures): Promise<void> {
    const sql = await this.#state.sql();
    await sql.query({
      text: `insert into dataset_figures (dataset_id, made_at, content)
        values ($1::text, $2::text, $3::text) on conflict (dataset_id) do nothing`,
      values: [figures.dataset.id, figures.madeAt, JSON.stringify(figures)],
    });
  }

  async list(): Promise<KeptFigures> {
    const ids = this.#state.isMade ? await this.#ids() : [];
    const present = new Set(ids);
    for (const id of this.#known.keys()) {
      if (!present.has(id)) this.#known.delete(id);
    }
    const unread = ids.filter((id) => !this.#known.has(id));
    for (let first = 0; first < unread.length; first += READ_AT_ONCE) {
      await this.#readSome(unread.slice(first, first + READ_AT_ONCE));
    }
    const known = ids.map((id) => this.#known.get(id) ?? null);
    const figures = known.filter((one) => one !== null);
    return { figures: inOrder(figures), unreadable: known.length - figures.length };
  }

  async #ids(): Promise<string[]> {
    const sql = await this.#state.sql();
    const rows = await sql.query({ text: "select dataset_id from dataset_figures" });
    return rows.map((row) => String(row["dataset_id"]));
  }

  async #readSome(ids: readonly string[]): Promise<void> {
    const sql = await this.#state.sql();
    const places = ids.map((_, i) => `$${i + 1}::text`).join(", ");
    const rows = await sql.query({
      text: `select dataset_id, content from dataset_figures where dataset_id in (${places})`,
      values: ids,
    });
    for (const row of rows) this.#known.set(String(row["dataset_id"]), this.#parse(row));
  }

  #parse(row: Row): DatasetFigures | null {
    try {
      return parseFigures(String(row["content"]), String(row["dataset_id"]));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#onTrouble(`history, left out: ${error.message}`);
      return null;
    }
  }
}
