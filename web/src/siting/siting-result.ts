import type { SitingReport, SitingSite } from "../../../isochrones/model/siting.ts";
import { plainTable } from "../document/plain-table.ts";
import type { PlainColumn } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { formatCount, formatMeanMinutes, formatShare } from "../i18n/format.ts";
import { sitingMessages as words } from "../i18n/siting-messages.ts";
import type { Decision } from "./siting-form.ts";

type OnDecide = (decision: Decision, site: SitingSite) => void;

/** Candidates as good as a site that are named with it. */
const NAMED_AS_GOOD = 3;

/** Sites in their order, what they change, and how much better any others could be. */
export function sitesOfReport(report: SitingReport, onDecide: OnDecide): Child[] {
  const { sites, assumptions, warnings, candidates } = report;
  const notes = [...assumptions, ...warnings.map(({ message }) => message)];
  return [
    h("h3", { class: "siting-title", tabindex: -1 }, words.resultTitle),
    ...(sites.length === 0
      ? [h("p", {}, words.none)]
      : [h("p", { class: "siting-sentence" }, sentenceOf(report)), sitesTable(report, onDecide)]),
    h("p", { class: "siting-verdict" }, verdictOf(report)),
    candidates.withoutRoad > 0 && h("p", { class: "hint" }, words.withoutRoad(candidates.withoutRoad)),
    h(
      "details",
      { class: "siting-assumptions" },
      h("summary", {}, words.assumptions),
      h("ul", { lang: "fr" }, ...notes.map((text) => h("li", {}, text))),
    ),
  ];
}

function sentenceOf(report: SitingReport): string {
  const { sites, minutes, population, coveredBefore, aim } = report;
  const last = sites.at(-1);
  if (last === undefined) return words.none;
  const before = formatShare(population === 0 ? 1 : coveredBefore / population);
  const gain = last.covered - coveredBefore;
  const sentences = [words.sentence(sites.length, minutes, before, formatShare(last.share), gain)];
  const { meanMinutesBefore: mean, longestMinutesBefore: longest } = report;
  if (aim === "mean" && mean !== null && last.meanMinutes !== null)
    sentences.push(words.meanSentence(mean, last.meanMinutes));
  if (aim === "worst" && longest !== null && last.longestMinutes !== null)
    sentences.push(words.longestSentence(longest, last.longestMinutes));
  return sentences.join(" ");
}

/** How much better any other choice could be. */
export function verdictOf(report: SitingReport): string {
  const { isProven, bound, leastMeanMinutes, gap, target } = report;
  if (target !== null && !target.isReached) return words.unreached(target.share);
  if (isProven) return target === null ? words.proven : words.provenFewest;
  if (target !== null) return words.atLeast(target.leastCount);
  if (gap !== null && bound !== null) return words.bound(bound, gap);
  if (gap !== null && leastMeanMinutes !== null) return words.boundMean(leastMeanMinutes, gap);
  return words.unbounded;
}

/** Sites in their order, with what each brings. @param onDecide null where nothing is to be decided */
export function sitesTable(report: SitingReport, onDecide: OnDecide | null): HTMLElement {
  return plainTable(words.caption(report.minutes), columnsOf(report, onDecide), report.sites);
}

function columnsOf({ aim }: SitingReport, onDecide: OnDecide | null): PlainColumn<SitingSite>[] {
  const minutesOf = (minutes: number | null): string =>
    minutes === null ? words.unknown : formatMeanMinutes(minutes);
  return [
    { title: words.rank, cell: ({ rank }) => h("span", { class: "siting-rank" }, String(rank)) },
    { title: words.name, cell: (site) => placeOf(site, onDecide) },
    { title: words.gain, cell: ({ gain }) => `+${formatCount(gain)}`, isNumber: true },
    { title: words.covered, cell: ({ covered }) => formatCount(covered), isNumber: true },
    { title: words.coveredShare, cell: ({ share }) => formatShare(share), isNumber: true },
    ...(aim === "mean"
      ? [{ title: words.mean, cell: (site: SitingSite) => minutesOf(site.meanMinutes), isNumber: true }]
      : []),
    ...(aim === "worst"
      ? [{ title: words.longest, cell: (site: SitingSite) => minutesOf(site.longestMinutes), isNumber: true }]
      : []),
  ];
}

/** Its name, those that are as good, and what the reader may decide of it. */
function placeOf(site: SitingSite, onDecide: OnDecide | null): HTMLElement {
  const { name, asGood, isForced } = site;
  const rest = asGood.length - NAMED_AS_GOOD;
  const named = asGood.slice(0, NAMED_AS_GOOD).map((one) => one.name);
  return h(
    "div",
    { class: "siting-place" },
    h("span", {}, french(name), isForced && ` (${words.isForced})`),
    asGood.length > 0 &&
      h(
        "span",
        { class: "hint" },
        words.asGood,
        french(named.join(", ")),
        rest > 0 && words.moreAsGood(rest),
      ),
    onDecide !== null && decisionButtons(site, onDecide),
  );
}

function decisionButtons(site: SitingSite, onDecide: OnDecide): HTMLElement {
  const button = (decision: Decision, text: string, label: string): HTMLElement =>
    h(
      "button",
      { type: "button", class: "link-button", "aria-label": label, onclick: () => onDecide(decision, site) },
      text,
    );
  return h(
    "span",
    { class: "siting-decide" },
    button("forced", words.force, words.forceNamed(site.name)),
    " ",
    button("forbidden", words.forbid, words.forbidNamed(site.name)),
  );
}
