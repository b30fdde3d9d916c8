import type { AppContext } from "../app/context.ts";
import { SCENARIO_SIDES } from "../app/state.ts";
import type { ScenarioSide } from "../app/state.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { Palette } from "../map/palette.ts";

const words = scenarioMessages.map;

/** What the map shows of a scenario, and what its colours then mean; hidden while today's network is shown. */
export function createMapSides({ state }: AppContext, palette: Store<{ current: Palette }>): HTMLElement {
  const buttons = SCENARIO_SIDES.map((side) => ({
    side,
    button: h(
      "button",
      {
        type: "button",
        class: "segment",
        // Territories have shares, not a difference: that one is of cells.
        onclick: () => state.set({ scenarioSide: side, ...(side === "difference" && { shading: "cells" }) }),
      },
      words.sides[side],
    ),
  }));
  const live = h("p", { class: "visually-hidden", role: "status" });
  const legend = h("div", { class: "scenario-legend" });
  const place = h(
    "div",
    { class: "scenario-sides" },
    h(
      "div",
      { class: "segments", role: "group", "aria-label": words.label },
      ...buttons.map(({ button }) => button),
    ),
    live,
    legend,
  );
  const draw = (): void => {
    const { scenarioSide, shownScenario, minutes, shading } = state.get();
    const shown = shading === "territories" && scenarioSide === "difference" ? "after" : scenarioSide;
    place.hidden = shownScenario === null;
    const isDifference = shownScenario !== null && shown === "difference";
    for (const { side, button } of buttons) button.setAttribute("aria-pressed", String(side === shown));
    legend.hidden = !isDifference;
    document.body.toggleAttribute("data-difference", isDifference);
    if (isDifference) replaceChildren(legend, ...legendOf(palette.get().current, minutes));
  };
  state.watch(({ minutes }) => minutes, draw);
  state.watch(({ shownScenario }) => shownScenario, draw);
  state.watch(({ shading }) => shading, draw);
  palette.watch(({ current }) => current, draw);
  let isFirst = true;
  state.watch(
    ({ scenarioSide }) => scenarioSide,
    (side: ScenarioSide) => {
      draw();
      if (!isFirst) live.textContent = words.live[side];
      isFirst = false;
    },
  );
  return place;
}

function legendOf(palette: Palette, minutes: number): HTMLElement[] {
  const swatch = (color: string, ink: string | null, d: string): SVGElement =>
    svg(
      "svg",
      { class: "swatch", viewBox: "0 0 24 14", "aria-hidden": "true" },
      svg("rect", { width: 24, height: 14, fill: color }),
      ink === null ? null : svg("path", { d, stroke: ink, "stroke-width": 1.5, fill: "none" }),
    );
  const line = (picture: SVGElement, text: string): HTMLElement => h("li", {}, picture, text);
  return [
    h("p", { class: "scenario-legend-title" }, words.legend(minutes)),
    h(
      "ul",
      { class: "legend-list" },
      line(swatch(palette.gained, palette.gainedInk, "M3 7h6M6 4v6M15 7h6M18 4v6"), words.gained),
      line(swatch(palette.lost, palette.lostInk, "M4 4l5 6M9 4l-5 6M15 4l5 6M20 4l-5 6"), words.lost),
      line(swatch(palette.unchanged, null, ""), words.same),
    ),
  ];
}
