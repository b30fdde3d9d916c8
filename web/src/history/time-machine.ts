import "../styles/history.css";

import type { DatesAnswer } from "../../../server/schemas/figure-answers.ts";
import { fetchCoverage } from "../api/client.ts";
import { fetchDates } from "../api/sheet.ts";
import type { AppContext } from "../app/context.ts";
import { countedKey, countedParameters, excludedWords } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { formatDate } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { createDateChart } from "./date-chart.ts";
import { createDateControls } from "./date-controls.ts";
import { DatedCurves } from "./dated-curves.ts";
import { indexOfDay, play, playedDates, waitFor } from "./player.ts";

const words = messages.timeMachine;

/** The network as of any day on which structures were labelled, and the figure at each of them. */
export function createTimeMachine(context: AppContext, details: HTMLDetailsElement): HTMLElement {
  return new TimeMachine(context, details).element;
}

class TimeMachine {
  readonly element: HTMLElement;
  readonly #context: AppContext;
  readonly #details: HTMLDetailsElement;
  readonly #curves = new DatedCurves();
  readonly #chart = createDateChart();
  readonly #controls = createDateControls({
    choose: (date) => {
      this.#pause();
      this.#context.state.set({ asOf: date });
    },
    playOrPause: () => void this.#playOrPause(),
  });
  readonly #network = h("p", { class: "hint" });
  readonly #undated = h("p", { class: "hint" });
  readonly #trouble = h("div");
  readonly #known = h("div", { class: "block" });
  #dates: DatesAnswer | null = null;
  #askingDates: AbortController | null = null;
  #filling: AbortController | null = null;
  #playing: AbortController | null = null;

  constructor(context: AppContext, details: HTMLDetailsElement) {
    this.#context = context;
    this.#details = details;
    this.#known.append(
      this.#controls.element,
      this.#network,
      this.#chart.element,
      this.#undated,
      h("p", { class: "hint" }, words.survivors),
    );
    this.#known.hidden = true;
    this.element = h("div", { class: "block time-machine" }, this.#known, this.#trouble);
    this.#watch();
  }

  #watch(): void {
    const { state, data } = this.#context;
    this.#details.addEventListener("toggle", () => {
      if (!this.#details.open) this.#pause();
      void this.#fill();
    });
    state.watch(
      ({ excluded }) => excluded,
      () => void this.#loadDates(),
    );
    state.watch(
      () => this.#key(),
      () => {
        this.#pause();
        this.#draw();
        void this.#fill();
      },
    );
    state.watch(
      ({ view }) => view,
      () => this.#pause(),
    );
    state.watch(
      ({ minutes }) => minutes,
      () => this.#drawChart(),
    );
    state.watch(
      ({ asOf }) => asOf,
      () => this.#draw(),
    );
    data.watch(
      ({ report }) => report,
      (report) => {
        // The figure of the page is one of those that the chart wants.
        const { asOf } = state.get();
        if (report === null || asOf === null || report.provenance.parameters["asOf"] !== asOf) return;
        this.#curves.keep(this.#key(), asOf, report);
        this.#drawChart();
      },
    );
  }

  /** What all dates have in common: the territory and the structures, whatever the day. */
  #key(): string {
    const state = this.#context.state.get();
    return `${state.territory} ${countedKey({ ...state, asOf: null })}`;
  }

  async #loadDates(): Promise<void> {
    this.#askingDates?.abort();
    const controller = new AbortController();
    this.#askingDates = controller;
    replaceChildren(this.#trouble);
    try {
      const excluded = excludedWords(this.#context.state.get().excluded);
      const answer = await fetchDates(excluded.join(","), controller.signal);
      if (controller.signal.aborted) return;
      this.#dates = answer;
      this.#draw();
      await this.#fill();
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(error, () => void this.#loadDates());
    }
  }

  /** Asks for the figures that the chart has not got, while it is seen. */
  async #fill(): Promise<void> {
    this.#filling?.abort();
    // What is played is kept too: the rest would only slow it down.
    if (!this.#details.open || this.#playing !== null) return;
    const dates = (this.#dates?.dates ?? []).map(({ date }) => date);
    if (dates.length === 0) return;
    const controller = new AbortController();
    this.#filling = controller;
    replaceChildren(this.#trouble);
    const state = this.#context.state.get();
    try {
      await this.#curves.fill(this.#key(), dates, {
        ask: async (asOf, signal) => {
          // What the page itself waits for comes first; that it failed is told there.
          await this.#answered(signal).catch(() => {});
          return fetchCoverage(state.territory, null, countedParameters({ ...state, asOf }), signal);
        },
        onKept: () => this.#drawChart(),
        signal: controller.signal,
      });
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(error, () => void this.#fill());
    }
  }

  async #playOrPause(): Promise<void> {
    if (this.#playing !== null) return this.#pause();
    const { state } = this.#context;
    const dates = (this.#dates?.dates ?? []).map(({ date }) => date);
    const controller = new AbortController();
    this.#playing = controller;
    this.#filling?.abort();
    this.#controls.showPlaying(true);
    try {
      await play(playedDates(dates, state.get().asOf), {
        show: (asOf) => state.set({ asOf }),
        answered: async (signal) => this.#answered(signal),
        wait: waitFor,
        signal: controller.signal,
      });
    } catch {
      // The sentence above tells what failed, with a way to ask again: here it only stops.
    } finally {
      if (this.#playing === controller) this.#pause();
    }
  }

  #pause(): void {
    if (this.#playing === null) return;
    this.#playing.abort();
    this.#playing = null;
    this.#controls.showPlaying(false);
    void this.#fill();
  }

  /** Resolves when the page has its answers, or when the signal says so; rejects when they failed. */
  async #answered(signal: AbortSignal): Promise<void> {
    const { data } = this.#context;
    return new Promise((resolve, reject) => {
      let isOver = false;
      let end = (): void => {};
      const look = (): void => {
        const { isBusy, failure } = data.get();
        if (isOver || (isBusy && !signal.aborted)) return;
        isOver = true;
        end();
        if (failure === null) resolve();
        else reject(new Error(failure));
      };
      end = data.watch(({ isBusy }) => isBusy, look);
      if (isOver) end();
      signal.addEventListener("abort", look, { once: true });
    });
  }

  #draw(): void {
    if (this.#dates === null) return;
    const { dates, undated } = this.#dates;
    const { asOf } = this.#context.state.get();
    this.#known.hidden = dates.length === 0;
    if (dates.length === 0) replaceChildren(this.#trouble, h("p", { class: "hint" }, words.noDates));
    this.#controls.show(dates, asOf);
    this.#network.textContent = this.#networkText(asOf);
    this.#undated.hidden = undated === 0;
    this.#undated.textContent = words.undated(undated);
    this.#drawChart();
  }

  #networkText(asOf: string | null): string {
    if (this.#dates === null) return "";
    const { dates, undated } = this.#dates;
    const last = dates.at(-1)?.counted ?? 0;
    if (asOf === null) return words.networkNow(last + undated);
    const found =
      dates[
        indexOfDay(
          dates.map(({ date }) => date),
          asOf,
        )
      ];
    const added = found?.date === asOf ? found.added : 0;
    return words.network(found?.counted ?? 0, added, formatDate(asOf));
  }

  #drawChart(): void {
    if (this.#dates === null || this.#dates.dates.length === 0) return;
    const { minutes, asOf } = this.#context.state.get();
    this.#chart.draw({
      dates: this.#dates.dates,
      known: this.#curves.of(this.#key()),
      minutes,
      shown: asOf,
    });
  }

  #fail(error: unknown, retry: () => void): void {
    replaceChildren(this.#trouble, noticeOf(error, retry));
  }
}
