import type { Source } from "../../../isochrones/model/provenance.ts";
import type { DocumentSection } from "../document/document-page.ts";
import { plainTable } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { formatVintage } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";

const words = documentMessages.method.sources;
/** As much of a hash as tells files apart. */
const SHORT_HASH = 12;

/** The files that a dataset was made of, a row each. */
export function sourcesSection(sources: readonly Source[]): DocumentSection {
  const table = plainTable<Source>(
    words.caption,
    [
      { title: words.role, cell: ({ role }) => messages.method.roles[role] },
      { title: words.name, cell: nameCell },
      { title: words.vintage, cell: ({ vintage }) => formatVintage(vintage) },
      { title: words.licence, cell: ({ licence }) => french(licence) },
      { title: words.attribution, cell: ({ attribution }) => french(attribution) },
      { title: words.hash, cell: hashCell },
    ],
    sources,
  );
  return { id: "sources", title: words.title, content: [table] };
}

function nameCell({ name, file, fictitious }: Source): HTMLElement {
  return h(
    "span",
    {},
    french(name),
    fictitious && " ",
    fictitious && h("span", { class: "document-mark" }, words.fictitious),
    h("br"),
    h("span", { class: "document-file" }, file),
  );
}

function hashCell({ sha256 }: Source): HTMLElement {
  return h(
    "details",
    {},
    h("summary", { title: sha256 }, h("code", { class: "document-hash" }, sha256.slice(0, SHORT_HASH))),
    h("code", { class: "document-hash" }, sha256),
  );
}
