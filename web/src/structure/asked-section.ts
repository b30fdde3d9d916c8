import { ApiError } from "../api/get-json.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";

/** The API's word for a structure that the choice of structures leaves out. */
const NOT_COUNTED = "structure-non-comptee";

interface Inputs {
  readonly title: string;
  /** Asks the API, and makes what is shown of its answer. */
  readonly ask: (counted: Record<string, string>, signal: AbortSignal) => Promise<readonly Child[]>;
  /** What is said of a structure that does not count; null to show nothing at all. */
  readonly notCounted: string | null;
}

/**
 * A part of a card that is asked for by itself, anew when other structures count, with its own failure and its own way to
 * try again.
 *
 * @param signal aborted when the card shows something else
 */
export function createAskedSection(
  state: Store<AppState>,
  { title, ask, notCounted }: Inputs,
  signal: AbortSignal,
): HTMLElement {
  const body = h("div", { class: "asked-body" });
  const section = h("section", { class: "asked" }, h("h3", {}, title), body);
  let asked = new AbortController();
  const load = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    section.hidden = false;
    section.setAttribute("aria-busy", "true");
    if (body.childElementCount === 0) replaceChildren(body, h("p", { class: "hint" }, messages.loading));
    try {
      const children = await ask(countedParameters(state.get()), current);
      if (!current.aborted) replaceChildren(body, ...children);
    } catch (error) {
      if (current.aborted) return;
      const isNotCounted = error instanceof ApiError && error.kind === NOT_COUNTED;
      section.hidden = isNotCounted && notCounted === null;
      replaceChildren(body, isNotCounted ? h("p", {}, notCounted) : troubleOf(error, () => void load()));
    }
    section.setAttribute("aria-busy", "false");
  };
  const end = state.watch(countedKey, () => void load());
  signal.addEventListener("abort", end);
  return section;
}

/** What the API refuses it would refuse again: then there is nothing to try. */
function troubleOf(error: unknown, retry: () => void): HTMLElement {
  const isRefused = error instanceof ApiError && [400, 404].includes(error.status);
  if (isRefused) return h("p", { class: "hint" }, error.message);
  return failureNotice(messages.failed(error instanceof Error ? error.message : String(error)), retry);
}
