import "../styles/scenario.css";

import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { openSession } from "./open-session.ts";
import { structureActions } from "./structure-actions.ts";

/** To close a structure, to move it or to change it, from its card. */
export function createStructureActions(
  context: AppContext,
  structure: { readonly id: string; readonly name: string },
): HTMLElement[] {
  return [
    h("h3", {}, scenarioMessages.structure.title),
    structureActions(openSession(context), structure, showEditor),
  ];
}

/** To try a structure at a place. @param place degrees of longitude and latitude */
export function createGapAction(context: AppContext, [lon, lat]: readonly [number, number]): HTMLElement {
  const add = (): void => {
    showEditor();
    void openSession(context).edit({ action: "ajouter", lon, lat, name: "" });
  };
  return h("button", { type: "button", class: "button", onclick: add }, scenarioMessages.add.gap);
}

/** What becomes of the edit is told in the editor. */
function showEditor(): void {
  const editor = document.querySelector<HTMLDetailsElement>("#scenario");
  if (editor !== null) editor.open = true;
}
