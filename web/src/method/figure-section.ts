import type { CoverageAnswer } from "../../../server/schemas/answers.ts";
import { queryOf } from "../api/query.ts";
import { countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { recount } from "../coverage/recount.ts";
import { plainTable } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { withFrench } from "../dom/french.ts";
import { formatCount, formatMeanMinutes } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";

const words = documentMessages.method.figure;

/** The figure of a territory, with the structures that are counted and those that are not. */
export function figureContent(report: CoverageAnswer, state: AppState): Child[] {
  const figure = recount(report, state.minutes);
  return [
    figure !== null && figure.population > 0 && h("p", { class: "document-figure" }, words.sentence(figure)),
    figure !== null && figure.population > 0 && h("p", {}, words.people(figure)),
    timesOf(report),
    structuresTable(report),
    h("p", { class: "document-tools" }, reportLink(state)),
  ];
}

function timesOf({ meanMinutes, medianMinutes, p95Minutes }: CoverageAnswer): Child {
  if (meanMinutes === null || medianMinutes === null || p95Minutes === null) return null;
  const [mean, median, p95] = [meanMinutes, medianMinutes, p95Minutes].map(formatMeanMinutes);
  return h("p", {}, words.times(mean ?? "", median ?? "", p95 ?? ""));
}

function structuresTable({ structures }: CoverageAnswer): HTMLElement {
  const rows = [
    { why: [words.counted], count: structures.counted },
    { why: [words.inTerritory], count: structures.inTerritory },
    ...structures.excluded.map(({ reason, count }) => ({
      why: withFrench(words.excluded(reason), reason),
      count,
    })),
  ];
  return plainTable(
    words.structures,
    [
      { title: words.why, cell: ({ why }) => h("span", {}, ...why) },
      { title: words.count, cell: ({ count }) => formatCount(count), isNumber: true },
    ],
    rows,
  );
}

function reportLink(state: AppState): HTMLElement {
  const { territory, minutes } = state;
  const query = queryOf({ territoire: territory, minutes, ...countedParameters(state) });
  const file = `trente-${territory.replaceAll(":", "-")}-${minutes}min.json`;
  return h("a", { class: "button", href: `/api/v1/couverture${query}`, download: file }, words.json);
}
