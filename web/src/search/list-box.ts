import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { SEARCH_LIST_ID } from "./parts.ts";
import { shownGroups } from "./results.ts";
import type { SearchFinds, SearchOption } from "./results.ts";

/**
 * The list of a combobox, as the ARIA practices describe it: the focus stays in the input, which names the line that is
 * marked.
 */
export class ListBox {
  readonly element = h("div", {
    class: "search-list",
    id: SEARCH_LIST_ID,
    role: "listbox",
    "aria-label": messages.search.results,
  });
  readonly #input: HTMLInputElement;
  readonly #onChoose: (option: SearchOption) => void;
  #lines: { readonly option: SearchOption; readonly element: HTMLElement }[] = [];
  /** Id of the option that is marked. */
  #marked: string | null = null;

  /** @param onChoose hears which option was pressed or chosen */
  constructor(input: HTMLInputElement, onChoose: (option: SearchOption) => void) {
    this.#input = input;
    this.#onChoose = onChoose;
  }

  get marked(): SearchOption | null {
    return this.#lines.find(({ option }) => option.id === this.#marked)?.option ?? null;
  }

  /** Lists what was found, keeps the mark where its option is still there, and returns how many there are. */
  show(finds: SearchFinds): number {
    this.#lines = [];
    const groups = shownGroups(finds).map(({ group, options }) => {
      const titleId = `${SEARCH_LIST_ID}-${group}`;
      const title = h(
        "div",
        { class: "search-group", id: titleId, role: "presentation" },
        messages.search.groups[group],
      );
      const lines = options.map((option) => this.#createLine(option));
      return h("div", { role: "group", "aria-labelledby": titleId }, title, ...lines);
    });
    replaceChildren(this.element, ...groups);
    this.#input.setAttribute("aria-expanded", String(groups.length > 0));
    this.#mark(this.#lines.some(({ option }) => option.id === this.#marked) ? this.#marked : null);
    return this.#lines.length;
  }

  clear(): void {
    this.#lines = [];
    replaceChildren(this.element);
    this.#input.setAttribute("aria-expanded", "false");
    this.#mark(null);
  }

  /** Marks the next line or the one before, from the end to the beginning and back. */
  move(step: 1 | -1): void {
    const count = this.#lines.length;
    if (count === 0) return;
    const at = this.#lines.findIndex(({ option }) => option.id === this.#marked);
    const from = at < 0 && step < 0 ? 0 : at;
    this.#mark(this.#lines[(from + step + count) % count]?.option.id ?? null);
  }

  #createLine(option: SearchOption): HTMLElement {
    const element = h(
      "div",
      { class: "search-option", id: option.id, role: "option", onclick: () => this.#onChoose(option) },
      h("span", { class: "search-label" }, option.label),
      " ",
      h("span", { class: "search-detail" }, option.detail),
    );
    this.#lines.push({ option, element });
    return element;
  }

  #mark(id: string | null): void {
    this.#marked = id;
    if (id === null) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", id);
    for (const { option, element } of this.#lines) {
      const isMarked = option.id === id;
      element.setAttribute("aria-selected", String(isMarked));
      if (isMarked) element.scrollIntoView({ block: "nearest" });
    }
  }
}
