import "../styles/sheet.css";

import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { createComparePicker } from "./compare-picker.ts";
import { createFiguresTable } from "./figures-table.ts";
import { createRankLine } from "./rank-line.ts";
import { createSummaryText } from "./summary-text.ts";

/** The sheet of the territory: its figures in words, in a table, among its peers, and beside another. */
export function createSheet(context: AppContext): HTMLElement {
  return h(
    "section",
    { class: "block sheet", "aria-labelledby": "sheet-title" },
    h("h2", { id: "sheet-title" }, messages.sheet.title),
    createSummaryText(context),
    createRankLine(context),
    createFiguresTable(context),
    createComparePicker(context),
    context.dataset.counts.indicators !== undefined &&
      lazily("quality", async () =>
        (await import("../quality/territory-quality.ts")).createTerritoryQuality(context),
      ),
  );
}
