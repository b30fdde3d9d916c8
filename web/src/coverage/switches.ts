import type { AppContext } from "../app/context.ts";
import { EXCLUSIONS } from "../app/state.ts";
import type { AppState, ExclusionId } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.switches;

/** In the API's words: open at some time of a Saturday. */
const SATURDAY = "samedi";

/** Which structures count. */
export function createSwitches({ dataset, state, data }: AppContext): HTMLElement {
  const counted = h("p", { class: "hint" });
  const boxes = (Object.keys(EXCLUSIONS) as ExclusionId[]).map((id) =>
    checkbox(`compter-${id}`, words.labels[id], (isOn) => toggle(state, id, isOn)),
  );
  const saturday = checkbox("ouvert-samedi", words.saturday, (isOn) =>
    state.set({ openOn: isOn ? SATURDAY : null }),
  );
  state.watch(
    ({ excluded }) => excluded,
    (excluded) => {
      for (const [index, id] of (Object.keys(EXCLUSIONS) as ExclusionId[]).entries()) {
        const box = boxes[index];
        if (box !== undefined) box.input.checked = !excluded.includes(id);
      }
    },
  );
  state.watch(
    ({ openOn }) => openOn,
    (openOn) => (saturday.input.checked = openOn === SATURDAY),
  );
  data.watch(
    ({ report }) => report,
    (report) => {
      counted.textContent =
        report === null ? "" : words.counted(report.structures.counted, dataset.counts.structures);
    },
  );
  return h(
    "fieldset",
    { class: "control exclusions" },
    h("legend", {}, words.legend),
    ...boxes.map(({ label }) => label),
    saturday.label,
    counted,
  );
}

function checkbox(
  id: string,
  text: string,
  onChange: (isOn: boolean) => void,
): { readonly input: HTMLInputElement; readonly label: HTMLElement } {
  const input = h("input", { type: "checkbox", id, onchange: () => onChange(input.checked) });
  return { input, label: h("label", { class: "check" }, input, text) };
}

function toggle(state: Store<AppState>, id: ExclusionId, isCounted: boolean): void {
  const others = state.get().excluded.filter((excluded) => excluded !== id);
  state.set({ excluded: isCounted ? others : [...others, id] });
}
