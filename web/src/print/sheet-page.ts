import type {
  CoverageAnswer,
  DatasetAnswer,
  GapsAnswer,
  TerritoryAnswer,
} from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { drawCurve, MARKS, placeMarker, shareAt, VIEW_BOX } from "../coverage/curve.ts";
import { countedSentence } from "../coverage/counted-words.ts";
import { datesOf } from "../coverage/headline.ts";
import { recount } from "../coverage/recount.ts";
import type { Recount } from "../coverage/recount.ts";
import { sentenceOf } from "../coverage/sentence.ts";
import { h, svg } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { french, withFrench } from "../dom/french.ts";
import {
  formatCount,
  formatDate,
  formatList,
  formatMeanMinutes,
  formatShare,
  formatVintage,
} from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import type { LeastCovered } from "./least-covered.ts";
import { createPrintMap } from "./print-map.ts";
import type { MapPlace } from "./print-map.ts";
import { gapsTable, leastTable } from "./sheet-tables.ts";

const words = documentMessages.printSheet;

/** All that a sheet says. */
export interface SheetSubject {
  readonly place: TerritoryAnswer;
  readonly report: CoverageAnswer;
  readonly gaps: GapsAnswer;
  readonly minutes: number;
}

export interface SheetPage {
  readonly page: HTMLElement;
  readonly map: MapPlace;
  readonly insets: readonly MapPlace[];
}

/** The page of the sheet; its maps are drawn afterwards. */
export function createSheetPage(
  context: AppContext,
  subject: SheetSubject & { readonly least: LeastCovered | null },
): SheetPage {
  const { dataset } = context;
  const { place, report, gaps, minutes, least } = subject;
  const figure = recount(report, minutes);
  const insets = place.insets.map(({ bbox, name }): MapPlace => ({
    frame: h("div", { class: "print-inset" }, h("span", {}, name)),
    bbox,
    alt: name,
    left: 0,
    scale: null,
  }));
  const alt = words.mapLabel(place.territory.name, sentenceOf(figure));
  const insetsBox =
    insets.length > 0 && h("div", { class: "print-insets" }, ...insets.map((inset) => inset.frame));
  const { element: mapBox, map } = createPrintMap(context, { minutes, bbox: place.bbox, alt }, insetsBox);
  const page = h(
    "article",
    { class: "print light", "aria-labelledby": "print-title" },
    head(context, subject, figure),
    dataset.fictitious && h("p", { class: "print-fictitious" }, words.fictitious),
    mapBox,
    h("div", { class: "print-row" }, keyFigures(subject, figure), curve(report, minutes)),
    h("div", { class: "print-row" }, gapsTable(gaps), least !== null && leastTable(least, minutes)),
    foot(context, report),
  );
  return { page, map, insets };
}

function head({ dataset, state }: AppContext, subject: SheetSubject, figure: Recount | null): HTMLElement {
  const { place, report, minutes } = subject;
  // The day of the network is said with what counts.
  const choice = countedSentence(state.get());
  const counted = messages.counted.scope(
    messages.switches.counted(report.structures.counted, dataset.counts.structures),
  );
  const isCounted = figure !== null && figure.population > 0;
  return h(
    "header",
    { class: "print-head" },
    h("p", { class: "print-kicker" }, `${messages.brand} · ${words.kicker}`),
    h("h1", { id: "print-title" }, place.territory.name),
    h(
      "p",
      { class: "print-sentence" },
      ...(isCounted
        ? [h("strong", {}, formatShare(figure.share)), messages.headline.after(minutes)]
        : [sentenceOf(figure)]),
    ),
    choice !== "" && h("p", { class: "print-counted" }, choice),
    h(
      "p",
      { class: "print-small" },
      [figure === null ? "" : messages.headline.detail(figure), counted].join(" "),
    ),
    h("p", { class: "print-small" }, datesOf(dataset, null)),
  );
}

function keyFigures({ report, minutes }: SheetSubject, figure: Recount | null): HTMLElement {
  const time = (value: number | null): string =>
    value === null ? messages.tables.unknown : formatMeanMinutes(value);
  const share = (at: number): string =>
    report.population === 0 ? messages.tables.unknown : formatShare(shareAt(report.curve, at));
  const facts: readonly (readonly [string, string])[] = [
    ...MARKS.map((mark) => [words.within(mark), share(mark)] as const),
    [words.beyond(minutes), formatCount(figure?.uncovered ?? 0)],
    [words.structures, formatCount(report.structures.inTerritory)],
    [words.mean, time(report.meanMinutes)],
    [words.p95, time(report.p95Minutes)],
  ];
  return h(
    "section",
    { class: "print-figures", "aria-label": words.keyFigures },
    h("h2", {}, words.keyFigures),
    h("dl", {}, ...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
  );
}

function curve({ curve: points }: CoverageAnswer, minutes: number): HTMLElement {
  const marker = svg("g", { class: "curve-marker" });
  placeMarker(marker, points, minutes);
  const marks = MARKS.map((mark) => ({ minutes: mark, share: shareAt(points, mark) }));
  return h(
    "section",
    { class: "print-curve" },
    h("h2", {}, words.curve),
    svg(
      "svg",
      { class: "curve", viewBox: VIEW_BOX, role: "img", "aria-label": messages.curve.label(marks) },
      ...drawCurve(points, null),
      marker,
    ),
  );
}

function foot({ dataset, navigation }: AppContext, { warnings }: CoverageAnswer): HTMLElement {
  const today = formatDate(new Date().toISOString().slice(0, 10));
  return h(
    "footer",
    { class: "print-foot" },
    warnings.length > 0 &&
      paragraph(words.warnings, french([...new Set(warnings.map(({ message }) => message))].join(" "))),
    paragraph(words.method, words.methodText),
    paragraph(words.sources, ...sourcesText(dataset)),
    h(
      "p",
      {},
      `${words.stamp(today, dataset.id)} `,
      h("span", { class: "print-address" }, location.origin + navigation.address({ view: "map" })),
    ),
  );
}

/** The sources, one after the other, each once. */
function sourcesText({ sources }: DatasetAnswer): Child[] {
  const frenchParts = new Map<string, readonly string[]>();
  for (const { name, vintage, attribution, licence } of sources) {
    const when = formatVintage(vintage);
    const parts = new Set([name, when, attribution, licence].filter((part) => part !== ""));
    frenchParts.set(
      [...parts].join(", "),
      [...parts].filter((part) => part !== when),
    );
  }
  return withFrench(`${formatList([...frenchParts.keys()])}.`, ...[...frenchParts.values()].flat());
}

function paragraph(title: string, ...text: readonly Child[]): Child {
  return h("p", {}, h("strong", {}, `${title} `), ...text);
}
