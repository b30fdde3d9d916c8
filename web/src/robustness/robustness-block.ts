import "../styles/robustness.css";

import type { RobustnessAnswer } from "../../../server/schemas/robustness-answers.ts";
import { fetchRobustness } from "../api/robustness.ts";
import type { AppContext } from "../app/context.ts";
import { countedKey, shownScenario } from "../app/state.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { robustnessMessages as words } from "../i18n/robustness-messages.ts";
import { createDependenceBar } from "./dependence-bar.ts";
import { createDependenceTable } from "./dependence-table.ts";
import { dependenceRows, toldMinutes } from "./dependence.ts";

/** How long the slider must rest before anew is asked. */
const PAUSE_MS = 350;

/** Who depends on one structure, and on which: of the territory, the minutes and the structures that are shown. */
export function createRobustnessBlock(context: AppContext, details: HTMLDetailsElement): HTMLElement {
  const { state } = context;
  const status = h("p", { class: "hint dependence-status", role: "status" });
  const scenario = h("p", { class: "hint" }, words.withoutScenario);
  const body = h("div", { class: "block" });
  let key: string | null = null;
  let asked = new AbortController();
  let mark = (_: string | null): void => {};

  const show = (answers: readonly RobustnessAnswer[], minutes: readonly number[], shown: number): void => {
    const answer = answers[minutes.indexOf(shown)];
    if (answer === undefined) return;
    const table = createDependenceTable(context, minutes, shown, dependenceRows(answer, answers));
    mark = table.mark;
    mark(selectedStructure(state.get().selection));
    replaceChildren(body, createDependenceBar(answer), table.element);
  };
  const load = async (): Promise<void> => {
    const now = state.get();
    const wanted = keyOf(now);
    if (!details.open || wanted === key) return;
    key = wanted;
    asked.abort();
    const controller = new AbortController();
    asked = controller;
    mark = () => {};
    status.textContent = words.waiting;
    replaceChildren(body);
    const minutes = toldMinutes(now.minutes);
    try {
      const answers = await Promise.all(
        minutes.map(async (one) => fetchRobustness(now, one, controller.signal)),
      );
      if (!controller.signal.aborted) show(answers, minutes, now.minutes);
    } catch (error) {
      if (controller.signal.aborted) return;
      const retry = (): void => {
        key = null;
        void load();
      };
      replaceChildren(body, noticeOf(error, retry));
    }
    if (!controller.signal.aborted) status.textContent = "";
  };
  const loadSoon = debounce(() => void load(), PAUSE_MS);
  details.addEventListener("toggle", () => void load());
  state.watch(
    (all) => `${all.territory} ${countedKey(all)}`,
    () => void load(),
  );
  state.watch(({ minutes }) => minutes, loadSoon);
  state.watch(
    ({ selection }) => selection,
    (selection) => mark(selectedStructure(selection)),
  );
  state.watch(
    (all) => shownScenario(all) !== null,
    (isTried) => (scenario.hidden = !isTried),
  );
  return h("div", { class: "block dependence" }, scenario, status, body);
}

type State = ReturnType<AppContext["state"]["get"]>;

function keyOf(state: State): string {
  return `${state.territory} ${state.minutes} ${countedKey(state)}`;
}

function selectedStructure(selection: State["selection"]): string | null {
  return selection?.kind === "structure" ? selection.id : null;
}
