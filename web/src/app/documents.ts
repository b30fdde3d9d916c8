import { h, replaceChildren } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";
import type { DocumentContext } from "../document/document-context.ts";
import type { AppContext } from "./context.ts";
import type { View } from "./state.ts";

type Document = Exclude<View, "map">;

/** Fetched when opened. Each is made anew, for what it says depends on the territory and the minutes. */
const DOCUMENTS: Readonly<Record<Document, (context: DocumentContext) => Promise<HTMLElement>>> = {
  method: async (context) => (await import("../method/method-page.ts")).createMethodPage(context),
  accessibility: async (context) =>
    (await import("../accessibility/accessibility-page.ts")).createAccessibilityPage(context),
  annex: async (context) => (await import("../annex/annex-view.ts")).createAnnexView(context),
  scenarios: async (context) =>
    (await import("../comparison/comparison-page.ts")).createComparisonPage(context),
  print: async (context) => (await import("../print/print-sheet.ts")).createPrintSheet(context),
};

/** The documents that take the place of the map. */
export function createDocuments(context: AppContext): HTMLElement {
  const place = h("div", { class: "documents", id: "document", tabindex: -1 });
  const focus = new FocusKeeper(place);
  let ends: (() => void)[] = [];
  context.state.watch(
    ({ view }) => view,
    (view) => {
      for (const end of ends) end();
      ends = [];
      place.hidden = view === "map";
      focus.leave();
      if (view === "map") {
        replaceChildren(place);
        focus.giveBack();
      } else {
        const surroundings: DocumentContext = { ...context, untilClosed: (end) => ends.push(end) };
        const make = async (): Promise<HTMLElement> => focus.onTitle(await DOCUMENTS[view](surroundings));
        replaceChildren(place, lazily("document", make));
      }
    },
  );
  return place;
}

/** Moves the focus to the title of a document that opens, and back to the link that opened it. */
class FocusKeeper {
  readonly #place: HTMLElement;
  #opener: Element | null = null;
  /** The first view of a page that loads has the focus where browsers put it. */
  #isFirst = true;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** Remembers what has the focus, unless it is in a document, which is about to go away. */
  leave(): void {
    const { activeElement } = document;
    if (activeElement !== null && !this.#place.contains(activeElement)) this.#opener = activeElement;
  }

  onTitle(page: HTMLElement): HTMLElement {
    const title = page.querySelector("h1");
    if (this.#isFirst) this.#isFirst = false;
    else if (title !== null) {
      title.tabIndex = -1;
      // Once it is in the page.
      requestAnimationFrame(() => {
        title.focus({ preventScroll: true });
        this.#place.scrollTop = 0;
        scrollTo(0, 0);
      });
    }
    return page;
  }

  giveBack(): void {
    if (this.#isFirst) {
      this.#isFirst = false;
      return;
    }
    // Once the map is shown.
    queueMicrotask(() => {
      const opener =
        this.#opener instanceof HTMLElement && this.#opener !== document.body ? this.#opener : null;
      opener?.focus();
      const isBack = opener !== null && document.activeElement === opener;
      if (!isBack) document.querySelector<HTMLElement>("#chiffre")?.focus({ preventScroll: true });
    });
  }
}
