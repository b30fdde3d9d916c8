import type { QualityIndicators } from "../../../isochrones/model/structure.ts";
import { h } from "../dom/dom.ts";
import { formatShare } from "../i18n/format.ts";
import { qualityMessages as words } from "../i18n/quality-messages.ts";
import { INDICATORS } from "./indicators.ts";

/** What the programme measures of a structure; what is not known says so. */
export function createStructureQuality(
  indicators: QualityIndicators | undefined,
  isFictitious: boolean,
): HTMLElement {
  const valueOf = (percent: number | null | undefined): string =>
    percent === null || percent === undefined ? words.unknown : formatShare(percent / 100);
  return h(
    "section",
    {},
    h("h3", {}, words.title),
    h(
      "dl",
      { class: "facts quality-facts" },
      ...INDICATORS.flatMap((name) => [
        h("dt", {}, words.names[name]),
        h("dd", { "data-indicator": name }, valueOf(indicators?.[name])),
      ]),
    ),
    isFictitious && h("p", { class: "hint" }, words.fictitious),
  );
}
