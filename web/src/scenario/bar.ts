import "../styles/scenario.css";

import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { keepingFocus } from "./keep-focus.ts";
import { shownName } from "./scenarios.ts";

const words = scenarioMessages.bar;

/** Which of today and the scenarios the map and the figure show: in sight as long as there are scenarios. */
export function createScenarioBar(context: AppContext): HTMLElement {
  const { state, navigation } = context;
  const choices = h("div", { class: "segments scenario-choices", role: "group", "aria-label": words.label });
  const told = h("p", { class: "scenario-told", role: "status" });
  const bar = h(
    "div",
    { class: "scenario-bar" },
    choices,
    told,
    navigation.link({ view: "scenarios" }, { class: "scenario-compare" }, words.compare),
  );
  const draw = (): void => {
    const { scenarios, shownScenario } = state.get();
    bar.hidden = scenarios.length === 0;
    const button = (text: string, index: number | null): HTMLElement =>
      h(
        "button",
        {
          type: "button",
          class: "segment",
          "aria-pressed": String(index === shownScenario),
          "data-focus": String(index),
          onclick: () => state.set({ shownScenario: index }),
        },
        text,
      );
    const names = scenarios.map(shownName);
    keepingFocus(choices, () =>
      replaceChildren(choices, button(words.today, null), ...names.map((name, index) => button(name, index))),
    );
    const name = shownScenario === null ? undefined : names[shownScenario];
    told.textContent = name === undefined ? words.showingToday : words.showing(name);
  };
  state.watch(({ scenarios }) => scenarios, draw);
  state.watch(({ shownScenario }) => shownScenario, draw);
  return bar;
}
