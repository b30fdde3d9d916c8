import { h, replaceChildren, svg } from "../dom/dom.ts";
import type { AppState, Shading } from "../app/state.ts";
import type { Store } from "../dom/store.ts";
import { IMAGES, SIGN_PATHS } from "./images.ts";
import { shadingAt } from "./levels.ts";
import type { StructureIcon } from "./images.ts";
import type { Palette } from "./palette.ts";
import { legendEntries, legendTitle, SIGNS } from "./legend-entries.ts";

/** What the colours and signs of the map mean at the chosen minutes. */
export function createLegend(
  state: Store<AppState>,
  palette: Store<{ current: Palette }>,
  sight: Store<{ readonly zoom: number | null }>,
): HTMLElement {
  const classes = h("ul", { class: "legend-list" });
  const title = h("summary");
  const draw = (): void => {
    const { minutes } = state.get();
    const shading = shadingAt(state.get().shading, sight.get().zoom);
    const colors = palette.get().current;
    title.textContent = legendTitle(minutes, shading);
    replaceChildren(classes, ...classLines(colors, minutes, shading));
  };
  state.watch(({ minutes }) => minutes, draw);
  state.watch(({ shading }) => shading, draw);
  sight.watch(({ zoom }) => shadingAt("territories", zoom), draw);
  palette.watch(({ current }) => current, draw);

  return h(
    "details",
    { class: "legend", open: !matchMedia("(max-width: 80rem)").matches },
    title,
    classes,
    h("ul", { class: "legend-list legend-signs" }, ...signLines()),
  );
}

/** What the colours mean, a list item each. */
export function classLines(palette: Palette, minutes: number, shading: Shading): HTMLElement[] {
  return legendEntries(palette, minutes, shading).map(({ color, text }) =>
    line(color === null ? hatchSwatch(palette) : colorSwatch(color), text),
  );
}

/** What the signs mean, a list item each. */
export function signLines(): HTMLElement[] {
  return SIGNS.map(([sign, text]) => line(signSwatch(sign), text));
}

function line(swatch: SVGElement, text: string): HTMLElement {
  return h("li", {}, swatch, text);
}

function colorSwatch(color: string): SVGElement {
  return svg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", "aria-hidden": "true" },
    svg("rect", { width: 24, height: 14, fill: color }),
  );
}

function hatchSwatch(colors: Palette): SVGElement {
  const strokes = [-8, 0, 8, 16].map((x) =>
    svg("line", { x1: x, y1: 15, x2: x + 16, y2: -1, stroke: colors.uncoveredHatch, "stroke-width": 1.4 }),
  );
  return svg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", "aria-hidden": "true" },
    svg("rect", { width: 24, height: 14, fill: colors.uncovered }),
    ...strokes,
  );
}

function signSwatch(sign: StructureIcon): SVGElement {
  const isHollow = sign === IMAGES.antenne;
  return svg(
    "svg",
    { class: "swatch swatch-sign", viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("path", { d: SIGN_PATHS[sign], class: isHollow ? "sign-hollow" : "sign-full" }),
  );
}
