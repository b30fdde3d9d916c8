import "../styles/print.css";
import "../styles/document.css";
import "../styles/siting.css";
import "../styles/annex.css";

import type { GapsAnswer, GapsGeoJson } from "../../../server/schemas/answers.ts";
import { getJson } from "../api/get-json.ts";
import { queryOf } from "../api/query.ts";
import { planSites } from "../api/siting.ts";
import { EVERYWHERE, figureKey, figureParameters, MOST_SITES } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import type { DocumentContext } from "../document/document-context.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { annexMessages as words } from "../i18n/annex-messages.ts";
import { messages } from "../i18n/messages.ts";
import { drawSheetMaps } from "../print/sheet-map.ts";
import { createSitingProgress } from "../siting/siting-progress.ts";
import { PLAIN_CHOICE, sitingQuestion } from "../siting/siting-question.ts";
import { downloadBlob, downloadRows } from "../tables/download.ts";
import { ANNEX_HEADER, annexFeatures, annexRows } from "./annex-files.ts";
import { annexHtml } from "./annex-html.ts";
import { createAnnexPage } from "./annex-page.ts";
import type { AnnexSites, AnnexSubject } from "./annex-subject.ts";
import { concernedCommunes } from "./communes-concerned.ts";

/** How long the number of sites must rest. */
const PAUSE_MS = 500;

/** What can be taken along once it is drawn. */
interface Drawn {
  readonly article: HTMLElement;
  readonly subject: AnnexSubject;
  readonly sites: AnnexSites;
}

/**
 * The annex that a département attaches to its plan for access to services: gaps, communes and sites, ranked. Made anew when
 * what it speaks of changes. `data-state` of the view is `ready` once it is whole.
 */
