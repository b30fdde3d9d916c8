import { drawCurve, linePath, VIEW_BOX } from "../coverage/curve.ts";
import type { CurvePoint } from "../../../isochrones/model/report.ts";
import { plainTable } from "../document/plain-table.ts";
import { h, svg } from "../dom/dom.ts";
import { formatMinutes, formatShare } from "../i18n/format.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { curveOf } from "./compared.ts";
import type { Compared } from "./compared.ts";

const words = scenarioMessages.comparison;

/** Minutes of the table under the drawing. */
const ROWS: readonly number[] = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60];

/** All curves in one drawing, told apart by their dashes, with the same numbers under it. */
export function comparedCurves(compared: Compared): HTMLElement[] {
  const { names } = compared;
  const curves = names.map((_, column) => pointsOf(curveOf(compared, column)));
  const [today = [], ...scenarios] = curves;
  const drawing = svg(
    "svg",
    { class: "curve", viewBox: VIEW_BOX, role: "img", "aria-label": words.curvesLabel(names) },
    ...drawCurve(today, null),
    ...scenarios.map((curve, index) =>
      svg("path", { class: `curve-scenario curve-scenario-${index}`, d: linePath(curve) }),
    ),
  );
  const legend = h(
    "ul",
    { class: "comparison-legend" },
    ...names.map((name, column) => h("li", {}, keyOf(column), name)),
  );
  const table = plainTable<number>(
    words.curvesCaption,
    [
      { title: words.time, cell: (minutes) => formatMinutes(minutes) },
      ...names.map((title, column) => ({
        title,
        cell: (minutes: number) => formatShare(curveOf(compared, column)[minutes] ?? 0),
        isNumber: true,
      })),
    ],
    ROWS,
  );
  return [h("figure", { class: "comparison-curves" }, drawing, h("figcaption", {}, legend)), table];
}

function pointsOf(shares: readonly number[]): CurvePoint[] {
  return shares.map((share, minutes) => ({ minutes, share }));
}

function keyOf(column: number): SVGElement {
  const name = column === 0 ? "curve-line" : `curve-scenario curve-scenario-${column - 1}`;
  return svg(
    "svg",
    { class: "comparison-key", viewBox: "0 0 40 8", "aria-hidden": "true" },
    svg("path", { class: name, d: "M0,4 L40,4" }),
  );
}
