import "../styles/search.css";

import type { AppContext } from "../app/context.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { SEARCH_LIST_ID } from "./parts.ts";

const words = messages.search;

/** The search of the header. What it does is fetched when it is first focused. */
export function createSearchBox(context: AppContext): HTMLElement {
  const input = h("input", {
    id: "recherche",
    class: "search-input",
    type: "text",
    role: "combobox",
    "aria-label": words.label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": SEARCH_LIST_ID,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: words.placeholder,
    maxlength: 100,
  });
  const popup = h("div", { class: "search-popup", hidden: true });
  const live = h("p", { class: "visually-hidden", role: "status" });
  const locate = h(
    "button",
    { type: "button", class: "search-locate", title: words.locate },
    crosshair(),
    h("span", { class: "visually-hidden" }, words.locate),
  );
  const box = h("div", { class: "search", role: "search" }, input, locate, popup, live);

  let starting: Promise<{ readonly locate: () => void }> | null = null;
  const start = async (): Promise<{ readonly locate: () => void } | null> => {
    starting ??= import("./search.ts").then(({ startSearch }) =>
      startSearch(context, { input, popup, live }),
    );
    try {
      return await starting;
    } catch (error) {
      starting = null;
      popup.hidden = false;
      const detail = error instanceof Error ? error.message : String(error);
      replaceChildren(popup, h("p", { class: "notice", role: "alert" }, messages.failed(detail)));
      return null;
    }
  };
  input.addEventListener("focus", () => void start());
  locate.addEventListener("click", () => void start().then((search) => search?.locate()));
  return box;
}

function crosshair(): SVGElement {
  return svg(
    "svg",
    { class: "search-crosshair", viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("circle", { cx: 10, cy: 10, r: 5.5 }),
    svg("path", { d: "M10 1v5M10 14v5M1 10h5M14 10h5" }),
  );
}
