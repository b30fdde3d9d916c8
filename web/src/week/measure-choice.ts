import { h } from "../dom/dom.ts";
import { weekMessages } from "../i18n/week-messages.ts";
import type { Measure } from "./week-grid.ts";

const MEASURES: readonly Measure[] = ["share", "open"];

/** What the numbers in the cells are of. */
export function createMeasureChoice(shown: Measure, onChoose: (measure: Measure) => void): HTMLElement {
  const radios = MEASURES.map((measure) =>
    h(
      "label",
      { class: "check" },
      h("input", {
        type: "radio",
        name: "mesure-horaires",
        value: measure,
        checked: measure === shown,
        onchange: () => onChoose(measure),
      }),
      weekMessages.measure[measure],
    ),
  );
  return h("fieldset", { class: "week-measure" }, h("legend", {}, weekMessages.measure.legend), ...radios);
}
