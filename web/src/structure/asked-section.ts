import { ApiError } from "../api/get-json.ts";
import { countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import type { CountedNow } from "./counted-now.ts";

interface Inputs {
  readonly title: string;
  /** Asks the API, and makes what is shown of its answer. */
  readonly ask: (counted: Record<string, string>, signal: AbortSignal) => Promise<readonly Child[]>;
  /** Of a structure that does not count the API has nothing to tell: then there is no section. */
  readonly counted: Store<CountedNow>;
}

/**
 * A part of a card that is asked for by itself, anew when other structures count, with its own failure and its own way to
 * try again.
 *
 * @param signal aborted when the card shows something else
 */
export function createAskedSection(
  state: Store<AppState>,
  { title, ask, counted }: Inputs,
  signal: AbortSignal,
): HTMLElement {
  const body = h("div", { class: "asked-body" });
  const section = h("section", { class: "asked" }, h("h3", {}, title), body);
  let asked = new AbortController();
  const load = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    const { isCounted } = counted.get();
    section.hidden = isCounted === false;
    if (isCounted === false) return;
    section.setAttribute("aria-busy", "true");
    if (body.childElementCount === 0) replaceChildren(body, h("p", { class: "hint" }, messages.loading));
    if (isCounted === null) return;
    try {
      const children = await ask(countedParameters(state.get()), current);
      if (!current.aborted) replaceChildren(body, ...children);
    } catch (error) {
      if (current.aborted) return;
      replaceChildren(
        body,
        troubleOf(error, () => void load()),
      );
    }
    section.setAttribute("aria-busy", "false");
  };
  const end = counted.watch(
    ({ isCounted }) => isCounted,
    () => void load(),
  );
  signal.addEventListener("abort", end);
  return section;
}

/** What the API refuses it would refuse again: then there is nothing to try. */
function troubleOf(error: unknown, retry: () => void): HTMLElement {
  const isRefused = error instanceof ApiError && [400, 404].includes(error.status);
  if (isRefused) return h("p", { class: "hint" }, error.message);
  return failureNotice(messages.failed(error instanceof Error ? error.message : String(error)), retry);
}
