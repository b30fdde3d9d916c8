import { h, replaceChildren } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";
import type { AppContext } from "./context.ts";
import type { View } from "./state.ts";

type Document = Exclude<View, "map">;

/** Fetched when opened. Each is made anew, for what it says depends on the territory and the minutes. */
const DOCUMENTS: Readonly<Record<Document, (context: AppContext) => Promise<HTMLElement>>> = {
  method: async (context) => (await import("../method/method-page.ts")).createMethodPage(context),
  accessibility: async (context) =>
    (await import("../accessibility/accessibility-page.ts")).createAccessibilityPage(context),
  print: async (context) => (await import("../print/print-sheet.ts")).createPrintSheet(context),
};

/** The documents that take the place of the map. */
export function createDocuments(context: AppContext): HTMLElement {
  const place = h("div", { class: "documents", id: "document" });
  context.state.watch(
    ({ view }) => view,
    (view) => {
      place.hidden = view === "map";
      if (view === "map") replaceChildren(place);
      else
        replaceChildren(
          place,
          lazily("document", async () => DOCUMENTS[view](context)),
        );
    },
  );
  return place;
}
