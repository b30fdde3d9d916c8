import { messages } from "../i18n/messages.ts";
import { h } from "./dom.ts";

/**
 * A place in the page for a part that is fetched when it is needed; until then it says so, and if the fetch fails, with a
 * way to try again.
 */
export function lazily(className: string, make: () => Promise<HTMLElement>): HTMLElement {
  const place = h("div", { class: className, "aria-busy": "true" });
  const load = async (): Promise<void> => {
    place.replaceChildren(h("p", { class: "hint" }, messages.loading));
    try {
      place.replaceChildren(await make());
      place.removeAttribute("aria-busy");
    } catch (error) {
      place.replaceChildren(noticeOf(error, () => void load()));
    }
  };
  void load();
  return place;
}

/** The notice for what was thrown by a question to the server. */
export function noticeOf(error: unknown, retry: () => void): HTMLElement {
  return failureNotice(messages.failed(error instanceof Error ? error.message : String(error)), retry);
}

/** What went wrong, in words, and a button to try again. */
export function failureNotice(text: string, retry: () => void): HTMLElement {
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("p", {}, text),
    h("button", { type: "button", class: "button", onclick: retry }, messages.retry),
  );
}
