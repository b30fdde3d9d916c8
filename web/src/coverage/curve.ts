import type { CurvePoint } from "../../../isochrones/model/report.ts";
import type { AppContext } from "../app/context.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import { shareGrid } from "../dom/share-grid.ts";
import type { Child } from "../dom/dom.ts";
import { formatMinutes, formatShare, formatWholeShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const WIDTH = 400;
const HEIGHT = 150;
/** Of the drawing. */
export const VIEW_BOX = `0 0 ${WIDTH} ${HEIGHT}`;
const MARGIN = { top: 14, right: 12, bottom: 24, left: 40 };
/** Minutes that are marked on the axis. */
export const MARKS: readonly number[] = [20, 30];
const LAST_MINUTE = 60;

const xOf = (minutes: number): number =>
  MARGIN.left + (minutes / LAST_MINUTE) * (WIDTH - MARGIN.left - MARGIN.right);
const yOf = (share: number): number => HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.top - MARGIN.bottom);

/** People by minute, as a drawing and as a table of the same numbers. */
export function createCurve({ state, data }: AppContext): HTMLElement {
  const drawing = svg("svg", { class: "curve", viewBox: VIEW_BOX, role: "img" });
  const marker = svg("g", { class: "curve-marker" });
  const values = h("tbody");
  const head = h("tr");
  const table = h(
    "table",
    { class: "table" },
    h("caption", { class: "visually-hidden" }, messages.curve.title),
    h("thead", {}, head),
    values,
  );

  const legend = h("p", { class: "curve-legend hint" });
  const section = h(
    "section",
    { class: "block", "aria-labelledby": "curve-title" },
    h("h2", { id: "curve-title" }, messages.curve.title),
    drawing,
    legend,
    h("details", {}, h("summary", {}, messages.curve.values), table),
  );
  data.watch(
    ({ report }) => report,
    (report) => {
      section.setAttribute("aria-busy", String(report === null));
      if (report === null) {
        replaceChildren(drawing);
        drawing.setAttribute("aria-label", messages.loading);
        for (const part of [legend, head, values]) replaceChildren(part);
        return;
      }
      const { curve, comparison } = report;
      const marks = MARKS.map((minutes) => ({ minutes, share: shareAt(curve, minutes) }));
      drawing.setAttribute("aria-label", messages.curve.label(marks));
      replaceChildren(drawing, ...drawCurve(curve, comparison?.curve ?? null), marker);
      replaceChildren(legend, ...legendOf(report.territory.name, comparison?.territory.name ?? null));
      replaceChildren(head, ...headCells(comparison?.territory.name ?? null));
      replaceChildren(
        values,
        ...curve
          .filter(({ minutes }) => minutes > 0 && minutes % 5 === 0)
          .map((point) => valueRow(point, comparison?.curve ?? null)),
      );
      placeMarker(marker, curve, state.get().minutes);
    },
  );
  state.watch(
    ({ minutes }) => minutes,
    (minutes) => {
      const { report } = data.get();
      if (report !== null) placeMarker(marker, report.curve, minutes);
    },
  );
  return section;
}

/** Axes, marks and lines, in a view box of 400 by 150. */
export function drawCurve(
  curve: readonly CurvePoint[],
  compared: readonly CurvePoint[] | null,
): SVGElement[] {
  const points = pointsOf(curve);
  const base = yOf(0);
  const grid = shareGrid([0, 0.5, 1], {
    left: xOf(0),
    right: xOf(LAST_MINUTE),
    yOf,
    textOf: formatWholeShare,
  });
  const ticks = [0, 10, 20, 30, 40, 50, 60].map((minutes) =>
    svg(
      "text",
      { class: "curve-axis", x: xOf(minutes), y: HEIGHT - 7, "text-anchor": "middle" },
      String(minutes),
    ),
  );
  const marks = MARKS.map((minutes) =>
    svg("line", { class: "curve-mark", x1: xOf(minutes), x2: xOf(minutes), y1: yOf(1), y2: base }),
  );
  return [
    ...grid,
    svg("path", {
      class: "curve-area",
      d: `M${xOf(0)},${base} L${points.join(" L")} L${xOf(LAST_MINUTE)},${base} Z`,
    }),
    ...marks,
    ...(compared === null
      ? []
      : [svg("path", { class: "curve-compared", d: `M${pointsOf(compared).join(" L")}` })]),
    svg("path", { class: "curve-line", d: `M${points.join(" L")}` }),
    ...ticks,
  ];
}

/** Marks the share at some minutes. */
export function placeMarker(marker: SVGGElement, curve: readonly CurvePoint[], minutes: number): void {
  const share = shareAt(curve, minutes);
  const x = xOf(minutes);
  // A line that rises is beneath what stands to its left and above, and above what stands to its right and beneath.
  const isLow = share < 0.5;
  const isBefore = isLow ? minutes > 14 : minutes > 40;
  const labelY = isLow ? yOf(share) - 10 : yOf(share) + 20;
  replaceChildren(
    marker,
    svg("line", { x1: x, x2: x, y1: yOf(share), y2: yOf(0) }),
    svg("circle", { cx: x, cy: yOf(share), r: 5 }),
    svg(
      "text",
      { x: isBefore ? x - 8 : x + 8, y: labelY, "text-anchor": isBefore ? "end" : "start" },
      messages.curve.point(share, minutes),
    ),
  );
}

/** `d` of the line of a curve in that drawing. */
export function linePath(curve: readonly CurvePoint[]): string {
  return `M${pointsOf(curve).join(" L")}`;
}

function pointsOf(curve: readonly CurvePoint[]): string[] {
  return curve.map(({ minutes, share }) => `${xOf(minutes).toFixed(1)},${yOf(share).toFixed(1)}`);
}

/** Which line is whose; nothing while there is one. */
function legendOf(name: string, compared: string | null): Child[] {
  if (compared === null) return [];
  return [
    h("span", { class: "curve-key" }, name),
    h("span", { class: "curve-key curve-key-compared" }, compared),
  ];
}

function headCells(compared: string | null): Child[] {
  return [
    h("th", { scope: "col" }, messages.curve.minutes),
    h("th", { scope: "col", class: "number" }, messages.curve.share),
    compared !== null && h("th", { scope: "col", class: "number" }, compared),
  ];
}

function valueRow({ minutes, share }: CurvePoint, compared: readonly CurvePoint[] | null): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, formatMinutes(minutes)),
    h("td", { class: "number" }, formatShare(share)),
    compared !== null && h("td", { class: "number" }, formatShare(shareAt(compared, minutes))),
  );
}

/** 0 to 1. */
export function shareAt(curve: readonly CurvePoint[], minutes: number): number {
  return curve.find((point) => point.minutes === minutes)?.share ?? 0;
}
