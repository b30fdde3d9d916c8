import type { DatasetAnswer } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import type { Ground } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import { IGN_ATTRIBUTION } from "./ign.ts";

/** Names of the producers and their licences, always in sight under the map. */
export function createAttribution({ dataset, state }: AppContext): HTMLElement {
  const element = h("p", { class: "attribution", lang: "fr" });
  state.watch(
    ({ ground }) => ground,
    (ground) => (element.textContent = attributionText(dataset, ground)),
  );
  return element;
}

/** The same in one line, for pictures that leave the page. */
export function attributionText({ sources }: DatasetAnswer, ground: Ground): string {
  const lines = sources
    .filter(({ attribution }) => attribution !== "")
    .map(({ attribution, licence }) =>
      licence === "" || attribution.includes(licence) ? attribution : `${attribution} (${licence})`,
    );
  return [...new Set(ground === "ign" ? [...lines, IGN_ATTRIBUTION] : lines)].join(" · ");
}
