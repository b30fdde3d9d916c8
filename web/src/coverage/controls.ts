import type { AppData } from "../data.ts";
import { h } from "../dom.ts";
import { formatMinutes } from "../format.ts";
import { messages } from "../messages.fr.ts";
import { EXCLUSIONS, MAX_MINUTES, MIN_MINUTES } from "../state.ts";
import type { AppState, ExclusionId } from "../state.ts";
import type { Store } from "../store.ts";

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
  const output = h("output", { for: "minutes", class: "slider-value" });
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

/** Which kinds of structure count. */
export function createExclusions(
  state: Store<AppState>,
  data: Store<AppData>,
  structureCount: number,
): HTMLElement {
  const counted = h("p", { class: "hint" });
  const boxes = (Object.keys(EXCLUSIONS) as ExclusionId[]).map((id) => {
    const input = h("input", {
      type: "checkbox",
      id: `compter-${id}`,
      onchange: () => toggle(state, id, input.checked),
    });
    return { id, input };
  });
  state.watch(
    ({ excluded }) => excluded,
    (excluded) => {
      for (const { id, input } of boxes) input.checked = !excluded.includes(id);
    },
  );
  data.watch(
    ({ report }) => report,
    (report) => {
      counted.textContent =
        report === null ? "" : messages.exclusions.counted(report.structures.counted, structureCount);
    },
  );
  return h(
    "fieldset",
    { class: "control exclusions" },
    h("legend", {}, messages.exclusions.legend),
    ...boxes.map(({ id, input }) => h("label", { class: "check" }, input, messages.exclusions.labels[id])),
    counted,
  );
}

function toggle(state: Store<AppState>, id: ExclusionId, isCounted: boolean): void {
  const others = state.get().excluded.filter((excluded) => excluded !== id);
  state.set({ excluded: isCounted ? others : [...others, id] });
}
