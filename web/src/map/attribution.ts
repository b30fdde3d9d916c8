import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { IGN_ATTRIBUTION } from "./ign.ts";

/** Names of the producers and their licences, always in sight under the map. */
export function createAttribution({ dataset, state }: AppContext): HTMLElement {
  const lines = dataset.sources
    .filter(({ attribution }) => attribution !== "")
    .map(({ attribution, licence }) =>
      licence === "" || attribution.includes(licence) ? attribution : `${attribution} (${licence})`,
    );
  const element = h("p", { class: "attribution" });
  state.watch(
    ({ ground }) => ground,
    (ground) => {
      const all = ground === "ign" ? [...lines, IGN_ATTRIBUTION] : lines;
      element.textContent = [...new Set(all)].join(" · ");
    },
  );
  return element;
}
