import type { LabelDate } from "../../../isochrones/model/report.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import { shareGrid } from "../dom/share-grid.ts";
import { formatCount, formatDate, formatShare, formatWholeShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { pointsOf, shareOfDated } from "./dated-curves.ts";
import type { DatedCurve, DatePoint } from "./dated-curves.ts";

const words = messages.timeMachine;

const WIDTH = 400;
const HEIGHT = 130;
const MARGIN = { top: 12, right: 12, bottom: 22, left: 40 };
const DAY_MS = 86_400_000;

/** What the chart shows. */
export interface DateChartContent {
  readonly dates: readonly LabelDate[];
  readonly known: ReadonlyMap<string, DatedCurve>;
  readonly minutes: number;
  /** The day that is shown on the map; null for today. */
  readonly shown: string | null;
}

/** The share at each date, as a drawing and as a table of the same numbers. */
export function createDateChart(): {
  readonly element: HTMLElement;
  readonly draw: (content: DateChartContent) => void;
} {
  const title = h("h3", { class: "date-chart-title" });
  const drawing = svg("svg", { class: "date-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  const progress = h("p", { class: "hint" });
  const body = h("tbody");
  const caption = h("caption", { class: "visually-hidden" });
  const heads = [words.date, words.structures, words.share].map((text, index) =>
    h("th", { scope: "col", class: index > 0 && "number" }, text),
  );
  const table = h("table", { class: "table" }, caption, h("thead", {}, h("tr", {}, ...heads)), body);
  const element = h(
    "div",
    { class: "block" },
    title,
    drawing,
    progress,
    h("details", {}, h("summary", {}, words.values), table),
  );
  const draw = (content: DateChartContent): void => {
    const { dates, known, minutes } = content;
    const points = pointsOf(dates, known, minutes);
    title.textContent = words.chart(minutes);
    caption.textContent = words.chart(minutes);
    drawing.setAttribute("aria-label", labelOf(points, minutes));
    replaceChildren(drawing, ...drawPoints(content, points));
    progress.hidden = points.length === dates.length;
    progress.textContent = words.chartKnown(points.length, dates.length);
    replaceChildren(body, ...dates.map((date) => valueRow(date, known.get(date.date), minutes)));
  };
  return { element, draw };
}

function labelOf(points: readonly DatePoint[], minutes: number): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return words.chartEmpty;
  const say = ({ share, date }: DatePoint): string => words.chartPoint(share, formatDate(date));
  return words.chartLabel(minutes, say(first), say(last));
}

function drawPoints({ dates, shown }: DateChartContent, points: readonly DatePoint[]): SVGElement[] {
  const first = dayOf(dates[0]?.date ?? "");
  const last = dayOf(dates.at(-1)?.date ?? "");
  const width = WIDTH - MARGIN.left - MARGIN.right;
  const xOf = (date: string): number =>
    MARGIN.left + (last === first ? 0 : (dayOf(date) - first) / (last - first)) * width;
  const lowest = lowestMark(points);
  const yOf = (share: number): number =>
    HEIGHT - MARGIN.bottom - ((share - lowest) / (1 - lowest)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const grid = shareGrid([lowest, (lowest + 1) / 2, 1], {
    left: MARGIN.left,
    right: WIDTH - MARGIN.right,
    yOf,
    textOf: formatWholeShare,
  });
  const ticks = yearsOf(dates).map((year) =>
    svg(
      "text",
      { class: "curve-axis", x: xOf(`${year}-01-01`), y: HEIGHT - 6, "text-anchor": "middle" },
      year,
    ),
  );
  // The network is that of a date until the next one.
  const steps = points.map(({ date, share }, index) => {
    const x = xOf(date).toFixed(1);
    const y = yOf(share).toFixed(1);
    return index === 0 ? `M${x},${y}` : `H${x}V${y}`;
  });
  const marked = shown === null ? points.at(-1) : points.findLast(({ date }) => date <= shown);
  return [
    ...grid,
    ...ticks,
    svg("path", { class: "curve-line", d: steps.join("") }),
    ...points.map(({ date, share }) =>
      svg("circle", { class: "date-point", cx: xOf(date), cy: yOf(share), r: date === marked?.date ? 6 : 3 }),
    ),
  ];
}

/** Where the axis begins: a round share under the lowest point, so that steps of a point are seen. */
function lowestMark(points: readonly DatePoint[]): number {
  const lowest = Math.min(1, ...points.map(({ share }) => share));
  return Math.min(0.8, Math.floor(lowest * 5) / 5);
}

/** First days of years that lie between the first and the last date. */
function yearsOf(dates: readonly LabelDate[]): string[] {
  const first = dates[0]?.date ?? "";
  const last = dates.at(-1)?.date ?? "";
  const years: string[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
    if (`${year}-01-01` >= first) years.push(String(year));
  }
  return years;
}

function dayOf(date: string): number {
  return Date.parse(date) / DAY_MS;
}

function valueRow({ date }: LabelDate, dated: DatedCurve | undefined, minutes: number): HTMLElement {
  const share = dated === undefined ? null : shareOfDated(dated, minutes);
  return h(
    "tr",
    { "data-date": date },
    h("th", { scope: "row" }, formatDate(date)),
    h("td", { class: "number" }, dated === undefined ? words.pending : formatCount(dated.structures)),
    h("td", { class: "number" }, share === null ? words.pending : formatShare(share)),
  );
}
