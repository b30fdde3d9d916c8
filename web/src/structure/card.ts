import { ApiError } from "../api/get-json.ts";
import type { AppContext } from "../app/context.ts";
import type { Selection } from "../app/state.ts";
import "../styles/structure.css";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { NO_FEATURES } from "../map/content.ts";
import { gapContent, goneContent } from "./gap-content.ts";
import { findStructure } from "./known-structures.ts";
import { createReach } from "./reach.ts";
import { structureContent } from "./structure-content.ts";

/** What is known of the structure or the gap that is selected; hidden when there is none. */
export function createCard(context: AppContext): HTMLElement {
  const { state, data } = context;
  const title = h("h2", { class: "card-title", "aria-live": "polite" });
  const body = h("div", { class: "card-body" });
  const close = (): void => state.set({ selection: null });
  const closeByButton = (): void => {
    close();
    // The button is gone: the reading goes on at the row that opened the card, or at the map.
    const row = opener?.isConnected === true ? opener : document.querySelector<HTMLElement>("#carte");
    row?.focus();
  };
  let opener: HTMLElement | null = null;
  const closeButton = h("button", { type: "button", class: "card-close", onclick: closeByButton }, "×");
  closeButton.setAttribute("aria-label", messages.structure.close);
  const card = h("aside", { class: "card", "aria-label": messages.structure.card, hidden: true });
  document.addEventListener("keydown", (event) => {
    // An open dialog or list takes the key for itself.
    if (event.key === "Escape" && !event.defaultPrevented && document.querySelector("dialog[open]") === null)
      close();
  });
  card.append(h("div", { class: "card-head" }, title, closeButton), body);

  let asked: AbortController | null = null;
  const show = (heading: string, content: readonly Child[]): void => {
    card.hidden = false;
    title.textContent = heading;
    replaceChildren(body, ...content);
  };
  const showStructure = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      const { properties } = await findStructure(id);
      if (signal.aborted) return;
      const reach = createReach(properties.id, state, context.map, signal);
      show(properties.name, structureContent(properties, context, reach, signal));
    } catch (error) {
      if (signal.aborted) return;
      // Only what the list does not have is unknown; anything else may be there the next time.
      if (error instanceof ApiError && error.status === 404) {
        show(messages.structure.unknownTitle, [h("p", { class: "notice", role: "alert" }, error.message)]);
      } else {
        const retry = (): void => void showStructure(id, signal);
        show(messages.structure.card, [noticeOf(error, retry)]);
      }
    }
  };
  const drawSelection = (selection: Selection | null): void => {
    asked?.abort();
    asked = new AbortController();
    const { activeElement } = document;
    if (selection !== null && activeElement instanceof HTMLElement && activeElement !== closeButton) {
      opener = activeElement === document.body ? null : activeElement;
    }
    void context.map.then((view) => view?.show({ isochrones: NO_FEATURES }));
    card.hidden = true;
    if (selection?.kind === "structure") void showStructure(selection.id, asked.signal);
    else if (selection?.kind === "gap") {
      const { gaps } = data.get();
      const gap = gaps?.gaps.find(({ id }) => id === selection.id);
      if (gap !== undefined) show(messages.gap.title, gapContent(gap, context));
      else if (gaps !== null) show(messages.gap.title, goneContent(gaps.minutes, context));
    }
  };
  state.watch(({ selection }) => selection, drawSelection);
  data.watch(
    ({ gaps }) => gaps,
    () => {
      const { selection } = state.get();
      if (selection?.kind === "gap") drawSelection(selection);
    },
  );
  return card;
}
