import type { ListedTerritory } from "../../../server/schemas/answers.ts";
import { searchTerritories } from "../api/sheet.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.sheet;

/** How long typing must rest before territories are sought. */
const PAUSE_MS = 250;

/** Any territory, by name or code. */
export function createCompareSearch(onChoose: (found: ListedTerritory) => void): HTMLElement {
  const results = h("ul", { class: "compare-results" });
  const status = h("p", { class: "hint", role: "status" });
  const trouble = h("div");
  let asked: AbortController | null = null;

  const search = async (): Promise<void> => {
    asked?.abort();
    const text = input.value.trim();
    replaceChildren(trouble);
    if (text === "") {
      replaceChildren(results);
      status.textContent = "";
      return;
    }
    const controller = new AbortController();
    asked = controller;
    try {
      const { territories, total } = await searchTerritories(text, controller.signal);
      if (controller.signal.aborted) return;
      status.textContent = words.compareFound(total);
      replaceChildren(results, ...territories.map(resultItem));
    } catch (error) {
      if (controller.signal.aborted) return;
      replaceChildren(
        trouble,
        noticeOf(error, () => void search()),
      );
    }
  };
  const resultItem = (found: ListedTerritory): HTMLElement =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "link-button",
          onclick: () => {
            input.value = "";
            replaceChildren(results);
            status.textContent = "";
            input.focus();
            onChoose(found);
          },
        },
        found.name,
      ),
      h("span", { class: "hint" }, ` ${words.oneOf[found.kind]}`),
    );
  const searchSoon = debounce(() => void search(), PAUSE_MS);
  const input = h("input", {
    type: "search",
    class: "filter",
    id: "comparer-autre",
    placeholder: words.compareHint,
    autocomplete: "off",
    oninput: searchSoon,
  });
  return h(
    "details",
    { class: "compare-search" },
    h("summary", {}, words.compareSearch),
    h("label", { class: "visually-hidden", for: "comparer-autre" }, words.compareSearch),
    input,
    status,
    results,
    trouble,
  );
}
