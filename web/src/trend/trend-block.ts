import "../styles/trend.css";

import type { HistoryAnswer } from "../../../server/schemas/history-answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { fetchTrend, trendCsv } from "../api/trend.ts";
import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { trendMessages as words } from "../i18n/trend-messages.ts";
import { createTrendChart } from "./trend-chart.ts";
import { createTrendReader } from "./trend-reader.ts";
import { createTrendTable } from "./trend-table.ts";

/** How the figure of the territory went from dataset to dataset. */
export function createTrendBlock(context: AppContext, details: HTMLDetailsElement): HTMLElement {
  return new TrendBlock(context, details).element;
}

class TrendBlock {
  readonly element: HTMLElement;
  readonly #context: AppContext;
  readonly #details: HTMLDetailsElement;
  readonly #body = h("div", { class: "block" });
  /** What is shown or on the way; null where it failed. */
  #territory: TerritoryRef | null = null;
  #asked: AbortController | null = null;

  constructor(context: AppContext, details: HTMLDetailsElement) {
    this.#context = context;
    this.#details = details;
    this.element = h("div", { class: "block trend-block" }, this.#body);
    details.addEventListener("toggle", () => void this.#load());
    context.state.watch(
      ({ territory }) => territory,
      () => void this.#load(),
    );
    context.data.watch(
      ({ place }) => place,
      () => {
        if (!isKept(context.state.get().territory)) this.#showParents();
      },
    );
  }

  async #load(): Promise<void> {
    const { territory } = this.#context.state.get();
    if (!this.#details.open || territory === this.#territory) return;
    this.#asked?.abort();
    const controller = new AbortController();
    this.#asked = controller;
    this.#territory = territory;
    if (!isKept(territory)) {
      this.#body.removeAttribute("aria-busy");
      this.#showParents();
      return;
    }
    this.#body.setAttribute("aria-busy", "true");
    replaceChildren(this.#body, h("p", { class: "hint", role: "status" }, messages.loading));
    try {
      const answer = await fetchTrend(territory, controller.signal);
      if (!controller.signal.aborted) replaceChildren(this.#body, ...trendOf(answer, territory));
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#territory = null;
      replaceChildren(
        this.#body,
        noticeOf(error, () => void this.#load()),
      );
    } finally {
      if (!controller.signal.aborted) this.#body.removeAttribute("aria-busy");
    }
  }

  /** Figures are not kept of every commune: those that it lies in have some. */
  #showParents(): void {
    const { data, navigation } = this.#context;
    const parents = (data.get().place?.parents ?? []).filter(({ ref }) => isKept(ref)).reverse();
    const links = parents.map((parent) => h("li", {}, navigation.toTerritory(parent)));
    replaceChildren(this.#body, h("p", { class: "hint" }, words.notKept), h("ul", {}, ...links));
  }
}

function isKept(territory: TerritoryRef): boolean {
  return territory === "france" || /^(reg|dep):/.test(territory);
}

function trendOf(answer: HistoryAnswer, territory: TerritoryRef): Child[] {
  const { entries, unreadable } = answer;
  const hidden = unreadable > 0 && h("p", { class: "hint" }, words.unreadable(unreadable));
  const [only] = entries;
  if (only === undefined) return [h("p", { class: "hint" }, words.none), hidden];
  if (entries.length === 1) return [h("p", {}, words.single(only)), hidden];
  const chart = createTrendChart(answer);
  return [
    h("p", { class: "hint" }, words.intro),
    chart.element,
    createTrendReader(answer, (entry) => chart.choose(entry)),
    hidden,
    h("details", {}, h("summary", {}, words.values), createTrendTable(answer)),
    h("p", {}, h("a", { class: "button", href: trendCsv(territory), download: "" }, words.csv)),
  ];
}
