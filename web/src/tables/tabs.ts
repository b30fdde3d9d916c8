import { h } from "../dom/dom.ts";

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** Called when the tab is first opened: what it shows may have to be asked for. */
  readonly make: () => HTMLElement;
}

export interface TabChoice {
  /** Which is open at first; the first where there is none of that id. */
  readonly openId: string | null;
  /** Hears which one the reader has opened. */
  readonly onOpen: (id: string) => void;
}

/** Tabs as the ARIA practices describe them: arrows move between them, one panel shows. */
export function createTabs(
  label: string,
  tabs: readonly Tab[],
  choice: TabChoice,
): { element: HTMLElement; open(id: string): void } {
  const parts = tabs.map((tab, index) => ({
    tab,
    button: h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab",
        id: `tab-${tab.id}`,
        "aria-controls": `panel-${tab.id}`,
        onclick: () => choose(tab.id),
        onkeydown: (event) => moveFocus(event, index),
      },
      tab.title,
    ),
    panel: h("div", { role: "tabpanel", id: `panel-${tab.id}`, "aria-labelledby": `tab-${tab.id}` }),
  }));

  const open = (id: string): void => {
    for (const { tab, button, panel } of parts) {
      const isOpen = tab.id === id;
      button.setAttribute("aria-selected", String(isOpen));
      button.tabIndex = isOpen ? 0 : -1;
      panel.hidden = !isOpen;
      if (isOpen && panel.childElementCount === 0) panel.append(tab.make());
    }
  };
  const moveFocus = (event: Event, index: number): void => {
    const target = targetIndex((event as KeyboardEvent).key, index, parts.length);
    const part = target === null ? undefined : parts[target];
    if (part === undefined) return;
    event.preventDefault();
    choose(part.tab.id);
    part.button.focus();
  };
  const choose = (id: string): void => {
    open(id);
    choice.onOpen(id);
  };

  const first = tabs.find(({ id }) => id === choice.openId) ?? tabs[0];
  if (first !== undefined) open(first.id);
  return {
    element: h(
      "div",
      { class: "tabs" },
      h(
        "div",
        { role: "tablist", class: "tab-list", "aria-label": label },
        ...parts.map(({ button }) => button),
      ),
      ...parts.map(({ panel }) => panel),
    ),
    open,
  };
}

function targetIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index + count - 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
