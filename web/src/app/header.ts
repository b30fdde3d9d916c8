import { h } from "../dom/dom.ts";
import { language } from "../i18n/language.ts";
import { messages } from "../i18n/messages.ts";
import { createSearchBox } from "../search/search-box.ts";
import type { AppContext } from "./context.ts";
import { EVERYWHERE } from "./state.ts";

const words = messages.header;

/** The name, the search, and the ways to what is not the map. */
export function createHeader(context: AppContext): HTMLElement {
  const { navigation, state } = context;
  const home = navigation.link(
    { view: "map", territory: EVERYWHERE, selection: null, origin: null },
    { class: "brand" },
    messages.brand,
  );
  const toMethod = navigation.link({ view: "method" }, { class: "header-link" }, words.method);
  const toAccessibility = navigation.link(
    { view: "accessibility" },
    { class: "header-link" },
    words.accessibility,
  );
  state.watch(
    ({ view }) => view,
    (view) => {
      markCurrent(toMethod, view === "method");
      markCurrent(toAccessibility, view === "accessibility");
    },
  );
  return h(
    "header",
    { class: "header" },
    home,
    h("span", { class: "tagline" }, messages.tagline),
    createSearchBox(context),
    h(
      "nav",
      { class: "header-nav", "aria-label": words.label },
      toMethod,
      h("a", { class: "header-link", href: "/documentation" }, words.api),
      toAccessibility,
      languageLink(),
    ),
    h("span", { class: "unofficial", title: messages.unofficialDetail }, messages.unofficial),
  );
}

function markCurrent(link: HTMLElement, isCurrent: boolean): void {
  if (isCurrent) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

/** The same view in the other language: another page, for its words are fetched with it. */
function languageLink(): HTMLElement {
  const other = language === "fr" ? "en" : "fr";
  const link = h("a", { class: "header-link", lang: other, hreflang: other }, words.otherLanguage);
  const refresh = (): void => {
    const url = new URL(location.href);
    if (other === "fr") url.searchParams.delete("lang");
    else url.searchParams.set("lang", other);
    link.href = url.href;
  };
  refresh();
  for (const type of ["pointerdown", "focus", "click"]) link.addEventListener(type, refresh);
  return link;
}
