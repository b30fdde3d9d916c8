import { svg } from "./dom.ts";

/** Where a chart has its lines. */
export interface GridLines {
  /** Ends of each line, in the chart's units. */
  readonly left: number;
  readonly right: number;
  readonly yOf: (share: number) => number;
  /** What stands before a line. */
  readonly textOf: (share: number) => string;
}

/** Level lines of a chart at some shares, each with its words at the left. */
export function shareGrid(shares: readonly number[], { left, right, yOf, textOf }: GridLines): SVGElement[] {
  return shares.flatMap((share) => [
    svg("line", { class: "curve-grid", x1: left, x2: right, y1: yOf(share), y2: yOf(share) }),
    svg("text", { class: "curve-axis", x: left - 6, y: yOf(share) + 4, "text-anchor": "end" }, textOf(share)),
  ]);
}
