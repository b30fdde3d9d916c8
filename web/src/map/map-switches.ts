import type { AppState, Ground, Shading } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.map;

/** What the map is coloured by, and what lies beneath. */
export function createMapSwitches(state: Store<AppState>): HTMLElement {
  const shading = choice<Shading>(words.shading, words.shadings, (value) => state.set({ shading: value }));
  const ground = choice<Ground>(words.ground, words.grounds, (value) => state.set({ ground: value }));
  state.watch(({ shading: value }) => value, shading.show);
  state.watch(({ ground: value }) => value, ground.show);
  return h("div", { class: "map-switches" }, shading.element, ground.element);
}

/** One of a few, as buttons in a row. */
function choice<Value extends string>(
  label: string,
  options: Readonly<Record<Value, string>>,
  onChoose: (value: Value) => void,
): { readonly element: HTMLElement; readonly show: (value: Value) => void } {
  const buttons = (Object.entries(options) as [Value, string][]).map(([value, text]) => ({
    value,
    button: h("button", { type: "button", class: "segment", onclick: () => onChoose(value) }, text),
  }));
  return {
    element: h(
      "div",
      { class: "segments", role: "group", "aria-label": label },
      ...buttons.map(({ button }) => button),
    ),
    show: (shown) => {
      for (const { value, button } of buttons) button.setAttribute("aria-pressed", String(value === shown));
    },
  };
}
