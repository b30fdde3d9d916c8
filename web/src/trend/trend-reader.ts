import type { HistoryAnswer, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { trendMessages as words } from "../i18n/trend-messages.ts";

/** A slider from dataset to dataset, which a keyboard reaches, and what is to be said of the one chosen. */
export function createTrendReader(
  { entries }: HistoryAnswer,
  onChoose: (entry: HistoryEntry) => void,
): HTMLElement {
  const text = h("div", { class: "trend-readout" });
  const output = h("output", { class: "slider-value", for: "jeu-lu" });
  const input = h("input", {
    type: "range",
    id: "jeu-lu",
    class: "slider",
    min: 0,
    max: entries.length - 1,
    step: 1,
    value: entries.length - 1,
    oninput: () => show(),
  });
  const show = (): void => {
    const entry = entries[input.valueAsNumber];
    if (entry === undefined) return;
    output.textContent = words.day(entry);
    input.setAttribute("aria-valuetext", words.point(entry));
    input.style.setProperty("--filled", String(input.valueAsNumber / (entries.length - 1)));
    replaceChildren(text, ...readoutOf(entry, entry === entries[0]));
    onChoose(entry);
  };
  show();
  return h(
    "div",
    { class: "control" },
    h("div", { class: "control-head" }, h("label", { for: "jeu-lu" }, words.dataset), output),
    input,
    text,
  );
}

function readoutOf(entry: HistoryEntry, isFirst: boolean): HTMLElement[] {
  return [
    h("p", {}, words.figures(entry)),
    h("p", { class: "hint" }, words.stock(entry)),
    h("p", { class: entry.isComparable ? "hint" : "hint trend-warning" }, words.changed(entry, isFirst)),
  ];
}
