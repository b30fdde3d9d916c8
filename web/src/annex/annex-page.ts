import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { AppContext } from "../app/context.ts";
import { shownScenario } from "../app/state.ts";
import { countedSentence } from "../coverage/counted-words.ts";
import { datesOf } from "../coverage/headline.ts";
import { recount } from "../coverage/recount.ts";
import type { Recount } from "../coverage/recount.ts";
import { sentenceOf } from "../coverage/sentence.ts";
import { facts, points } from "../document/document-page.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { annexMessages as words } from "../i18n/annex-messages.ts";
import { formatCount, formatMeanMinutes, formatShare, formatVintage } from "../i18n/format.ts";
import { sitingMessages } from "../i18n/siting-messages.ts";
import { messages } from "../i18n/messages.ts";
import { createPrintMap } from "../print/print-map.ts";
import type { MapPlace } from "../print/print-map.ts";
import type { AnnexSites, AnnexSubject } from "./annex-subject.ts";
import { communesContent, gapsContent, sitesContent } from "./annex-tables.ts";

export interface AnnexPage {
  readonly element: HTMLElement;
  readonly map: MapPlace;
}

/** The annex as it is read and printed; its map is drawn afterwards. */
export function createAnnexPage(context: AppContext, subject: AnnexSubject, sites: AnnexSites): AnnexPage {
  const { dataset } = context;
  const { place, report, gaps, communes, minutes } = subject;
  const figure = recount(report, minutes);
  const found = sites.state === "ready" ? sites.report : null;
  const alt = words.map.label(place.territory.name, sentenceOf(figure));
  const marks = (found?.sites ?? []).map(({ lon, lat, rank }) => ({ lon, lat, text: String(rank) }));
  const { element: mapBox, map } = createPrintMap(context, { minutes, bbox: place.bbox, alt, marks });
  const element = h(
    "article",
    { class: "print annex light", "aria-labelledby": "annex-title" },
    h(
      "header",
      { class: "annex-head" },
      h("p", { class: "print-kicker" }, `${messages.brand} · ${words.kicker}`),
      h("h1", { id: "annex-title" }, words.title(place.territory.name)),
      h("p", { class: "print-small" }, words.stamp(new Date().toISOString().slice(0, 10), dataset.id)),
    ),
    dataset.fictitious && h("p", { class: "print-fictitious" }, words.fictitious),
    section(words.summary.title, ...summary(context, subject, figure, found)),
    section(words.method.figures, keyFigures(subject, figure)),
    section(
      words.map.title,
      mapBox,
      found !== null && found.sites.length > 0 && h("p", { class: "print-small" }, words.map.numbers),
    ),
    h("div", { class: "annex-gaps" }, section(words.gaps.title, ...gapsContent(gaps))),
    section(words.communes.title, ...communesContent(communes, minutes)),
    section(words.sites.title, ...sitesOf(sites)),
    section(words.method.title, ...method(context, subject)),
    section(words.sources.title, ...sources(context)),
  );
  return { element, map };
}

function section(title: string, ...content: readonly Child[]): HTMLElement {
  return h("section", { class: "annex-section" }, h("h2", {}, title), ...content);
}

function summary(
  { state }: AppContext,
  { gaps, communes, minutes }: AnnexSubject,
  figure: Recount | null,
  found: SitingReport | null,
): Child[] {
  const scenario = shownScenario(state.get());
  const isCounted = figure !== null && figure.population > 0;
  const choice = countedSentence(state.get());
  return [
    isCounted
      ? h("p", { class: "annex-lead" }, `${words.summary.covered(formatShare(figure.share), minutes)}.`)
      : h("p", { class: "annex-lead" }, sentenceOf(figure)),
    isCounted && h("p", {}, words.summary.beyond(figure.uncovered, minutes, gaps.total, communes.length)),
    found !== null && h("p", {}, sitesSentence(found)),
    choice !== "" && h("p", {}, choice),
    scenario !== null && h("p", { class: "annex-warning" }, words.summary.scenario(scenario.name)),
  ];
}

function sitesSentence({ sites, coveredBefore, minutes }: SitingReport): string {
  const last = sites.at(-1);
  if (last === undefined) return words.summary.noSite;
  return words.summary.sites(sites.length, last.covered - coveredBefore, formatShare(last.share), minutes);
}

function keyFigures({ report, minutes }: AnnexSubject, figure: Recount | null): HTMLElement {
  const time = (value: number | null): string =>
    value === null ? words.method.unknown : formatMeanMinutes(value);
  const within = [...new Set([20, 30, minutes])].sort((a, b) => a - b);
  return facts([
    [words.method.population, formatCount(figure?.population ?? 0)],
    ...within.map((at): [string, string] => {
      const then = recount(report, at);
      const share = then === null || then.population === 0 ? words.method.unknown : formatShare(then.share);
      return [words.method.within(at), share];
    }),
    [words.method.structures, formatCount(report.structures.inTerritory)],
    [words.method.mean, time(report.meanMinutes)],
    [words.method.p95, time(report.p95Minutes)],
  ]);
}

function sitesOf(sites: AnnexSites): Child[] {
  if (sites.state === "ready") return sitesContent(sites.report);
  const text = sites.state === "cancelled" ? sitingMessages.cancelled : words.sites.failed(sites.why);
  return [h("p", { class: "annex-warning" }, text)];
}

function method({ dataset }: AppContext, { report, minutes }: AnnexSubject): Child[] {
  const warnings = [...new Set(report.warnings.map(({ message }) => message))];
  const excluded = report.structures.excluded.map(({ reason, count }) => `${reason} : ${formatCount(count)}`);
  return [
    points(words.method.sentences(minutes)),
    h("h3", {}, words.method.counted),
    h(
      "p",
      {},
      messages.counted.scope(messages.switches.counted(report.structures.counted, dataset.counts.structures)),
    ),
    excluded.length > 0 && points(excluded, "fr"),
    warnings.length > 0 && h("h3", {}, words.method.warnings),
    warnings.length > 0 && points(warnings, "fr"),
  ];
}

function sources({ dataset, navigation }: AppContext): Child[] {
  const lines = dataset.sources.map(({ name, vintage, attribution, licence }) =>
    [...new Set([name, formatVintage(vintage), attribution, licence])]
      .filter((part) => part !== "")
      .join(", "),
  );
  const dates = datesOf(dataset, null);
  return [
    dates !== "" && h("p", {}, dates),
    h("ul", {}, ...[...new Set(lines)].map((line) => h("li", {}, french(line)))),
    h(
      "p",
      {},
      `${words.sources.address} : `,
      h("span", { class: "print-address" }, location.origin + navigation.address({ view: "annex" })),
    ),
  ];
}
