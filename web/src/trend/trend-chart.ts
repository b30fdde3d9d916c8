import type { HistoryAnswer, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import { shareGrid } from "../dom/share-grid.ts";
import { formatMinutes, formatMonth, formatDate, formatShortDecimal } from "../i18n/format.ts";
import { trendMessages as words } from "../i18n/trend-messages.ts";
import { comparableRuns, placesOf, shareBounds, timeMarks } from "./trend-scale.ts";

const WIDTH = 400;
const HEIGHT = 190;
const MARGIN = { top: 24, right: 14, bottom: 24, left: 46 };
/** Where marks of another source stand, above the lines. */
const BREAK_Y = 10;
/** More points than that are drawn smaller, so that they leave the dashes of a line apart. */
const MOST_LARGE = 12;

/** Where things of an answer are in the drawing. */
interface Scale {
  readonly xOf: (entry: HistoryEntry) => number;
  readonly yOf: (share: number) => number;
  readonly low: number;
  readonly high: number;
}

/** The share by dataset, as a drawing with a line for each time; `choose` marks one of the entries. */
export function createTrendChart(answer: HistoryAnswer): {
  readonly element: Element;
  readonly choose: (entry: HistoryEntry) => void;
} {
  const scale = scaleOf(answer.entries);
  const chosen = svg("g", { class: "trend-chosen" });
  const drawing = svg(
    "svg",
    { class: "trend-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": labelOf(answer) },
    ...axes(answer, scale),
    ...answer.entries.filter(({ isComparable }) => !isComparable).flatMap((entry) => breakAt(entry, scale)),
    ...answer.minutes.flatMap((_, rank) => lineOf(answer, rank, scale)),
    chosen,
  );
  return {
    element: h("div", { class: "block" }, drawing, legendOf(answer)),
    choose: (entry) => replaceChildren(chosen, ...pointsOf(entry, scale)),
  };
}

function scaleOf(entries: readonly HistoryEntry[]): Scale {
  const places = new Map(placesOf(entries).map((place, index) => [entries[index], place]));
  const { low, high } = shareBounds(entries.flatMap(({ covered }) => covered.map(({ share }) => share)));
  return {
    xOf: (entry) => MARGIN.left + (places.get(entry) ?? 0) * (WIDTH - MARGIN.left - MARGIN.right),
    yOf: (share) =>
      HEIGHT - MARGIN.bottom - ((share - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom),
    low,
    high,
  };
}

function axes({ entries }: HistoryAnswer, { yOf, low, high }: Scale): SVGElement[] {
  const shares = shareGrid([low, (low + high) / 2, high], {
    left: MARGIN.left,
    right: WIDTH - MARGIN.right,
    yOf,
    textOf: (share) => words.percent(formatShortDecimal(share * 100)),
  });
  const width = WIDTH - MARGIN.left - MARGIN.right;
  const dates = timeMarks(entries).map(({ place, date, isMonth }) =>
    svg(
      "text",
      {
        class: "curve-axis",
        x: MARGIN.left + place * width,
        y: HEIGHT - 7,
        "text-anchor": anchorAt(place, isMonth),
      },
      isMonth ? formatMonth(date) : formatDate(date),
    ),
  );
  return [...shares, ...dates];
}

/** A whole date at an end would stand out of the drawing. */
function anchorAt(place: number, isMonth: boolean): "start" | "middle" | "end" {
  if (place > 0.93) return "end";
  return place === 0 && !isMonth ? "start" : "middle";
}

/** A dataset is in service until the next one: steps, and none over a change of source. */
function lineOf({ entries }: HistoryAnswer, rank: number, { xOf, yOf }: Scale): SVGElement[] {
  const paths = comparableRuns(entries).map((run) =>
    run
      .map((entry, index) => {
        const x = xOf(entry).toFixed(1);
        const y = yOf(shareOf(entry, rank)).toFixed(1);
        return index === 0 ? `M${x},${y}` : `H${x}V${y}`;
      })
      .join(""),
  );
  return [
    svg("path", { class: rank === 0 ? "curve-compared" : "curve-line", d: paths.join("") }),
    ...entries.map((entry) => pointAt(entry, rank, { xOf, yOf }, entries.length > MOST_LARGE ? 2 : 3)),
  ];
}

/** Told apart by their form too: a disc, a square. */
function pointAt(
  entry: HistoryEntry,
  rank: number,
  { xOf, yOf }: Pick<Scale, "xOf" | "yOf">,
  radius: number,
): SVGElement {
  const [cx, cy] = [xOf(entry), yOf(shareOf(entry, rank))];
  if (rank > 0) return svg("circle", { class: "trend-point", cx, cy, r: radius });
  const side = 2 * radius - 0.5;
  return svg("rect", {
    class: "trend-point",
    x: cx - side / 2,
    y: cy - side / 2,
    width: side,
    height: side,
  });
}

function breakAt(entry: HistoryEntry, { xOf }: Scale): SVGElement[] {
  const x = xOf(entry);
  return [
    svg("line", { class: "curve-mark", x1: x, x2: x, y1: BREAK_Y, y2: HEIGHT - MARGIN.bottom }),
    svg("path", { class: "trend-break", d: `M${x},${BREAK_Y - 6}l6,6l-6,6l-6,-6Z` }),
  ];
}

function pointsOf(entry: HistoryEntry, scale: Scale): SVGElement[] {
  const x = scale.xOf(entry);
  return [
    svg("line", { class: "trend-chosen-line", x1: x, x2: x, y1: MARGIN.top - 4, y2: HEIGHT - MARGIN.bottom }),
    ...entry.covered.map((_, rank) => pointAt(entry, rank, scale, 6)),
  ];
}

function shareOf({ covered }: HistoryEntry, rank: number): number {
  return covered[rank]?.share ?? 0;
}

function labelOf({ entries }: HistoryAnswer): string {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return words.none;
  const breaks = entries.filter(({ isComparable }) => !isComparable).length;
  return words.chartLabel(entries.length, words.point(first), words.point(last), breaks);
}

function legendOf({ minutes, entries }: HistoryAnswer): HTMLElement {
  const hasBreak = entries.some(({ isComparable }) => !isComparable);
  return h(
    "p",
    { class: "curve-legend hint" },
    ...minutes
      .map((one, rank) =>
        h(
          "span",
          { class: rank === 0 ? "curve-key curve-key-compared" : "curve-key" },
          words.within(formatMinutes(one)),
        ),
      )
      .reverse(),
    hasBreak && h("span", { class: "curve-key trend-key-break" }, words.breakKey),
  );
}
