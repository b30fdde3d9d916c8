import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { qualityMessages as words } from "../i18n/quality-messages.ts";
import { indicatorFacts } from "./indicator-facts.ts";

/** The indicators of the structures of the territory that is shown; nothing until it is known. */
export function createTerritoryQuality({ data, dataset }: AppContext): HTMLElement {
  const section = h("section", { class: "territory-quality" });
  data.watch(
    ({ place }) => place?.indicators ?? null,
    (indicators) => {
      if (indicators === null) return replaceChildren(section);
      const { known, unknown } = indicators;
      replaceChildren(
        section,
        h("h3", {}, words.title),
        indicatorFacts(indicators),
        h("p", { class: "hint" }, words.median(known, known + unknown)),
        dataset.fictitious && h("p", { class: "hint" }, words.fictitious),
      );
    },
  );
  return section;
}
