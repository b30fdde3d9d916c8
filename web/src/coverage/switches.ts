import type { AppContext } from "../app/context.ts";
import { countedKey, excludedWords, KINDS, leftOut, PLAIN_STATE } from "../app/state.ts";
import type { AppState, Exclusion, Kind } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { lazily } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { countedWords } from "./counted-words.ts";

const words = messages.switches;

/** In the API's words: open at some time of a Saturday. */
const SATURDAY = "samedi";

/** Which structures count. What a link has chosen beyond the usual has a button that takes it back. */
export function createSwitches(context: AppContext): HTMLElement {
  const { dataset, state, data } = context;
  const counted = h("p", { class: "hint" });
  const boxes = (Object.keys(KINDS) as Kind[]).map((kind) => ({
    kind,
    ...checkbox(`compter-${kind}`, words.labels[kind], (isOn) => toggle(state, KINDS[kind], isOn)),
  }));
  const saturday = checkbox("ouvert-samedi", words.saturday, (isOn) =>
    state.set({ openOn: isOn ? SATURDAY : null }),
  );
  const others = h("div", { class: "chips" });
  const draw = (): void => {
    const { excluded, openOn } = state.get();
    for (const { kind, input } of boxes) {
      const isOut = KINDS[kind].filter((word) => excluded.includes(word)).length;
      input.checked = isOut === 0;
      input.indeterminate = isOut > 0 && isOut < KINDS[kind].length;
    }
    saturday.input.checked = openOn === SATURDAY;
    replaceChildren(others, ...chipsOf(state));
  };
  state.watch(countedKey, draw);
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
    dataset.counts.indicators !== undefined &&
      lazily("quality-choice", async () =>
        (await import("../quality/quality-choice.ts")).createQualityChoice(context),
      ),
    others,
    counted,
  );
}

/** What no box says: other kinds left out, one of two that a box holds, another time of the week. */
function chipsOf(state: Store<AppState>): HTMLElement[] {
  const { excluded, openOn, minRealisation, minNoRedirection } = state.get();
  const kinds = leftOut(excluded).others.map((word) =>
    chip(words.without(word), () =>
      state.set({ excluded: state.get().excluded.filter((other) => other !== word) }),
    ),
  );
  const choices: readonly Partial<AppState>[] = [
    ...(openOn === null || openOn === SATURDAY ? [] : [{ openOn }]),
    ...(minNoRedirection === null ? [] : [{ minNoRedirection }]),
    ...(minRealisation === null ? [] : [{ minRealisation }]),
  ];
  return [...kinds, ...choices.map((choice) => choiceChip(state, choice))];
}

/** One choice in words, which the press takes back. */
function choiceChip(state: Store<AppState>, choice: Partial<AppState>): HTMLElement {
  const text = countedWords({ ...PLAIN_STATE, ...choice });
  const plain = Object.fromEntries(Object.keys(choice).map((key) => [key, null]));
  return chip(text.charAt(0).toUpperCase() + text.slice(1), () => state.set(plain));
}

function chip(text: string, onRemove: () => void): HTMLElement {
  return h(
    "button",
    { type: "button", class: "chip", "aria-label": words.takeBack(text), onclick: onRemove },
    `${text} ×`,
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

function toggle(state: Store<AppState>, kind: readonly Exclusion[], isCounted: boolean): void {
  const others = state.get().excluded.filter((word) => !kind.includes(word));
  state.set({ excluded: isCounted ? others : excludedWords([...others, ...kind]) });
}
