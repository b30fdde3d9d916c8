import type { Provenance } from "../../../isochrones/model/provenance.ts";
import type { CoverageAnswer, DatasetAnswer } from "../../../server/schemas/answers.ts";
import type { DocumentContext } from "../document/document-context.ts";
import { recount } from "../coverage/recount.ts";
import { facts } from "../document/document-page.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { withFrench } from "../dom/french.ts";
import { formatDate, formatList, formatVintage } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { buildCommand, coverageCommand } from "./commands.ts";

const words = documentMessages.method.reproduce;

/** How the figure is made again, how it is cited, and with which parameters it was made. */
export function reproduceContent(
  report: CoverageAnswer,
  { dataset, state, navigation }: DocumentContext,
): Child[] {
  const { provenance } = report;
  const address = location.origin + navigation.address({ view: "map" });
  return [
    h("p", {}, words.text),
    h("h3", {}, words.build),
    ...copied(h("pre", { class: "document-command", tabindex: 0 }, buildCommand(dataset))),
    h("h3", {}, words.coverage),
    ...copied(h("pre", { class: "document-command", tabindex: 0 }, coverageCommand(state.get()))),
    h("h3", {}, words.cite),
    ...copied(
      h(
        "blockquote",
        { class: "document-quote" },
        h("p", {}, ...withFrench(citation(report, state.get().minutes, address), ...namesOf(report))),
      ),
    ),
    h("h3", {}, words.parameters),
    facts([
      [words.dataset, `${dataset.name} (${dataset.id})`],
      [words.format, String(dataset.formatVersion)],
      [words.profile, provenance.profile],
      [words.engine, provenance.engine],
      ...parametersOf(provenance, dataset, state.get().minutes),
    ]),
  ];
}

function citation(report: CoverageAnswer, minutes: number, address: string): string {
  const { dataset, sources } = report.provenance;
  const figure = recount(report, minutes);
  const names = new Set(sources.map(({ name, vintage }) => `${name}, ${formatVintage(vintage)}`));
  return words.citation({
    place: report.territory.name,
    sentence: figure === null ? "" : messages.curve.point(figure.share, minutes),
    sources: formatList([...names]),
    dataset: dataset.id,
    date: formatDate(new Date().toISOString().slice(0, 10)),
    address,
  });
}

function namesOf({ provenance }: CoverageAnswer): string[] {
  return provenance.sources.map(({ name }) => name);
}

/** Those of the dataset, then those of the question; minutes are the reader's, which the report's curve answers. */
function parametersOf(
  { parameters }: Provenance,
  dataset: DatasetAnswer,
  minutes: number,
): [string, string][] {
  return Object.entries({ ...dataset.parameters, ...parameters, minutes }).map(([name, value]) => [
    words.parameterNames[name] ?? name,
    value === null || (Array.isArray(value) && value.length === 0) ? words.none : String(value),
  ]);
}

/** With a button that copies its text, where the browser lets pages do so. */
function copied(element: HTMLElement): HTMLElement[] {
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  if (clipboard === undefined) return [element];
  const status = h("span", { role: "status" });
  const copy = (): void => {
    void clipboard.writeText(element.textContent ?? "").then(() => {
      status.textContent = documentMessages.document.copied;
    });
  };
  const button = h(
    "button",
    { type: "button", class: "button", onclick: copy },
    documentMessages.document.copy,
  );
  return [element, h("div", { class: "document-tools" }, button, status)];
}
