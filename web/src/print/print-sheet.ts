import "../styles/print.css";

import type { AppContext } from "../app/context.ts";
import { figureKey } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { fitPage } from "./fit-page.ts";
import { fetchLeastCovered } from "./fetch-least-covered.ts";
import { drawSheetMaps } from "./sheet-map.ts";
import { createSheetPage } from "./sheet-page.ts";
import type { SheetSubject } from "./sheet-page.ts";

const words = documentMessages.printSheet;

/**
 * The territory on one sheet of A4: on the screen as it will be printed, with a button to print it. `data-state` of the view is
 * `ready` once the map is there.
 */
export function createPrintSheet(context: AppContext): HTMLElement {
  const { state, data, navigation, reload } = context;
  const print = h(
    "button",
    { type: "button", class: "button", disabled: true, onclick: () => window.print() },
    words.print,
  );
  const status = h("p", { class: "print-status", role: "status", "aria-live": "polite" });
  const place = h("div", {
    class: "print-place",
    role: "region",
    tabindex: 0,
    "aria-label": words.label,
  });
  const view = h(
    "main",
    { class: "print-view" },
    h(
      "div",
      { class: "print-tools" },
      navigation.link({ view: "map" }, { class: "button" }, words.back),
      print,
      status,
    ),
    place,
  );
  let drawing: AbortController | null = null;
  const draw = async (subject: SheetSubject, signal: AbortSignal): Promise<void> => {
    view.dataset["state"] = "drawing";
    print.disabled = true;
    status.textContent = words.drawing;
    const least = await fetchLeastCovered(context, subject.place, subject.minutes);
    if (signal.aborted) return;
    const { page, map, insets } = createSheetPage(context, { ...subject, least });
    replaceChildren(place, page);
    fitPage(page);
    const isDrawn = await drawSheetMaps(context, subject, { map, insets });
    if (signal.aborted) return;
    status.textContent = isDrawn ? "" : words.mapFailed;
    print.disabled = false;
    view.dataset["state"] = "ready";
  };
  let drawn = "";
  const follow = (): void => {
    const { failure } = data.get();
    if (failure !== null) replaceChildren(status, failureNotice(messages.failed(failure), reload));
    const subject = subjectOf(context);
    if (subject === null) return;
    const key = `${subject.place.territory.ref} ${subject.minutes} ${figureKey(state.get())}`;
    if (key === drawn) return;
    drawn = key;
    drawing?.abort();
    drawing = new AbortController();
    draw(subject, drawing.signal).catch((error: unknown) => {
      drawn = "";
      const detail = error instanceof Error ? error.message : String(error);
      replaceChildren(status, failureNotice(messages.failed(detail), follow));
    });
  };
  let wasShown = false;
  const end = data.watch(
    (all) => all,
    () => {
      // Another document or the map has taken its place.
      if (wasShown && !view.isConnected) return end?.();
      wasShown ||= view.isConnected;
      // Not yet in the page, where it can be measured.
      queueMicrotask(follow);
    },
  );
  return view;
}

/** What the sheet is about, once all of it has come. */
function subjectOf({ state, data }: AppContext): Omit<SheetSubject, "least"> | null {
  const { place, report, gaps } = data.get();
  const { minutes } = state.get();
  if (place === null || report === null || gaps?.minutes !== minutes) return null;
  return { place, report, gaps, minutes };
}
