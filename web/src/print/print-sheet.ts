import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";

export function createPrintSheet(_context: AppContext): HTMLElement {
  return h("main", { class: "print-sheet" });
}
