import "../styles/scenario.css";
import "../styles/comparison.css";

import type { DocumentContext } from "../document/document-context.ts";
import { createDocumentPage } from "../document/document-page.ts";
import { EVERYWHERE, countedKey } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { sessionOf } from "../scenario/session.ts";
import { downloadRows } from "../tables/download.ts";
import { comparedCurves } from "./compared-curves.ts";
import { comparedTerritories } from "./compared-territories.ts";
import { figureRows, figuresTable } from "./figures.ts";
import { createMapsPlace } from "./maps-place.ts";
import { askCompared, curveOf } from "./compared.ts";
import type { Compared } from "./compared.ts";

const words = scenarioMessages.comparison;

/** Today and the scenarios side by side: maps, figures, curves, territories. */
export function createComparisonPage(context: DocumentContext): HTMLElement {
  const { state, data, dataset, untilClosed } = context;
  const isEmpty = state.get().scenarios.length === 0;
  const lead = h("p", { class: "document-lead" });
  const figures = h("div", { "aria-live": "polite" });
  const curves = h("div");
  const territories = h("div");
  const csv = h("button", { type: "button", class: "button", disabled: true }, words.csv);
  const print = h("button", { type: "button", class: "button", onclick: () => window.print() }, words.print);
  const tools = h("div", { class: "document-tools" }, csv, print);

  let compared: Compared | null = null;
  let asked = new AbortController();
  const load = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    compared = null;
    csv.disabled = true;
    replaceChildren(figures, h("p", { class: "hint" }, messages.loading));
    try {
      const answer = await askCompared(state.get(), sessionOf(context).kept, signal);
      if (signal.aborted) return;
      compared = answer;
      csv.disabled = false;
      replaceChildren(figures, figuresTable(answer));
      replaceChildren(curves, ...comparedCurves(answer));
      replaceChildren(territories, comparedTerritories(context, answer));
    } catch (error) {
      if (signal.aborted) return;
      for (const part of [curves, territories]) replaceChildren(part);
      replaceChildren(
        figures,
        noticeOf(error, () => void load()),
      );
    }
  };
  csv.addEventListener("click", () => {
    if (compared === null) return;
    downloadRows(
      `${words.file}-${state.get().territory.replace(":", "-")}`,
      [words.measure, ...compared.names],
      csvRows(compared),
    );
  });
  if (!isEmpty)
    untilClosed(
      state.watch(
        // Which of them is shown changes nothing here.
        (all) => JSON.stringify([all.territory, all.minutes, countedKey(all), all.scenarios]),
        () => void load(),
      ),
    );
  untilClosed(() => asked.abort());
  untilClosed(
    data.watch(
      ({ place }) => place,
      (place) => {
        const { territory, minutes } = state.get();
        const known = territory === EVERYWHERE ? dataset.name : context.navigation.nameOf(territory);
        lead.textContent = isEmpty ? words.none : words.lead(place?.territory.name ?? known ?? "", minutes);
      },
    ),
  );
  const sections = [
    { id: "cartes", title: words.maps, content: [createMapsPlace(context)] },
    { id: "chiffres", title: words.figures, content: [figures] },
    { id: "courbes", title: words.curves, content: [curves] },
    { id: "territoires", title: words.territories, content: [territories] },
  ];
  const page = createDocumentPage(context, {
    title: words.title,
    lead: isEmpty ? [lead] : [lead, tools],
    sections: isEmpty ? [] : sections,
  });
  page.classList.add("comparison");
  return page;
}

function csvRows(compared: Compared): (string | number | null)[][] {
  const minutes = Array.from({ length: 60 }, (_, index) => index + 1);
  return [
    ...figureRows(compared).map(({ name, values }) => [name, ...values]),
    ...minutes.map((minute) => [
      words.shareAt(minute),
      ...compared.names.map((_, index) => curveOf(compared, index)[minute] ?? null),
    ]),
  ];
}
