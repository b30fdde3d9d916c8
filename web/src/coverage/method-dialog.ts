import type { Source } from "../../../isochrones/model/provenance.ts";
import type { DatasetSummary, DetailedReport } from "../api/wire.ts";
import { h } from "../dom.ts";
import type { Child } from "../dom.ts";
import { formatDate, formatMeanMinutes, formatMinutes } from "../format.ts";
import { messages } from "../messages.fr.ts";

const words = messages.method;

/** Opens the page that says how the figure was made, from what, and what is doubtful in it. */
export function openMethodDialog(dataset: DatasetSummary, report: DetailedReport | null): void {
  const close = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, words.close);
  const dialog = h(
    "dialog",
    { class: "method", "aria-labelledby": "method-title", onclose: () => dialog.remove() },
    h("div", { class: "method-head" }, h("h2", { id: "method-title" }, words.title), close),
    h("p", {}, words.measure),
    ...warningsOf(dataset, report),
    ...(report === null ? [] : figuresOf(report)),
    ...sourcesOf(dataset),
    ...(report === null ? [] : parametersOf(report)),
    ...issuesOf(dataset),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function warningsOf(dataset: DatasetSummary, report: DetailedReport | null): Child[] {
  const byCode = new Map(
    [...dataset.warnings, ...(report?.warnings ?? [])].map((one) => [one.code, one.message]),
  );
  if (byCode.size === 0) return [];
  return [h("h3", {}, words.warnings), list([...byCode.values()])];
}

function figuresOf(report: DetailedReport): Child[] {
  const { structures, cells, unlinked, unreached, snapMeters } = report;
  const lines = [
    words.structures(structures.counted, structures.inTerritory),
    ...structures.excluded.map(({ reason, count }) => words.excluded(count, reason)),
    words.cells(cells.count, cells.imputedShare),
    words.unlinked(unlinked.cells, unlinked.people),
    words.unreached(unreached.cells, unreached.people),
  ];
  if (snapMeters !== null) lines.push(words.snap(snapMeters.median, snapMeters.p95));
  if (report.meanMinutes !== null && report.medianMinutes !== null && report.p95Minutes !== null) {
    lines.push(
      words.times(
        formatMeanMinutes(report.meanMinutes),
        formatMeanMinutes(report.medianMinutes),
        formatMinutes(report.p95Minutes),
      ),
    );
  }
  return [h("h3", {}, words.figures), list(lines)];
}

function sourcesOf(dataset: DatasetSummary): Child[] {
  // A source that came in several files is one source.
  const byText = new Map(dataset.sources.map((source) => [sourceText(source), source]));
  const items = [...byText].map(([text, source]) =>
    h("li", {}, h("strong", {}, `${words.roles[source.role]} : `), text),
  );
  return [h("h3", {}, words.sources), h("ul", {}, ...items)];
}

function sourceText({ name, vintage, licence, attribution, fictitious }: Source): string {
  const parts = [name, words.vintage(formatDate(vintage)), licence, attribution];
  if (fictitious) parts.push(messages.fictitious.title.toLowerCase());
  return parts.filter((part) => part !== "").join(" ; ");
}

function parametersOf(report: DetailedReport): Child[] {
  const { provenance } = report;
  const entries: [string, string][] = [
    [words.dataset, `${provenance.dataset.name} (${provenance.dataset.id.slice(0, 12)})`],
    [words.profile, provenance.profile],
    [words.engine, provenance.engine],
    ...Object.entries(provenance.parameters).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return [
    h("h3", {}, words.parameters),
    h(
      "dl",
      { class: "facts" },
      ...entries.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
  ];
}

function issuesOf(dataset: DatasetSummary): Child[] {
  if (dataset.issues.length === 0) return [];
  return [h("h3", {}, words.issues), list(dataset.issues.map((issue) => words.issue(issue)))];
}

function list(lines: readonly string[]): HTMLElement {
  return h("ul", {}, ...lines.map((line) => h("li", {}, line)));
}
