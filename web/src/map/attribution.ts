import type { DatasetSummary } from "../api/wire.ts";
import { h } from "../dom.ts";

/** Names of the producers and their licences, always in sight under the map. */
export function createAttribution(dataset: DatasetSummary): HTMLElement {
  const lines = dataset.sources
    .filter(({ attribution }) => attribution !== "")
    .map(({ attribution, licence }) =>
      licence === "" || attribution.includes(licence) ? attribution : `${attribution} (${licence})`,
    );
  return h("p", { class: "attribution" }, [...new Set(lines)].join(" · "));
}
