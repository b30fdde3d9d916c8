import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";

export function createAccessibilityPage(_context: AppContext): HTMLElement {
  return h("main", { class: "document-page" }, h("h1", {}, messages.header.accessibility));
}
