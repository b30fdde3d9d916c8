import "../styles/toolbar.css";

import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.out;

/** What leaves the page: the sheet to print, files, links. The dialogs are fetched when they are asked for. */
export function createToolbar(context: AppContext): HTMLElement {
  const { navigation } = context;
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": words.toolbar },
    navigation.link({ view: "print" }, { class: "button" }, words.sheet),
    navigation.link({ view: "annex" }, { class: "button" }, words.annex),
    opener(words.export, async () => (await import("./export-dialog.ts")).openExportDialog(context)),
    opener(words.share, async () => (await import("./share-dialog.ts")).openShareDialog(context)),
  );
}

/** A button that opens a dialog, and says so where its code does not come. */
function opener(text: string, open: () => Promise<void>): HTMLElement {
  const button = h("button", { type: "button", class: "button", "aria-haspopup": "dialog" }, text);
  const run = (): void => {
    open().catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      const notice = failureNotice(messages.failed(detail), () => {
        notice.remove();
        run();
      });
      button.parentElement?.append(notice);
    });
  };
  button.addEventListener("click", run);
  return button;
}
