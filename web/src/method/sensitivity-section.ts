import type { SensitivityJob } from "../../../server/schemas/sensitivity-job-answers.ts";
import { fetchAssumptions, fetchSensitivity } from "../api/client.ts";
import { ApiError } from "../api/get-json.ts";
import { measureSensitivity } from "../api/sensitivity.ts";
import type { DocumentContext } from "../document/document-context.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import type { DocumentSection } from "../document/document-page.ts";
import { createPlainTable } from "../document/plain-table.ts";
import type { PlainTable } from "../document/plain-table.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { french, withFrench } from "../dom/french.ts";
import { failureNotice } from "../dom/lazy.ts";
import { formatDifference, formatShare } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { jobMessages } from "../i18n/job-messages.ts";
import { messages } from "../i18n/messages.ts";
import { pointsFromFirst, shareAt, SensitivityRun } from "./sensitivity-run.ts";
import type { SensitivityRow } from "./sensitivity-run.ts";

const words = documentMessages.method.sensitivity;

/**
 * More cells than that, and the server takes seconds for each row: only who asks for them makes it work, and it has them all
 * computed aside, where no other waits for them.
 */
const MOST_CELLS = 200_000;

/** The server has too much to do: a 503. */
const BUSY = 503;

/** The figure under other assumptions, filled row by row; begun anew for another territory or other structures. */
export function sensitivitySection({ dataset, state, untilClosed }: DocumentContext): DocumentSection {
  const isHeavy = dataset.counts.cells > MOST_CELLS;
  const place = h("div", { class: "document-section" });
  let abort = new AbortController();
  untilClosed(
    state.watch(
      (all) => `${all.territory} ${countedKey(all)}`,
      () => {
        abort.abort();
        abort = new AbortController();
        const { territory } = state.get();
        const counted = countedParameters(state.get());
        const panel = new SensitivityPanel(
          abort.signal,
          {
            list: async (signal) => (await fetchAssumptions(territory, counted, signal)).assumptions,
            figure: async ({ assumption }, signal) =>
              fetchSensitivity(territory, assumption, counted, signal),
            all: async (onProgress, signal) => measureSensitivity(territory, counted, onProgress, signal),
          },
          () => state.get().minutes,
          isHeavy,
        );
        replaceChildren(place, panel.element);
        untilClosed(state.watch(({ minutes }) => minutes, panel.draw));
        if (!isHeavy) panel.start();
      },
    ),
  );
  untilClosed(() => abort.abort());
  const texts = isHeavy ? [words.text, words.heavy] : [words.text];
  return {
    id: "sensibilite",
    title: words.title,
    content: [...texts.map((text) => h("p", {}, text)), place],
  };
}

/** The table with its buttons. */
class SensitivityPanel {
  readonly element: HTMLElement;
  readonly #ended: AbortSignal;
  readonly #run: SensitivityRun;
  readonly #minutes: () => number;
  readonly #isHeavy: boolean;
  readonly #table: PlainTable<SensitivityRow>;
  readonly #caption: HTMLElement | null;
  readonly #button = h("button", { type: "button", class: "button", onclick: () => this.#toggle() });
  readonly #progress = h("progress", { "aria-label": words.progress, value: 0, hidden: true });
  readonly #status = h("p", { role: "status" });
  readonly #trouble = h("div");
  #running: AbortController | null = null;
  #job: SensitivityJob | null = null;

  constructor(
    ended: AbortSignal,
    questions: ConstructorParameters<typeof SensitivityRun>[0],
    minutes: () => number,
    isHeavy: boolean,
  ) {
    this.#ended = ended;
    this.#isHeavy = isHeavy;
    this.#run = new SensitivityRun(questions, () => this.draw());
    this.#minutes = minutes;
    this.#table = createPlainTable<SensitivityRow>(words.caption(minutes()), [
      { title: words.assumption, cell: assumptionCell },
      { title: words.share, cell: (row) => this.#shareText(row), isNumber: true },
      { title: words.difference, cell: (row) => this.#differenceText(row), isNumber: true },
    ]);
    this.#caption = this.#table.element.querySelector("caption");
    const tools = h("div", { class: "document-tools" }, this.#button, this.#progress, this.#status);
    this.element = h("div", { class: "document-section" }, tools, this.#trouble, this.#table.element);
    this.draw();
  }

  /** Draws what has come, for the minutes of now. */
  readonly draw = (): void => {
    const { done, total } = this.#progressOf();
    this.#table.element.hidden = this.#run.rows.length === 0;
    if (this.#caption !== null) this.#caption.textContent = words.caption(this.#minutes());
    this.#table.show(this.#run.rows);
    this.#progress.max = Math.max(total, 1);
    this.#progress.value = done;
    this.#progress.hidden = this.#running === null;
    this.#button.hidden = this.#running === null && total > 0 && done === total;
    this.#button.textContent =
      this.#running !== null ? words.stop : this.#run.progress.done === 0 ? words.start : words.resume;
  };

  start(): void {
    void this.#work();
  }

  #toggle(): void {
    if (this.#running === null) this.start();
    else this.#running.abort();
  }

  async #work(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    replaceChildren(this.#trouble);
    this.#status.textContent = words.running;
    this.draw();
    const signal = AbortSignal.any([running.signal, this.#ended]);
    try {
      const hasCome = this.#isHeavy ? await this.#measure(signal) : await this.#ask(signal);
      const { done, total } = this.#run.progress;
      this.#status.textContent = hasCome ? words.done(done) : words.stopped(done, total);
    } catch (error) {
      const { done, total } = this.#run.progress;
      this.#status.textContent = total === 0 ? "" : words.stopped(done, total);
      if (!signal.aborted) this.#say(error);
    } finally {
      this.#running = null;
      this.#job = null;
      this.draw();
    }
  }

  /** Row by row; where the server has too much to do for that, all at once. */
  async #ask(signal: AbortSignal): Promise<boolean> {
    try {
      await this.#run.run(signal);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === BUSY) return this.#measure(signal);
      throw error;
    }
  }

  async #measure(signal: AbortSignal): Promise<boolean> {
    return this.#run.runAtOnce((job) => {
      this.#job = job;
      const { state, position, stage, done, total } = job;
      if (state === "attente") this.#status.textContent = jobMessages.queued((position ?? 1) - 1);
      else if (stage !== null)
        replaceChildren(this.#status, jobMessages.sensitivity.step(done + 1, total), french(stage));
      this.draw();
    }, signal);
  }

  /** How far a computation of the server's is, or how many rows have come. */
  #progressOf(): { readonly done: number; readonly total: number } {
    return this.#job !== null && this.#job.total > 0 ? this.#job : this.#run.progress;
  }

  #say(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    replaceChildren(
      this.#trouble,
      failureNotice(messages.failed(detail), () => this.start()),
    );
  }

  #shareText(row: SensitivityRow): string {
    const share = shareAt(row, this.#minutes());
    return share === null ? documentMessages.method.unknown : formatShare(share);
  }

  #differenceText(row: SensitivityRow): string {
    const points = pointsFromFirst(row, this.#run.rows, this.#minutes());
    if (points === null) return documentMessages.method.unknown;
    return row === this.#run.rows[0] ? words.reference : formatDifference(points);
  }
}

/** What it is, and where it cannot be tried, why. */
function assumptionCell({ assumption: { label, obstacle } }: SensitivityRow): HTMLElement {
  const why =
    obstacle !== null &&
    h("span", { class: "document-note" }, ...withFrench(words.unavailable(obstacle), obstacle));
  return h("span", {}, french(label), why !== false && h("br"), why);
}
