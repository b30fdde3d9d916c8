import "../styles/near.css";

import type { NearestAnswer, NearestProperties } from "../../../server/schemas/answers.ts";
import { ApiError } from "../api/get-json.ts";
import { fetchNear } from "../api/search.ts";
import type { AppContext } from "../app/context.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import type { Origin } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { createNearList, listed, LISTED, LOOKED_THROUGH } from "./near-list.ts";
import { drawTrip } from "./draw-trip.ts";

const words = messages.near;

/** Letters of a place's name. */
const LONGEST_NAME = 90;

/** Beyond this, times are those of a road that is not at the door. */
const FAR_FROM_ROAD_METERS = 500;

export interface NearQuestion {
  readonly origin: Origin;
  /** May the map be moved to the first trip? */
  readonly movesMap: boolean;
  readonly takesFocus: boolean;
  /** Aborted when another place is asked from, or none. */
  readonly signal: AbortSignal;
}

/** The structures nearest to a place by road; the way to the one that is selected, else to the first, is on the map. */
export function createNearPanel(context: AppContext, question: NearQuestion): HTMLElement {
  const { state } = context;
  const { origin, signal } = question;
  const title = h(
    "h2",
    { class: "near-title", id: "proche-titre", tabindex: -1 },
    h("span", { class: "near-kicker" }, words.title),
    h("span", { class: "near-from" }, nameOf(origin)),
  );
  const close = h("button", { type: "button", class: "card-close" }, "×");
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => {
    state.set({ origin: null, selection: null });
    document.querySelector<HTMLElement>("#chiffre")?.focus();
  });
  const openOnly = h("input", { type: "checkbox", id: "ouvertes" });
  const filter = h("p", { class: "check" }, openOnly, h("label", { for: openOnly.id }, words.openOnly));
  const live = h("p", { class: "visually-hidden", role: "status" });
  const body = h("div", { class: "near-body" });
  const trip = drawTrip(context, context.map, question);

  let asked = new AbortController();
  const show = (answer: NearestAnswer): void => {
    const structures = listed(answer, openOnly.checked);
    filter.hidden = answer.features.length === 0;
    replaceChildren(body, ...contentOf(answer, structures, openOnly.checked));
    live.textContent = summaryOf(structures, answer, openOnly.checked);
    const list = createNearList(structures, Date.now(), (id) =>
      state.set({ selection: { kind: "structure", id } }),
    );
    if (structures.length > 0) body.prepend(list.element);
    trip.show(structures, list.mark);
  };
  const ask = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    body.setAttribute("aria-busy", "true");
    if (body.childElementCount === 0) replaceChildren(body, h("p", { class: "hint" }, messages.loading));
    try {
      const limit = openOnly.checked ? LOOKED_THROUGH : LISTED;
      const answer = await fetchNear(origin, limit, countedParameters(state.get()), current);
      if (!current.aborted) show(answer);
    } catch (error) {
      if (current.aborted) return;
      filter.hidden = true;
      replaceChildren(
        body,
        troubleOf(error, () => void ask()),
      );
      trip.show([], () => {});
    }
    body.setAttribute("aria-busy", "false");
  };
  openOnly.addEventListener("change", () => void ask());
  const end = state.watch(countedKey, () => void ask());
  signal.addEventListener("abort", end);
  if (question.takesFocus) setTimeout(() => title.focus());

  return h(
    "section",
    { class: "near", "aria-labelledby": title.id },
    h("div", { class: "card-head" }, title, close),
    live,
    body,
    filter,
  );
}

/** What is written of a place, which may come from any address: no longer than the names of addresses are. */
function nameOf({ lat, lon, label }: Origin): string {
  if (label === "") return words.point(lat, lon);
  return label.length <= LONGEST_NAME ? label : `${label.slice(0, LONGEST_NAME)}…`;
}

function contentOf(
  { from, features }: NearestAnswer,
  structures: readonly NearestProperties[],
  openOnly: boolean,
): HTMLElement[] {
  return [
    ...(structures.length === 0 ? [h("p", { class: "near-none" }, noneSentence(features, openOnly))] : []),
    ...(from.snapMeters > FAR_FROM_ROAD_METERS
      ? [h("p", { class: "hint" }, words.snapped(from.snapMeters))]
      : []),
  ];
}

function summaryOf(
  structures: readonly NearestProperties[],
  { features }: NearestAnswer,
  openOnly: boolean,
): string {
  const [first] = structures;
  if (first !== undefined) return words.summary(structures.length, first.name, first.seconds / 60);
  return noneSentence(features, openOnly);
}

function noneSentence({ length }: NearestAnswer["features"], openOnly: boolean): string {
  return openOnly && length > 0 ? words.noneOpen(length) : words.none;
}

/** A place that cannot be asked from is told without a way to ask again: the answer would be the same. */
function troubleOf(error: unknown, retry: () => void): HTMLElement {
  const known = Object.entries(words.troubles).find(
    ([problem]) => error instanceof ApiError && error.kind === problem,
  );
  if (known !== undefined) return h("p", { class: "notice", role: "alert" }, known[1]);
  return failureNotice(messages.failed(error instanceof Error ? error.message : String(error)), retry);
}
