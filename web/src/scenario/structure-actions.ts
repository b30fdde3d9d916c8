import { h } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.structure;

/**
 * What may be tried with a structure that is there: to close it, to move it, to change what it is.
 *
 * @param before called first, whichever is chosen
 */
export function structureActions(
  session: Session,
  { id, name }: { readonly id: string; readonly name: string },
  before: () => void = () => undefined,
): HTMLElement {
  const button = (text: string, label: string, act: () => void): HTMLElement => {
    const press = (): void => {
      before();
      act();
    };
    return h("button", { type: "button", class: "button", "aria-label": label, onclick: press }, text);
  };
  return h(
    "div",
    { class: "scenario-buttons" },
    button(words.close, words.closeLabel(name), () => void session.edit({ action: "fermer", id })),
    button(words.move, words.moveLabel(name), () =>
      session.store.set({ placing: { kind: "move", id, name } }),
    ),
    button(words.change, words.changeLabel(name), () => session.store.set({ changing: { id, name } })),
  );
}
