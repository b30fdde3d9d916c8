import "../styles/scenario.css";

import type { AppContext } from "../app/context.ts";
import { letterOf, MOST_SCENARIOS, shownScenario } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { createAddTools } from "./add-tools.ts";
import { createChangeForm } from "./change-form.ts";
import { createEditList } from "./edit-list.ts";
import { createFiles } from "./files.ts";
import { createResult } from "./result.ts";
import { removed, replaced, shownName } from "./scenarios.ts";
import { plainName } from "../app/scenario-address.ts";
import { openSession } from "./open-session.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.editor;

/** Where scenarios are made: their names, their edits, and what these change. */
export function createEditor(context: AppContext): HTMLElement {
  const session = openSession(context);
  const editor = h(
    "div",
    { class: "scenario-editor" },
    h("p", { class: "hint" }, words.intro),
    createHead(context, session),
    createAddTools(context, session),
    createChangeForm(session),
    createTrouble(session),
    createEditList(context, session),
    createResult(context, session),
    createFiles(context, session),
    context.navigation.link({ view: "scenarios" }, { class: "scenario-to-comparison" }, words.compare),
  );
  editor.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (!(event.ctrlKey || event.metaKey) || isTyping) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (!isRedo && key !== "z") return;
    event.preventDefault();
    if (isRedo) session.redo();
    else session.undo();
  });
  return editor;
}

function createHead({ state }: AppContext, session: Session): HTMLElement {
  const name = h("input", {
    type: "text",
    class: "filter",
    id: "scenario-nom",
    maxlength: 60,
    autocomplete: "off",
  });
  name.addEventListener("change", () => {
    const { shownScenario: index } = state.get();
    if (index !== null) state.set(replaced(state.get(), index, { name: plainName(name.value.trim()) }));
  });
  const nameRow = h("div", { class: "scenario-name" }, h("label", { for: name.id }, words.name), name);
  const button = (text: string, act: () => void, title: string | null = null): HTMLButtonElement =>
    h("button", { type: "button", class: "button", title, onclick: act }, text);
  const undo = button(words.undo, session.undo, words.undoKeys);
  const redo = button(words.redo, session.redo, words.redoKeys);
  const create = button(words.create, () => session.create());
  const duplicate = button(words.duplicate, () => {
    const { shownScenario: index } = state.get();
    const scenario = shownScenario(state.get());
    if (scenario === null || index === null) return;
    session.create({ ...scenario, name: words.copyOf(shownName(scenario, index)) });
  });
  const remove = button(words.delete, () => {
    const { shownScenario: index } = state.get();
    if (index !== null) state.set(removed(state.get(), index));
    undo.focus();
  });
  const hint = h("p", { class: "hint", role: "status" });
  const drawSteps = (): void => {
    const { canUndo, canRedo, draft } = session.store.get();
    // A button that has the focus keeps it: one that does nothing says so instead.
    undo.setAttribute("aria-disabled", String(!canUndo && draft === null));
    redo.setAttribute("aria-disabled", String(!canRedo));
  };
  session.store.watch(({ canUndo }) => canUndo, drawSteps);
  session.store.watch(({ canRedo }) => canRedo, drawSteps);
  session.store.watch(({ draft }) => draft, drawSteps);
  const draw = (): void => {
    const { scenarios, shownScenario: index } = state.get();
    const scenario = shownScenario(state.get());
    const isFull = scenarios.length >= MOST_SCENARIOS;
    nameRow.hidden = scenario === null;
    duplicate.hidden = scenario === null || isFull;
    remove.hidden = scenario === null;
    create.hidden = isFull;
    name.value = scenario?.name ?? "";
    name.placeholder = letterOf(index ?? 0);
    hint.textContent = hintOf(scenario !== null, scenarios.length, isFull);
    hint.hidden = hint.textContent === "";
  };
  state.watch(({ scenarios }) => scenarios, draw);
  state.watch(({ shownScenario: index }) => index, draw);
  return h(
    "div",
    { class: "scenario-head" },
    nameRow,
    h("div", { class: "scenario-buttons" }, undo, redo, create, duplicate, remove),
    hint,
  );
}

function hintOf(isShown: boolean, count: number, isFull: boolean): string {
  if (isShown) return isFull ? words.full(MOST_SCENARIOS) : "";
  if (count === 0) return "";
  return isFull ? words.todayFull : words.todayShown;
}

/** What is on its way, what was refused, and what did not come. */
function createTrouble(session: Session): HTMLElement {
  const place = h("div", { class: "scenario-trouble" });
  const draw = (): void => {
    const { draft, failure, isBusy } = session.store.get();
    const trouble = draft ?? failure;
    const isWaiting = (draft !== null && draft.why === null) || (draft === null && isBusy);
    if (isWaiting) return replaceChildren(place, h("p", { class: "hint", role: "status" }, words.working));
    if (trouble === null || trouble.why === null) return replaceChildren(place);
    const drop = draft !== null && dropButton(session);
    if (!trouble.isRefused)
      return replaceChildren(place, failureNotice(words.failed(trouble.why), session.retry), drop);
    replaceChildren(
      place,
      h(
        "div",
        { class: "notice", role: "alert" },
        draft !== null && h("p", {}, words.refused),
        // The edit at fault says why by itself.
        trouble.fault === null && h("p", {}, trouble.why),
        drop,
      ),
    );
  };
  for (const key of ["draft", "failure", "isBusy"] as const) session.store.watch((all) => all[key], draw);
  return place;
}

function dropButton(session: Session): HTMLElement {
  return h("button", { type: "button", class: "button", onclick: () => session.dropDraft() }, words.drop);
}
