import type { QualityIndicators } from "../../../isochrones/model/structure.ts";
import { h } from "../dom/dom.ts";
import { formatShare } from "../i18n/format.ts";
import { qualityMessages as words } from "../i18n/quality-messages.ts";
import { INDICATORS } from "./indicators.ts";

/** Each indicator in words; what is not known says so. */
export function indicatorFacts(indicators: QualityIndicators | null): HTMLElement {
  const valueOf = (percent: number | null): string =>
    percent === null ? words.unknown : formatShare(percent / 100);
  return h(
    "dl",
    { class: "facts quality-facts" },
    ...INDICATORS.flatMap((name) => [
      h("dt", {}, words.names[name]),
      h("dd", {}, valueOf(indicators?.[name] ?? null)),
    ]),
  );
}
