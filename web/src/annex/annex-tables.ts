import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { GapsAnswer, ListedGap } from "../../../server/schemas/answers.ts";
import { plainTable } from "../document/plain-table.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { formatCount, formatMeanMinutes } from "../i18n/format.ts";
import { annexMessages as words } from "../i18n/annex-messages.ts";
import { sitingMessages } from "../i18n/siting-messages.ts";
import { sitesTable, verdictOf } from "../siting/siting-result.ts";
import type { ConcernedCommune } from "./communes-concerned.ts";

/** Rows on paper; the files hold all. */
const MOST_GAPS = 40;
const MOST_COMMUNES = 60;
const NAMED_COMMUNES = 4;

/** Gaps, most people first. */
export function gapsContent({ gaps, minutes }: GapsAnswer): Child[] {
  const names = words.gaps;
  if (gaps.length === 0) return [h("p", {}, names.none(minutes))];
  const ranked = gaps.map((gap, index) => ({ gap, rank: index + 1 }));
  const rest = gaps.slice(MOST_GAPS);
  return [
    plainTable<{ gap: ListedGap; rank: number }>(
      names.caption(minutes),
      [
        { title: names.rank, cell: ({ rank }) => String(rank), isNumber: true },
        { title: names.communes, cell: ({ gap }) => communesOf(gap) },
        { title: names.people, cell: ({ gap }) => formatCount(gap.people), isNumber: true },
        { title: names.worst, cell: ({ gap }) => timeOf(gap.worstMinutes, names.unreached), isNumber: true },
        { title: names.mean, cell: ({ gap }) => timeOf(gap.meanMinutes, names.unreached), isNumber: true },
        { title: names.nearest, cell: ({ gap }) => gap.nearest?.name ?? names.unknown },
      ],
      ranked.slice(0, MOST_GAPS),
    ),
    rest.length > 0 &&
      h(
        "p",
        {},
        names.more(
          rest.length,
          sumOf(rest, ({ people }) => people),
        ),
      ),
  ];
}

/** Communes with people beyond, most first. */
export function communesContent(communes: readonly ConcernedCommune[], minutes: number): Child[] {
  const names = words.communes;
  if (communes.length === 0) return [h("p", {}, names.none)];
  const rest = communes.slice(MOST_COMMUNES);
  return [
    plainTable<ConcernedCommune>(
      names.caption(minutes),
      [
        { title: names.code, cell: ({ code }) => code },
        { title: names.name, cell: ({ name }) => name },
        { title: names.population, cell: ({ population }) => formatCount(population), isNumber: true },
        { title: names.beyond, cell: ({ beyond }) => formatCount(beyond), isNumber: true },
        { title: names.share, cell: ({ share }) => words.share(share), isNumber: true },
      ],
      communes.slice(0, MOST_COMMUNES),
    ),
    rest.length > 0 &&
      h(
        "p",
        {},
        names.more(
          rest.length,
          sumOf(rest, ({ beyond }) => beyond),
        ),
      ),
  ];
}

/** Sites in their order, what bounds any other choice, and what it rests on. */
export function sitesContent(report: SitingReport): Child[] {
  const { sites, assumptions } = report;
  if (sites.length === 0) return [h("p", {}, sitingMessages.none)];
  return [
    sitesTable(report, null),
    h("p", {}, verdictOf(report)),
    h("h3", {}, sitingMessages.assumptions),
    h("ul", { lang: "fr" }, ...assumptions.map((text) => h("li", {}, text))),
  ];
}

function communesOf({ communes }: ListedGap): string {
  const named = communes.slice(0, NAMED_COMMUNES).map(({ name }) => name);
  return words.listOf(named, communes.length - named.length);
}

function timeOf(minutes: number | null, otherwise: string): string {
  return minutes === null ? otherwise : formatMeanMinutes(minutes);
}

function sumOf<T>(rows: readonly T[], amount: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + amount(row), 0);
}
