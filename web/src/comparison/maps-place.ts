import type { DocumentContext } from "../document/document-context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { classLines, signLines } from "../map/legend.ts";
import { followTheme } from "../map/theme.ts";
import { shownName } from "../scenario/scenarios.ts";

const words = scenarioMessages.comparison;

/** Small maps of today and of each scenario, which move together; the tables say the same where they cannot start. */
export function createMapsPlace(context: DocumentContext): HTMLElement {
  const { scenarios, minutes } = context.state.get();
  const names = [scenarioMessages.bar.today, ...scenarios.map(shownName)];
  const frames = names.map((name) => h("div", { class: "comparison-map", "data-title": words.mapOf(name) }));
  const maps = h(
    "div",
    { class: "comparison-maps" },
    ...names.map((name, column) => h("figure", {}, h("figcaption", {}, name), frames[column] ?? null)),
  );
  const palette = followTheme();
  const legend = h("ul", { class: "legend-list comparison-map-legend" });
  context.untilClosed(
    palette.watch(
      ({ current }) => current,
      (current) => replaceChildren(legend, ...classLines(current, minutes, "cells"), ...signLines()),
    ),
  );
  const start = async (): Promise<void> => {
    try {
      const { startMaps } = await import("./small-maps.ts");
      await startMaps(context, frames, palette);
    } catch (error) {
      replaceChildren(maps, h("p", { class: "notice" }, messages.map.failed));
      console.warn(error);
    }
  };
  // Once they are in the page and have a size.
  requestAnimationFrame(() => void start());
  return h("div", {}, h("p", { class: "hint" }, words.mapsHint), maps, legend);
}