export function createAnnexView(context: DocumentContext): HTMLElement {
  const { state, data, navigation, reload, untilClosed } = context;
  const place = h("div", { class: "print-place", role: "region", tabindex: 0, "aria-label": words.label });
  const status = h("div", { class: "print-status", role: "status", "aria-live": "polite" });
  let drawn: Drawn | null = null;
  const tellFailure = (error: unknown): void => {
    const detail = error instanceof Error ? error.message : String(error);
    replaceChildren(status, h("p", { role: "alert" }, messages.failed(detail)));
  };
  const buttons = toolButtons(context, () => drawn, tellFailure);
  const view = h(
    "main",
    { class: "print-view" },
    h(
      "div",
      { class: "print-tools" },
      navigation.link({ view: "map" }, { class: "button" }, words.back),
      ...buttons.slice(0, 1),
      h("span", { class: "annex-files", role: "group", "aria-label": words.files }, ...buttons.slice(1)),
      siteCountField(context),
      status,
    ),
    place,
  );
  let running = new AbortController();
  untilClosed(() => running.abort());

  const draw = async (signal: AbortSignal): Promise<void> => {
    drawn = null;
    for (const button of buttons) button.disabled = true;
    view.dataset["state"] = "drawing";
    replaceChildren(status, words.drawing);
    const subject = await askSubject(context, signal);
    const sites = await askSites(state.get(), status, signal);
    if (signal.aborted) return;
    replaceChildren(status, words.drawing);
    const { element: article, map } = createAnnexPage(context, subject, sites);
    replaceChildren(place, article);
    const isDrawn = await drawSheetMaps(context, subject, { map, insets: [] });
    if (signal.aborted) return;
    drawn = { article, subject, sites };
    for (const button of buttons) button.disabled = false;
    replaceChildren(status, !isDrawn && words.mapFailed, sites.state !== "ready" && retryButton(follow));
    view.dataset["state"] = "ready";
  };
  const follow = (): void => {
    running.abort();
    const { failure, place: shown, report } = data.get();
    if (failure !== null) return replaceChildren(status, failureNotice(messages.failed(failure), reload));
    if (shown === null || report === null) return;
    running = new AbortController();
    const { signal } = running;
    draw(signal).catch((error: unknown) => {
      if (signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      replaceChildren(status, failureNotice(messages.failed(detail), follow));
    });
  };
  const followSoon = debounce(() => {
    if (view.isConnected) follow();
  }, PAUSE_MS);
  untilClosed(
    data.watch(
      ({ place: shown, report, failure }) => ({ shown, report, failure }),
      // Not yet in the page, where the map can be measured.
      () => queueMicrotask(follow),
    ),
  );
  untilClosed(state.watch((all) => `${all.minutes} ${all.siteCount} ${figureKey(all)}`, followSoon));
  return view;
}

function retryButton(follow: () => void): HTMLElement {
  return h("button", { type: "button", class: "button", onclick: follow }, words.sites.retry);
}

/** Print first, then a file of each kind. */
function toolButtons(
  { state }: DocumentContext,
  drawn: () => Drawn | null,
  onFailure: (error: unknown) => void,
): HTMLButtonElement[] {
  const named = (extension: string): string => {
    const { territory, minutes } = state.get();
    return `${words.file}-${territory.replace(":", "-")}-${minutes}min${extension}`;
  };
  const button = (text: string, onDrawn: (all: Drawn) => void): HTMLButtonElement =>
    h(
      "button",
      {
        type: "button",
        class: "button",
        disabled: true,
        onclick: () => {
          const all = drawn();
          if (all !== null) onDrawn(all);
        },
      },
      text,
    );
  const save = (extension: string, text: string, type: string): void =>
    downloadBlob(named(extension), new Blob([text], { type: `${type};charset=utf-8` }));
  return [
    button(words.print, () => window.print()),
    button(words.html, ({ article, subject }) =>
      save(".html", annexHtml(article, words.documentTitle(subject.place.territory.name)), "text/html"),
    ),
    button(words.csv, ({ subject, sites }) =>
      downloadRows(named(""), ANNEX_HEADER, annexRows(subject, sites)),
    ),
    button(words.geojson, ({ sites }) => {
      const { territory: territoire, minutes } = state.get();
      const query = queryOf({ territoire, minutes, ...figureParameters(state.get()), format: "geojson" });
      getJson<GapsGeoJson>(`/api/v1/zones-blanches${query}`).then(
        (gaps) => save(".geojson", JSON.stringify(annexFeatures(gaps, sites)), "application/geo+json"),
        onFailure,
      );
    }),
  ];
}

function siteCountField({ state }: DocumentContext): HTMLElement {
  const input = h("input", {
    type: "number",
    id: "annex-sites",
    class: "annex-count",
    min: 1,
    max: MOST_SITES,
    value: state.get().siteCount,
  });
  input.addEventListener("change", () => {
    const count = Math.min(MOST_SITES, Math.max(1, Math.round(input.valueAsNumber) || 1));
    input.value = String(count);
    state.set({ siteCount: count });
  });
  return h("span", {}, h("label", { for: input.id }, words.siteCount), " ", input);
}

/** Gaps and communes, all of them. */
async function askSubject(
  { state, data, curves }: DocumentContext,
  signal: AbortSignal,
): Promise<AnnexSubject> {
  const { place, report } = data.get();
  if (place === null || report === null) throw new Error("Got no figure, expected it to be answered.");
  const all = state.get();
  const { territory: territoire, minutes } = all;
  const query = queryOf({ territoire, minutes, ...figureParameters(all), contours: false });
  const [gaps, rows] = await Promise.all([
    getJson<GapsAnswer>(`/api/v1/zones-blanches${query}`, signal),
    curves.inside(territoire, "commune", all),
  ]);
  signal.throwIfAborted();
  return { place, report, gaps, communes: concernedCommunes(rows, minutes), minutes };
}

/**
 * Sites, with their progress told and a way to give them up: those of the siting screen where it was asked, else the best
 * communes. What fails leaves the rest of the annex whole.
 */
async function askSites(all: AppState, status: HTMLElement, signal: AbortSignal): Promise<AnnexSites> {
  const { siting, siteCount: count, territory } = all;
  // Of a country the proof is out of reach, and a file of places is not in the address.
  const choice = siting ?? { ...PLAIN_CHOICE, exact: territory !== EVERYWHERE };
  const candidates = choice.candidates === "fichier" ? "communes" : choice.candidates;
  const question = sitingQuestion(all, { ...choice, candidates, count, csv: null });
  const progress = createSitingProgress();
  const given = new AbortController();
  progress.start(() => given.abort());
  replaceChildren(status, progress.element);
  try {
    const report = await planSites(question, progress.tell, AbortSignal.any([signal, given.signal]));
    return report === null ? { state: "cancelled" } : { state: "ready", report };
  } catch (error) {
    signal.throwIfAborted();
    if (given.signal.aborted) return { state: "cancelled" };
    return { state: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}
