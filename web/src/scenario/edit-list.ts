import type { UnderstoodEdit } from "../../../server/schemas/scenario-answers.ts";
import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { findStructure } from "../structure/known-structures.ts";
import { editDetails, editText } from "./edit-text.ts";
import { readEdit, writeEdit } from "./edits.ts";
import { keepingFocus } from "./keep-focus.ts";
import type { Session, SessionState } from "./session.ts";

const words = scenarioMessages.edits;

/** One edit with what is known of it. */
export interface ListedEdit {
  readonly word: string;
  readonly understood: UnderstoodEdit | null;
}

/** The edits of the scenario shown, or those that are tried. */
export function listedEdits({
  draft,
  words: now,
  answer,
}: Pick<SessionState, "draft" | "words" | "answer">): ListedEdit[] {
  const known = new Map((answer?.edits ?? []).map((edit, index) => [now?.[index] ?? "", edit]));
  return (draft?.words ?? now ?? []).map((word) => ({ word, understood: known.get(word) ?? null }));
}

/** The edits in words, each with what is told of it alone, and what takes it back. */
export function createEditList(context: AppContext, session: Session): HTMLElement {
  const list = h("ol", { class: "edit-list" });
  const none = h("p", { class: "hint" }, words.none);
  const title = h("h3", { id: "modifications", tabindex: -1 }, words.title);
  const draw = (): void => {
    const state = session.store.get();
    const edits = listedEdits(state);
    const trouble = state.draft ?? state.failure;
    none.hidden = edits.length > 0;
    list.hidden = edits.length === 0;
    keepingFocus(
      list,
      () =>
        replaceChildren(
          list,
          ...edits.map((edit, index) =>
            editItem(context, session, {
              ...edit,
              index,
              why: trouble?.fault === index ? trouble.why : null,
            }),
          ),
        ),
      title,
    );
  };
  session.store.watch((all) => all.words, draw);
  session.store.watch((all) => all.draft, draw);
  session.store.watch((all) => all.answer, draw);
  session.store.watch((all) => all.failure, draw);
  return h("section", { class: "edits", "aria-labelledby": title.id }, title, none, list);
}

interface Shown extends ListedEdit {
  readonly index: number;
  /** Why it is refused; null for one that is not. */
  readonly why: string | null;
}

function editItem(
  context: AppContext,
  session: Session,
  { word, understood, index, why }: Shown,
): HTMLElement {
  const edit = readEdit(word);
  const number = index + 1;
  const text = h("span", { class: "edit-text" }, editText(word, understood, null));
  const remove = h(
    "button",
    { type: "button", class: "button edit-remove", "data-focus": `retirer-${word}` },
    words.remove,
  );
  const name = (): void => remove.setAttribute("aria-label", words.removeLabel(number, text.textContent));
  name();
  remove.addEventListener("click", () => void session.change(index, null));
  if (understood === null && edit !== null && edit.action !== "ajouter") {
    void findStructure(edit.id).then(
      ({ properties }) => {
        text.textContent = editText(word, null, properties.name);
        name();
      },
      () => {
        // Its id says it, and the server why it does not know it.
      },
    );
  }
  const details = editDetails(word, understood);
  return h(
    "li",
    { class: why === null ? "edit" : "edit edit-refused", id: `modification-${number}`, tabindex: -1 },
    h(
      "span",
      { class: `edit-sign edit-sign-${edit?.action ?? "modifier"}`, "aria-hidden": "true" },
      signOf(word, number),
    ),
    h(
      "div",
      { class: "edit-body" },
      understood === null ? text : showButton(context, understood, text, number),
      details.length > 0 && h("span", { class: "hint" }, details.join(" · ")),
      why !== null && h("p", { class: "notice", role: "alert" }, why),
      edit?.action === "ajouter" && nameField(session, index, word),
    ),
    remove,
  );
}

/** `+1`: a sign and a number, so that no colour is needed. */
export function signOf(word: string, number: number): string {
  return `${words.signs[readEdit(word)?.action ?? "modifier"]}${number}`;
}

function showButton(
  context: AppContext,
  { lon, lat }: UnderstoodEdit,
  text: HTMLElement,
  number: number,
): HTMLElement {
  const show = (): void =>
    void context.map.then((view) => {
      view?.map.easeTo({ center: [lon, lat], zoom: Math.max(view.map.getZoom(), 10.5) });
      view?.map.getContainer().scrollIntoView({ block: "nearest" });
    });
  return h(
    "button",
    {
      type: "button",
      class: "row-button edit-show",
      "data-focus": `voir-${number}`,
      title: words.show(number, text.textContent),
      onclick: show,
    },
    text,
  );
}

function nameField(session: Session, index: number, word: string): HTMLElement | null {
  const edit = readEdit(word);
  if (edit?.action !== "ajouter") return null;
  const input = h("input", {
    type: "text",
    class: "filter edit-name",
    value: edit.name,
    maxlength: 100,
    placeholder: words.rename,
    "aria-label": words.renameLabel(index + 1),
    "data-focus": `nom-${index}`,
  });
  input.addEventListener(
    "change",
    () => void session.change(index, writeEdit({ ...edit, name: input.value.trim() })),
  );
  return input;
}
