import type { PublicStructure } from "../../../server/schemas/answers.ts";
import { fetchStructures } from "../api/client.ts";
import type { AppContext } from "../app/context.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { qualityMessages as words } from "../i18n/quality-messages.ts";
import { indicatorFigures } from "./indicators.ts";
import type { IndicatorFigure } from "./indicators.ts";

/** The indicators of the counted structures of the territory that is shown, asked for while the block is open. */
export function createTerritoryQuality(
  { state, data, dataset }: AppContext,
  details: HTMLDetailsElement,
): HTMLElement {
  const body = h("div", { class: "block" });
  let key: string | null = null;
  let asked = new AbortController();
  const load = async (): Promise<void> => {
    const now = state.get();
    const wanted = `${now.territory} ${countedKey(now)}`;
    if (!details.open || wanted === key) return;
    key = wanted;
    asked.abort();
    const controller = new AbortController();
    asked = controller;
    replaceChildren(body, h("p", { class: "hint", role: "status" }, messages.loading));
    try {
      const { features } = await fetchStructures(now.territory, countedParameters(now), controller.signal);
      if (controller.signal.aborted) return;
      const name = data.get().place?.territory.name ?? dataset.name;
      replaceChildren(
        body,
        tableOf(
          features.map(({ properties }) => properties),
          name,
        ),
      );
    } catch (error) {
      if (controller.signal.aborted) return;
      const retry = (): void => {
        key = null;
        void load();
      };
      replaceChildren(body, noticeOf(error, retry));
    }
  };
  details.addEventListener("toggle", () => void load());
  state.watch(
    (all) => `${all.territory} ${countedKey(all)}`,
    () => void load(),
  );
  return h(
    "div",
    { class: "block" },
    body,
    h("p", { class: "hint" }, words.meanHint),
    dataset.fictitious && h("p", { class: "hint" }, words.fictitious),
  );
}

function tableOf(structures: readonly PublicStructure[], name: string): HTMLElement {
  if (structures.length === 0) return h("p", {}, words.noStructure);
  const head = [words.indicator, words.mean, words.range, words.structures].map((title, at) =>
    h("th", { scope: "col", class: at > 0 && "number" }, title),
  );
  return h(
    "table",
    { class: "table" },
    h("caption", { class: "visually-hidden" }, words.caption(name)),
    h("thead", {}, h("tr", {}, ...head)),
    h("tbody", {}, ...indicatorFigures(structures).map((figure) => rowOf(figure, structures.length))),
  );
}

function rowOf({ name, mean, least, most, known }: IndicatorFigure, all: number): HTMLElement {
  const isKnown = mean !== null && least !== null && most !== null;
  const texts = isKnown
    ? [formatShare(mean / 100), words.between(formatShare(least / 100), formatShare(most / 100))]
    : [words.unknown, words.unknown];
  return h(
    "tr",
    { "data-indicator": name },
    h("th", { scope: "row" }, words.names[name]),
    ...[...texts, words.known(known, all)].map((text) => h("td", { class: "number" }, text)),
  );
}
