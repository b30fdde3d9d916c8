import "../styles/document.css";

import type { AppContext } from "../app/context.ts";
import { anchorTo } from "../dom/anchor.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";

const words = documentMessages.document;

/** A part of a document under a heading of its own. */
export interface DocumentSection {
  /** In the page and, after `#`, in an address that leads to it. */
  readonly id: string;
  readonly title: string;
  readonly content: readonly Child[];
}

export interface DocumentParts {
  readonly title: string;
  /** Between the title and the contents. */
  readonly lead: readonly Child[];
  readonly sections: readonly DocumentSection[];
}

/** A page to read in place of the map: the way back, title, contents, sections. */
export function createDocumentPage(
  { dataset, navigation }: Pick<AppContext, "dataset" | "navigation">,
  { title, lead, sections }: DocumentParts,
): HTMLElement {
  const contents = h(
    "nav",
    { class: "document-contents", "aria-labelledby": "document-contents" },
    h("p", { id: "document-contents", class: "document-contents-title" }, words.contents),
    h("ol", {}, ...sections.map(({ id, title: name }) => h("li", {}, anchorTo(id, {}, name)))),
  );
  const page = h(
    "main",
    { class: "document-page" },
    navigation.link({ view: "map" }, { class: "document-back" }, words.back),
    h("h1", {}, title),
    dataset.fictitious &&
      h(
        "p",
        { class: "document-fictitious" },
        h("strong", {}, messages.fictitious.title),
        ` – ${messages.fictitious.detail}`,
      ),
    ...lead,
    contents,
    h("div", { class: "document-sections" }, ...sections.map(sectionElement)),
  );
  goToNamedSection(sections);
  return page;
}

function sectionElement({ id, title, content }: DocumentSection): HTMLElement {
  const headingId = `${id}-titre`;
  return h(
    "section",
    { id, class: "document-section", tabindex: -1, "aria-labelledby": headingId },
    h("h2", { id: headingId }, title),
    ...content,
  );
}

/** An address may name a section after `#`. It is taken away then: what stands there is the map's. */
function goToNamedSection(sections: readonly DocumentSection[]): void {
  const id = location.hash.slice(1);
  if (!sections.some((section) => section.id === id)) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  requestAnimationFrame(() => {
    const target = document.getElementById(id);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  });
}

/** Paragraphs, one for each text. */
export function paragraphs(texts: readonly string[]): HTMLElement[] {
  return texts.map((text) => h("p", {}, text));
}

/** A list with a point for each text. @param lang of the texts, where it is not that of the page */
export function points(texts: readonly string[], lang: string | null = null): HTMLElement {
  return h("ul", { lang }, ...texts.map((text) => h("li", {}, text)));
}

/** The same for texts whose first sentence names the point. */
export function namedPoints(texts: readonly string[]): HTMLElement {
  const point = (text: string): HTMLElement => {
    const end = text.indexOf(". ") + 1;
    return h("li", {}, h("strong", {}, text.slice(0, end)), text.slice(end));
  };
  return h("ul", {}, ...texts.map(point));
}

/** Terms with what stands for each. */
export function facts(entries: readonly (readonly [term: string, value: string])[]): HTMLElement {
  return h(
    "dl",
    { class: "document-facts" },
    ...entries.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))),
  );
}
