import type { AppContext } from "../app/context.ts";
import { h, svg } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { classLines, signLines } from "../map/legend.ts";
import { legendTitle } from "../map/legend-entries.ts";
import { LIGHT } from "../map/palette.ts";

const words = documentMessages.printSheet;

/** Where a picture of the map goes. */
export interface MapPlace {
  readonly frame: HTMLElement;
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly alt: string;
  /** What the legend hides at the left, pixels. */
  readonly left: number;
  /** The bar that is drawn to scale; null for none. */
  readonly scale: HTMLElement | null;
  /** Numbers to stand on it. */
  readonly marks?: readonly { readonly lon: number; readonly lat: number; readonly text: string }[];
}

/** Room for the legend over the map, pixels. */
const LEGEND_PIXELS = 190;

/** What a map on paper is of. */
export interface PrintMapSubject extends Pick<MapPlace, "bbox" | "alt" | "marks"> {
  readonly minutes: number;
}

/** The frame of a map on paper with legend, north and scale; its picture is drawn afterwards. */
export function createPrintMap(
  { state }: AppContext,
  { minutes, ...subject }: PrintMapSubject,
  ...over: readonly Child[]
): { readonly element: HTMLElement; readonly map: MapPlace } {
  const { shading } = state.get();
  const frame = h("div", { class: "print-map-frame" });
  const scale = h("span", { class: "print-scale" });
  const legend = h(
    "div",
    { class: "print-legend" },
    h("p", {}, legendTitle(minutes, shading)),
    h("ul", { class: "legend-list" }, ...classLines(LIGHT, minutes, shading)),
    h("ul", { class: "legend-list legend-signs" }, ...signLines()),
  );
  return {
    element: h("div", { class: "print-map" }, frame, legend, ...over, north(), scale),
    map: { ...subject, frame, left: LEGEND_PIXELS, scale },
  };
}

function north(): HTMLElement {
  return h(
    "div",
    { class: "print-north" },
    svg("svg", { viewBox: "0 0 20 26", "aria-hidden": "true" }, svg("path", { d: "M10 1l9 24l-9 -6l-9 6Z" })),
    h("abbr", { title: words.north }, words.north.slice(0, 1)),
  );
}
