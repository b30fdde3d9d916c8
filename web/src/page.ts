import type { DatasetSummary } from "./api/wire.ts";
import { h } from "./dom.ts";
import type { Child } from "./dom.ts";
import { messages } from "./messages.fr.ts";

/** Blocks of the page, in reading order. */
export interface PageParts {
  readonly top: readonly Child[];
  readonly mapArea: HTMLElement;
  readonly rest: readonly Child[];
}

/** Skip links, header, banner for invented data, then panel and map. */
export function createPage(dataset: DatasetSummary, parts: PageParts): Child[] {
  return [
    h(
      "nav",
      { class: "skip-links", "aria-label": messages.skipLinks },
      h("a", { href: "#chiffre" }, messages.skipToFigure),
      h("a", { href: "#tableaux" }, messages.skipToTable),
      h("a", { href: "#carte" }, messages.skipToMap),
    ),
    h(
      "header",
      { class: "header" },
      h("span", { class: "brand" }, messages.brand),
      h("span", { class: "tagline" }, messages.tagline),
      h("span", { class: "unofficial", title: messages.unofficialDetail }, messages.unofficial),
    ),
    dataset.fictitious && fictitiousBanner(),
    h(
      "main",
      { class: "main" },
      h(
        "div",
        { class: "panel" },
        h("div", { class: "panel-top" }, ...parts.top),
        h("div", { class: "panel-rest" }, ...parts.rest),
      ),
      parts.mapArea,
    ),
  ];
}

function fictitiousBanner(): HTMLElement {
  return h(
    "p",
    { class: "fictitious", role: "note" },
    h("strong", {}, messages.fictitious.title),
    h("span", {}, messages.fictitious.detail),
  );
}
