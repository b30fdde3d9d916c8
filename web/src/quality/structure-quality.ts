import type { QualityIndicators } from "../../../isochrones/model/structure.ts";
import { h } from "../dom/dom.ts";
import { qualityMessages as words } from "../i18n/quality-messages.ts";
import { indicatorFacts } from "./indicator-facts.ts";

/** What the programme measures of a structure. @param indicators null where it has none */
export function createStructureQuality(
  indicators: QualityIndicators | null,
  isFictitious: boolean,
): HTMLElement {
  return h(
    "section",
    {},
    h("h3", {}, words.title),
    indicatorFacts(indicators),
    isFictitious && h("p", { class: "hint" }, words.fictitious),
  );
}
