import "../styles/dialog.css";

import { messages } from "../i18n/messages.ts";
import { h } from "./dom.ts";
import type { Child } from "./dom.ts";

/**
 * Opens a dialog over the page. Escape, its button and a press beside it close it; it then leaves the page, and the focus goes
 * back to where it was.
 */
export function openDialog(title: string, ...content: readonly Child[]): HTMLDialogElement {
  const heading = h("h2", { id: "dialog-title" }, title);
  const close = h("button", { type: "button", class: "dialog-close", "aria-label": messages.close }, "×");
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "dialog-title" },
    h("div", { class: "dialog-head" }, heading, close),
    ...content,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    // The dialog itself is hit beside its content only, on its backdrop or its padding.
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
