import type { CoverageAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { fetchGapTotals } from "../api/sheet.ts";
import type { AppContext } from "../app/context.ts";
import { figureKey, figureParameters } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { keyFigures } from "./key-figures.ts";
import type { GapTotals, KeyFigure } from "./key-figures.ts";

const words = messages.sheet;

/** The key figures as a table, recounted at each move of the slider; gaps follow when it rests. */
export function createFiguresTable(context: AppContext): HTMLElement {
  const { state, data } = context;
  const caption = h("caption", { class: "visually-hidden" });
  const head = h("thead");
  const body = h("tbody");
  const table = h("table", { class: "table sheet-figures" }, caption, head, body);
  const trouble = h("div");
  const compared = followComparedGaps(context, () => draw(), trouble);

  const draw = (): void => {
    const { report, gaps, comparison } = data.get();
    table.hidden = report === null;
    if (report === null) return;
    const there = comparison === null ? null : { report: comparison, gaps: compared() };
    const figures = keyFigures(state.get().minutes, { report, gaps }, there);
    caption.textContent = captionOf(report);
    table.classList.toggle("is-compared", comparison !== null);
    replaceChildren(head, comparison !== null && headRow(report.territory.name, comparison.territory.name));
    replaceChildren(body, ...figures.map(figureRow));
  };
  state.watch(({ minutes }) => minutes, draw);
  data.watch(({ report }) => report, draw);
  data.watch(({ gaps }) => gaps, draw);
  return h("div", { class: "sheet-table" }, table, trouble);
}

/** The gaps of the territory beside, asked for with those of the one shown: when the slider rests. */
function followComparedGaps(
  { state, data }: AppContext,
  onChange: () => void,
  trouble: HTMLElement,
): () => GapTotals | null {
  let known: { readonly key: string; readonly totals: GapTotals } | null = null;
  let asked: AbortController | null = null;
  const keyNow = (compareTo: TerritoryRef, minutes: number): string =>
    `${compareTo} ${minutes} ${figureKey(state.get())}`;
  const load = async (): Promise<void> => {
    asked?.abort();
    replaceChildren(trouble);
    const { compareTo, minutes } = state.get();
    // Only of a territory that the server knows.
    if (compareTo === null || data.get().comparison === null) return;
    const key = keyNow(compareTo, minutes);
    if (known?.key === key) return;
    const controller = new AbortController();
    asked = controller;
    try {
      const counted = figureParameters(state.get());
      const totals = await fetchGapTotals(compareTo, minutes, counted, controller.signal);
      if (controller.signal.aborted) return;
      known = { key, totals };
      onChange();
    } catch (error) {
      if (controller.signal.aborted) return;
      replaceChildren(
        trouble,
        noticeOf(error, () => void load()),
      );
    }
  };
  data.watch(
    ({ gaps }) => gaps,
    () => void load(),
  );
  data.watch(
    ({ comparison }) => comparison,
    () => void load(),
  );
  return () => {
    const { compareTo, minutes } = state.get();
    return compareTo !== null && known?.key === keyNow(compareTo, minutes) ? known.totals : null;
  };
}

function captionOf({ territory, comparison }: CoverageAnswer): string {
  return comparison === undefined
    ? words.caption(territory.name)
    : words.captionCompared(territory.name, comparison.territory.name);
}

function headRow(here: string, there: string): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, words.figure)),
    ...[here, there, words.difference].map((title) => h("th", { scope: "col", class: "number" }, title)),
  );
}

function figureRow({ id, label, here, there, difference }: KeyFigure): HTMLElement {
  const cell = (text: string): Child => h("td", { class: "number" }, text);
  return h(
    "tr",
    { "data-figure": id },
    h("th", { scope: "row" }, label),
    cell(here),
    there !== null && cell(there),
    there !== null && cell(difference ?? words.none),
  );
}
