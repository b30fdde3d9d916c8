import type { IssueCount } from "../../../isochrones/model/provenance.ts";
import type { CoverageAnswer, DatasetAnswer } from "../../../server/schemas/answers.ts";
import { facts, points } from "../document/document-page.ts";
import { plainTable } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { formatCount, formatShare } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";

const words = documentMessages.method.quality;

/** The gravest first. */
const SEVERITIES: readonly IssueCount["severity"][] = ["error", "warning", "info"];

/** What is uncertain in the figure of a territory. */
export function qualityContent(report: CoverageAnswer, dataset: DatasetAnswer, place: string): Child[] {
  const { snapMeters } = report;
  return [
    uncertaintyTable(report, dataset, place),
    ...(snapMeters === null
      ? []
      : [
          h("h3", {}, words.snap),
          facts([
            [words.snapMedian, words.meters(snapMeters.median)],
            [words.snapP95, words.meters(snapMeters.p95)],
            [words.snapMax, words.meters(snapMeters.max)],
          ]),
        ]),
    ...warningsOf(report, dataset),
  ];
}

interface Uncertain {
  readonly measure: string;
  /** null where they are not counted. */
  readonly cells: number | null;
  readonly people: number;
}

function uncertaintyTable(report: CoverageAnswer, dataset: DatasetAnswer, place: string): HTMLElement {
  const { cells, population, unlinked, unreached, nearCut } = report;
  const rows: Uncertain[] = [
    { measure: words.all, cells: cells.count, people: population },
    { measure: words.imputed, cells: null, people: cells.imputedShare * population },
    { measure: words.unlinked(maxSnapOf(dataset)), ...unlinked },
    { measure: words.unreached, ...unreached },
    { measure: words.nearCut, ...nearCut },
  ];
  return plainTable<Uncertain>(
    words.caption(place),
    [
      { title: words.measure, cell: ({ measure }) => measure },
      {
        title: words.cells,
        cell: ({ cells: count }) => (count === null ? documentMessages.method.unknown : formatCount(count)),
        isNumber: true,
      },
      { title: words.people, cell: ({ people }) => formatCount(people), isNumber: true },
      {
        title: words.share,
        cell: ({ people }) =>
          population === 0 ? documentMessages.method.unknown : formatShare(people / population),
        isNumber: true,
      },
    ],
    rows,
  );
}

/** How far from a road a cell may be, in words; a dash where the dataset does not say. */
export function maxSnapOf({ parameters }: Pick<DatasetAnswer, "parameters">): string {
  const meters = parameters["maxSnapMeters"];
  return typeof meters === "number" ? words.meters(meters) : documentMessages.method.unknown;
}

function warningsOf(report: CoverageAnswer, dataset: DatasetAnswer): Child[] {
  const byCode = new Map([...dataset.warnings, ...report.warnings].map((one) => [one.code, one.message]));
  return byCode.size === 0 ? [] : [h("h3", {}, words.warnings), points([...byCode.values()], "fr")];
}

/** What was strange in the files, a row for each code, sorted as the reader likes. */
export function issuesContent(issues: readonly IssueCount[]): Child[] {
  if (issues.length === 0) return [h("h3", {}, words.issues), h("p", {}, words.noIssues)];
  const gravity = ({ severity }: IssueCount): number => SEVERITIES.indexOf(severity);
  const table = plainTable<IssueCount>(
    words.issuesCaption,
    [
      { title: words.code, cell: codeCell, sortKey: ({ code }) => code },
      { title: words.severity, cell: ({ severity }) => words.severities[severity], sortKey: gravity },
      {
        title: words.count,
        cell: ({ count }) => formatCount(count),
        sortKey: ({ count }) => count,
        isNumber: true,
      },
      { title: words.where, cell: examplesCell },
    ],
    issues,
  );
  return [h("h3", {}, words.issues), h("p", {}, words.issuesLead), table];
}

function codeCell({ code }: IssueCount): HTMLElement {
  const name = words.issueNames[code];
  return h("span", {}, name, name !== undefined && h("br"), h("code", { class: "document-file" }, code));
}

function examplesCell({ examples }: IssueCount): Child {
  if (examples.length === 0) return documentMessages.method.unknown;
  return h("details", {}, h("summary", {}, words.examples(examples.length)), points(examples, "fr"));
}
