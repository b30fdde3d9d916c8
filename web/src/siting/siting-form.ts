import { MOST_SITES, SITING_AIMS, SITING_CANDIDATES } from "../app/state.ts";
import type { SitingChoice } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { sitingMessages as words } from "../i18n/siting-messages.ts";
import { PROOF_SECONDS } from "./siting-question.ts";
import type { SitingDraft } from "./siting-question.ts";

/** Lists of candidates that the reader decides on. */
export type Decision = "forced" | "forbidden";

export interface SitingForm {
  readonly element: HTMLElement;
  readonly draft: () => SitingDraft;
  /** Shows a choice that was made elsewhere, in an address. */
  readonly adopt: (choice: SitingChoice, count: number) => void;
  /** Puts a candidate on one of the lists, or takes it off; on the other it is no more. */
  readonly toggle: (decision: Decision, id: string) => void;
  /** Keeps what a candidate is called. */
  readonly learn: (candidates: readonly { readonly id: string; readonly name: string }[]) => void;
}

interface Reactions {
  readonly onChange: () => void;
  readonly onRun: () => void;
}

/** What is sought, among which places. */
export function createSitingForm({ onChange, onRun }: Reactions): SitingForm {
  const aim = selectField("siting-aim", words.aim.label, SITING_AIMS, words.aim);
  const count = numberField("siting-count", words.count, MOST_SITES);
  const share = numberField("siting-share", words.share, 100);
  const candidates = selectField(
    "siting-candidates",
    words.candidates.label,
    SITING_CANDIDATES,
    words.candidates,
  );
  const exact = h("input", { type: "checkbox", id: "siting-exact", "aria-describedby": "siting-exact-hint" });
  const run = h("button", { type: "submit", class: "button siting-run" }, words.run);
  const draw = (): void => {
    count.element.hidden = aim.input.value === "part";
    share.element.hidden = aim.input.value !== "part";
    file.element.hidden = candidates.input.value !== "fichier";
  };
  const changed = (): void => {
    draw();
    onChange();
  };
  const file = fileField(changed);
  // The chip that was pressed is gone.
  const decisions = createDecisions(changed, () => run.focus());
  const element = h(
    "form",
    {
      class: "siting-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        onRun();
      },
      onchange: (event) => {
        if (event.target === file.input) return;
        changed();
      },
    },
    aim.element,
    count.element,
    share.element,
    candidates.element,
    file.element,
    h("label", { class: "check" }, exact, words.exact),
    h("p", { class: "hint", id: "siting-exact-hint" }, words.exactHint(PROOF_SECONDS)),
    decisions.element,
    h("p", { class: "siting-actions" }, run),
  );
  draw();
  return {
    element,
    toggle: decisions.toggle,
    learn: decisions.learn,
    draft: () => ({
      aim: aim.value(),
      candidates: candidates.value(),
      share: share.value(),
      exact: exact.checked,
      ...decisions.decided(),
      count: count.value(),
      csv: file.text(),
    }),
    adopt: (choice, sites) => {
      aim.input.value = choice.aim;
      candidates.input.value = choice.candidates;
      share.input.value = String(choice.share);
      count.input.value = String(sites);
      exact.checked = choice.exact;
      decisions.adopt(choice);
      draw();
    },
  };
}

type Decided = Readonly<Record<Decision, readonly string[]>>;

interface Decisions extends Pick<SitingForm, "element" | "toggle" | "learn"> {
  readonly decided: () => Decided;
  readonly adopt: (decided: Decided) => void;
}

/** Candidates that must open and that must not, each a chip that takes it off its list. */
function createDecisions(onChange: () => void, onRemoved: () => void): Decisions {
  let decided: Decided = { forced: [], forbidden: [] };
  const names = new Map<string, string>();
  const element = h("div", { class: "siting-decided" });
  const remove = (decision: Decision, id: string): void => {
    toggle(decision, id);
    onRemoved();
  };
  const draw = (): void =>
    replaceChildren(
      element,
      ...(["forced", "forbidden"] as const).map((decision) =>
        chipList(words[decision], decided[decision], names, (id) => remove(decision, id)),
      ),
    );
  const toggle = (decision: Decision, id: string): void => {
    const isThere = decided[decision].includes(id);
    const without = (list: readonly string[]): string[] => list.filter((one) => one !== id);
    decided = { forced: without(decided.forced), forbidden: without(decided.forbidden) };
    if (!isThere) decided = { ...decided, [decision]: [...decided[decision], id] };
    draw();
    onChange();
  };
  return {
    element,
    toggle,
    decided: () => decided,
    adopt: ({ forced, forbidden }) => {
      decided = { forced, forbidden };
      draw();
    },
    learn: (known) => {
      for (const { id, name } of known) names.set(id, name);
      draw();
    },
  };
}

function selectField<Word extends string>(
  id: string,
  label: string,
  options: readonly Word[],
  texts: Readonly<Record<Word, string>>,
): { element: HTMLElement; input: HTMLSelectElement; value: () => Word } {
  const input = h(
    "select",
    { id, class: "select" },
    ...options.map((word) => h("option", { value: word }, texts[word])),
  );
  const [first] = options;
  if (first === undefined) throw new Error("Got no options, expected some.");
  return {
    element: h("div", { class: "siting-field" }, h("label", { for: id }, label), input),
    input,
    value: () => options.find((word) => word === input.value) ?? first,
  };
}

function numberField(
  id: string,
  label: string,
  most: number,
): { element: HTMLElement; input: HTMLInputElement; value: () => number } {
  const input = h("input", { type: "number", id, class: "select siting-number", min: 1, max: most, step: 1 });
  const value = (): number => Math.min(most, Math.max(1, Math.round(input.valueAsNumber) || 1));
  // What is shown is what is sent.
  input.addEventListener("change", () => (input.value = String(value())));
  return {
    element: h("div", { class: "siting-field" }, h("label", { for: id }, label), input),
    input,
    value,
  };
}

function fileField(onRead: () => void): {
  element: HTMLElement;
  input: HTMLInputElement;
  text: () => string | null;
} {
  let csv: string | null = null;
  const input = h("input", {
    type: "file",
    id: "siting-file",
    accept: ".csv,text/csv",
    "aria-describedby": "siting-file-hint",
  });
  const element = h(
    "div",
    { class: "siting-field siting-file" },
    h("label", { for: "siting-file" }, words.file),
    input,
    h("p", { class: "hint", id: "siting-file-hint" }, words.fileHint),
  );
  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    csv = null;
    if (chosen === undefined) return onRead();
    void chosen.text().then((text) => {
      // Another may have been chosen meanwhile.
      if (input.files?.[0] !== chosen) return;
      csv = text;
      onRead();
    });
  });
  return { element, input, text: () => csv };
}

function chipList(
  title: string,
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
  onRemove: (id: string) => void,
): Child {
  if (ids.length === 0) return false;
  const chips = ids.map((id) => {
    const name = names.get(id) ?? id;
    return h(
      "button",
      { type: "button", class: "chip", "aria-label": words.remove(name), onclick: () => onRemove(id) },
      french(name),
      h("span", { "aria-hidden": "true" }, " ×"),
    );
  });
  return h(
    "div",
    { class: "siting-chips", role: "group", "aria-label": title },
    h("span", { class: "siting-chips-title" }, title),
    ...chips,
  );
}
