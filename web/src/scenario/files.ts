import { fetchKeptList, fetchScenario } from "../api/scenarios.ts";
import type { SavedRow } from "../../../server/schemas/saved-scenario-answers.ts";
import type { AppContext } from "../app/context.ts";
import { plainName } from "../app/scenario-address.ts";
import { letterOf, MOST_SCENARIOS, shownScenario } from "../app/state.ts";
import type { AppState, Scenario } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import type { Store } from "../dom/store.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { downloadBlob } from "../tables/download.ts";
import { keptId, keptText, wordsOf } from "./edits.ts";
import { readScenarioFile, writeScenarioFile } from "./scenario-file.ts";
import { isTooLong } from "./kept.ts";
import { shownName } from "./scenarios.ts";
import { questionOf } from "./session.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.files;

/** Where what was done is told, and what could not be. */
interface Tell {
  readonly say: (text: string) => void;
  readonly fail: (error: unknown) => void;
}

/** Scenarios as files, and those that the server keeps. */
export function createFiles(context: AppContext, session: Session): HTMLElement {
  const { state } = context;
  const status = h("p", { class: "hint", role: "status" });
  const trouble = h("div");
  const tell: Tell = {
    say: (text) => {
      replaceChildren(trouble);
      status.textContent = text;
    },
    fail: (error) => {
      status.textContent = "";
      const text = error instanceof Error ? error.message : String(error);
      replaceChildren(trouble, h("p", { class: "notice", role: "alert" }, text));
    },
  };
  const list = createKeptList(context, session, tell);
  const file = h("input", {
    type: "file",
    id: "scenario-fichier",
    class: "visually-hidden",
    accept: ".json,application/json",
    tabindex: -1,
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen !== undefined) {
      void chosen.text().then(async (text) => importFile(context, session, tell, text));
    }
    file.value = "";
  });
  const button = (text: string, act: () => void): HTMLElement =>
    h("button", { type: "button", class: "button", onclick: act }, text);
  const ofScenario = [
    button(words.keep, () => void keepNow(state, session, tell).then(list.refresh)),
    button(words.export, () => void exportNow(state, session, tell)),
  ];
  state.watch(
    ({ shownScenario: index }) => index !== null,
    (isShown) => {
      for (const one of ofScenario) one.hidden = !isShown;
    },
  );
  let lastText = "";
  state.watch(
    (all) => shownScenario(all)?.text ?? "",
    (text) => {
      const isNew = keptId(text) !== null && lastText !== "";
      if (isNew) tell.say(words.keptLong(scenarioNow(state)?.name ?? ""));
      lastText = text;
    },
  );
  return h(
    "section",
    { class: "scenario-files", "aria-labelledby": "scenario-garder" },
    h("h3", { id: "scenario-garder" }, words.title),
    h("p", { class: "hint" }, `${words.link} ${words.keepHint}`),
    h(
      "div",
      { class: "scenario-buttons" },
      ...ofScenario,
      button(words.import, () => file.click()),
      h("label", { class: "visually-hidden", for: file.id }, words.import),
      file,
    ),
    status,
    trouble,
    list.element,
  );
}

/** The scenario shown, by the name it goes by. */
function scenarioNow(state: Store<AppState>): Scenario | null {
  const scenario = shownScenario(state.get());
  if (scenario === null) return null;
  return { name: shownName(scenario, state.get().shownScenario ?? 0), text: scenario.text };
}

async function keepNow(state: Store<AppState>, session: Session, { say, fail }: Tell): Promise<void> {
  const scenario = scenarioNow(state);
  if (scenario === null) return;
  try {
    const text = await session.kept.textOf(scenario.text);
    await session.kept.keepText(scenario.name, text, questionOf(state.get()));
    say(words.kept(scenario.name));
  } catch (error) {
    fail(error);
  }
}

async function exportNow(state: Store<AppState>, session: Session, { fail }: Tell): Promise<void> {
  const scenario = scenarioNow(state);
  if (scenario === null) return;
  try {
    const file = writeScenarioFile(
      scenario.name,
      wordsOf(await session.kept.textOf(scenario.text)),
      questionOf(state.get()),
    );
    const plain = scenario.name.replaceAll(/[^\p{L}\p{N}-]+/gu, "-");
    downloadBlob(`${words.file}-${plain}.json`, new Blob([file], { type: "application/json" }));
  } catch (error) {
    fail(error);
  }
}

async function importFile(
  { state }: AppContext,
  session: Session,
  { say, fail }: Tell,
  text: string,
): Promise<void> {
  const file = readScenarioFile(text);
  if (file === null) return fail(words.notJson);
  if (file.edits === null) return fail(words.notScenario);
  const { scenarios } = state.get();
  if (scenarios.length >= MOST_SCENARIOS) return fail(scenarioMessages.editor.full(MOST_SCENARIOS));
  try {
    const question = questionOf(state.get());
    const { scenario, edits } = await fetchScenario(question, file.edits);
    const name = plainName(file.name.slice(0, 60));
    const shown = name === "" ? letterOf(scenarios.length) : name;
    const kept = isTooLong(scenario) ? await session.kept.keepText(shown, scenario, question) : scenario;
    session.create({ name, text: kept });
    say(words.imported(shown, edits.length));
  } catch (error) {
    fail(words.refused(error instanceof Error ? error.message : String(error)));
  }
}

function createKeptList(
  { state }: AppContext,
  session: Session,
  { say }: Tell,
): { readonly element: HTMLElement; readonly refresh: () => void } {
  const body = h("div");
  const element = h("details", { class: "scenario-kept" }, h("summary", {}, words.list), body);
  const load = async (): Promise<void> => {
    try {
      const { scenarios } = await fetchKeptList();
      replaceChildren(
        body,
        scenarios.length === 0
          ? h("p", { class: "hint" }, words.listNone)
          : h("ul", { class: "scenario-results" }, ...scenarios.map(item)),
      );
    } catch (error) {
      replaceChildren(
        body,
        noticeOf(error, () => void load()),
      );
    }
  };
  const drop = async (id: string, name: string): Promise<void> => {
    try {
      await session.kept.delete(id);
      say(words.deleted(name));
      await load();
    } catch (error) {
      replaceChildren(
        body,
        noticeOf(error, () => void load()),
      );
    }
  };
  const item = ({ id, nom: name }: SavedRow): HTMLElement => {
    const isOwn = session.kept.isOwn(id);
    const open = (): void => {
      const isRoom = session.create({ name: plainName(name), text: keptText(id) });
      if (!isRoom) say(scenarioMessages.editor.full(MOST_SCENARIOS));
    };
    return h(
      "li",
      {},
      h("span", {}, name, isOwn && h("span", { class: "hint" }, ` ${words.own}`)),
      h(
        "div",
        { class: "scenario-buttons" },
        h(
          "button",
          { type: "button", class: "button", "aria-label": words.openLabel(name), onclick: open },
          words.open,
        ),
        isOwn &&
          h(
            "button",
            {
              type: "button",
              class: "button",
              "aria-label": words.deleteLabel(name),
              onclick: () => void drop(id, name),
            },
            words.delete,
          ),
      ),
    );
  };
  const refresh = (): void => {
    if (element.open) void load();
  };
  element.addEventListener("toggle", refresh);
  state.watch(({ scenarios }) => scenarios.some(({ text }) => keptId(text) !== null), refresh);
  return { element, refresh };
}
