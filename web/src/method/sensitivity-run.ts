import type { KnownAssumption, SensitivityAnswer } from "../../../server/schemas/figure-answers.ts";
import type { SensitivitiesAnswer, SensitivityJob } from "../../../server/schemas/sensitivity-job-answers.ts";

/** An assumption, with the figure under it once that has come. */
export interface SensitivityRow {
  readonly assumption: KnownAssumption;
  readonly answer: SensitivityAnswer | null;
}

/** What a run asks the server for. */
export interface SensitivityQuestions {
  readonly list: (signal: AbortSignal) => Promise<readonly KnownAssumption[]>;
  readonly figure: (assumption: KnownAssumption, signal: AbortSignal) => Promise<SensitivityAnswer>;
  /** All figures by one computation of the server's, which tells how far it is; null where it was given up. */
  readonly all: (
    onProgress: (job: SensitivityJob) => void,
    signal: AbortSignal,
  ) => Promise<SensitivitiesAnswer | null>;
}

/** The assumptions and their figures: asked for one after the other, or computed at once where each takes the server long. */
export class SensitivityRun {
  readonly #questions: SensitivityQuestions;
  readonly #onRows: () => void;
  #rows: readonly SensitivityRow[] = [];

  /** @param onRows called after each change of `rows` */
  constructor(questions: SensitivityQuestions, onRows: () => void) {
    this.#questions = questions;
    this.#onRows = onRows;
  }

  get rows(): readonly SensitivityRow[] {
    return this.#rows;
  }

  /** How many figures have come, and how many there will be. */
  get progress(): { readonly done: number; readonly total: number } {
    return {
      done: this.#rows.filter(({ answer }) => answer !== null).length,
      total: this.#rows.filter(({ assumption }) => assumption.isAvailable).length,
    };
  }

  /** Goes on from what is there until all has come. Throws what the questions throw; what had come stays. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#list(signal);
    for (const { assumption, answer } of this.#rows) {
      if (answer !== null || !assumption.isAvailable) continue;
      const found = await this.#questions.figure(assumption, signal);
      this.#take(
        this.#rows.map((row) => (row.assumption === assumption ? { assumption, answer: found } : row)),
      );
    }
  }

  /**
   * The same at once, by one computation. Throws what the questions throw.
   *
   * @returns whether it has come; false where others gave it up
   */
  async runAtOnce(onProgress: (job: SensitivityJob) => void, signal: AbortSignal): Promise<boolean> {
    await this.#list(signal);
    const found = await this.#questions.all(onProgress, signal);
    if (found === null) return false;
    const { assumptions, figures } = found;
    const answers = new Map(figures.map((answer) => [answer.assumption, answer]));
    this.#take(
      assumptions.map((assumption) => ({ assumption, answer: answers.get(assumption.assumption) ?? null })),
    );
    return true;
  }

  async #list(signal: AbortSignal): Promise<void> {
    if (this.#rows.length > 0) return;
    const list = await this.#questions.list(signal);
    this.#take(list.map((assumption) => ({ assumption, answer: null })));
  }

  #take(rows: readonly SensitivityRow[]): void {
    this.#rows = rows;
    this.#onRows();
  }
}

/** Share of people within `minutes` under an assumption, 0 to 1; null while it is not known. */
export function shareAt({ answer }: SensitivityRow, minutes: number): number | null {
  return answer?.curve.find((point) => point.minutes === minutes)?.share ?? null;
}

/** How much more than the first row's this row's share is, percentage points; null while one of them is not known. */
export function pointsFromFirst(
  row: SensitivityRow,
  rows: readonly SensitivityRow[],
  minutes: number,
): number | null {
  const share = shareAt(row, minutes);
  const first = rows[0] === undefined ? null : shareAt(rows[0], minutes);
  return share === null || first === null ? null : (share - first) * 100;
}
