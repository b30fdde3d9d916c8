import type { AppContext } from "../app/context.ts";
import { createDocumentPage, paragraphs, points } from "../document/document-page.ts";
import type { DocumentSection } from "../document/document-page.ts";
import { plainTable } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import { documentMessages } from "../i18n/document-messages.ts";

const words = documentMessages.accessibility;

/** What was checked of the page's accessibility, what was not, and how it is worked from the keyboard. */
export function createAccessibilityPage(context: AppContext): HTMLElement {
  const { state, map, checked, unchecked, gaps, report } = words;
  return createDocumentPage(context, {
    title: words.title,
    lead: [h("p", { class: "document-lead" }, words.lead)],
    sections: [
      { id: "etat", title: state.title, content: paragraphs(state.text) },
      {
        id: "equivalents",
        title: map.title,
        content: [...paragraphs(map.text), points(map.stands), ...paragraphs([map.colours])],
      },
      {
        id: "verifie",
        title: checked.title,
        content: [...paragraphs([checked.lead]), points(checked.points)],
      },
      { id: "non-verifie", title: unchecked.title, content: [points(unchecked.points)] },
      { id: "defauts", title: gaps.title, content: [points(gaps.points)] },
      keysSection(),
      { id: "signaler", title: report.title, content: paragraphs(report.text) },
    ],
  });
}

function keysSection(): DocumentSection {
  const { title, caption, where, key, effect, rows } = words.keys;
  const table = plainTable<(typeof rows)[number]>(
    caption,
    [
      { title: where, cell: ([place]) => place },
      {
        title: key,
        cell: ([, keys]) =>
          h("span", { class: "document-keys" }, ...keys.flatMap((one) => [h("kbd", {}, one), " "])),
      },
      { title: effect, cell: ([, , what]) => what },
    ],
    rows,
  );
  return { id: "clavier", title, content: [table] };
}
