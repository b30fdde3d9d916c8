import { MAX_MINUTES, MIN_MINUTES } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { formatMinutes } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const PRESETS: readonly number[] = [10, 20, 30, 45];

/** The slider of minutes, with the usual thresholds one click away. */
export function createSlider(state: Store<AppState>): HTMLElement {
  const input = h("input", {
    type: "range",
    id: "minutes",
    class: "slider",
    min: MIN_MINUTES,
    max: MAX_MINUTES,
    step: 1,
    oninput: () => state.set({ minutes: input.valueAsNumber }),
  });
  const output = h("output", {
    for: "minutes",
    class: "slider-value",
    // The slider says its own value: at each step it would be said twice.
    "aria-live": "off",
  });
  const presets = PRESETS.map((minutes) => ({
    minutes,
    button: h(
      "button",
      { type: "button", class: "chip", onclick: () => state.set({ minutes }) },
      messages.slider.preset(minutes),
    ),
  }));

  state.watch(
    ({ minutes }) => minutes,
    (minutes) => {
      input.valueAsNumber = minutes;
      input.setAttribute("aria-valuetext", formatMinutes(minutes));
      input.style.setProperty("--filled", String((minutes - MIN_MINUTES) / (MAX_MINUTES - MIN_MINUTES)));
      output.textContent = formatMinutes(minutes);
      for (const preset of presets) {
        preset.button.setAttribute("aria-pressed", String(preset.minutes === minutes));
      }
    },
  );
  return h(
    "div",
    { class: "control" },
    h("div", { class: "control-head" }, h("label", { for: "minutes" }, messages.slider.label), output),
    input,
    h(
      "div",
      { class: "chips", role: "group", "aria-label": messages.slider.ticks },
      ...presets.map(({ button }) => button),
    ),
  );
}
