import { h } from "../dom.ts";

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: HTMLElement;
}

/** Tabs as the ARIA practices describe them: arrows move between them, one panel shows. */
export function createTabs(
  label: string,
  tabs: readonly Tab[],
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
        onclick: () => open(tab.id),
        onkeydown: (event) => moveFocus(event, index),
      },
      tab.title,
    ),
    panel: h(
      "div",
      { role: "tabpanel", id: `panel-${tab.id}`, "aria-labelledby": `tab-${tab.id}` },
      tab.content,
    ),
  }));

  const open = (id: string): void => {
    for (const { tab, button, panel } of parts) {
      const isOpen = tab.id === id;
      button.setAttribute("aria-selected", String(isOpen));
      button.tabIndex = isOpen ? 0 : -1;
      panel.hidden = !isOpen;
    }
  };
  const moveFocus = (event: Event, index: number): void => {
    const target = targetIndex((event as KeyboardEvent).key, index, parts.length);
    const part = target === null ? undefined : parts[target];
    if (part === undefined) return;
    event.preventDefault();
    open(part.tab.id);
    part.button.focus();
  };

  const [first] = tabs;
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
