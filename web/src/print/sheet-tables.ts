import type { GapsAnswer } from "../../../server/schemas/answers.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";
import { h } from "../dom/dom.ts";
import { formatCount, formatMeanMinutes, formatShare } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { placeOfGap } from "../tables/gaps-table.ts";
import { LISTED } from "./least-covered.ts";
import type { LeastCovered } from "./least-covered.ts";

const words = documentMessages.printSheet;
const { columns } = words;

interface Column {
  readonly title: string;
  readonly isNumber: boolean;
}

/** The gaps of the most people, with the structure that is nearest to them. */
export function gapsTable({ minutes, total, gaps }: GapsAnswer): HTMLElement {
  const listed = gaps.slice(0, LISTED);
  return table(
    "print-gaps",
    words.gaps(minutes, listed.length, total),
    [
      { title: columns.place, isNumber: false },
      { title: columns.people, isNumber: true },
      { title: columns.worst, isNumber: true },
      { title: columns.nearest, isNumber: false },
    ],
    listed.map((gap) => [
      placeOfGap(gap),
      formatCount(gap.people),
      gap.worstMinutes === null ? messages.tables.unreached : formatMeanMinutes(gap.worstMinutes),
      gap.nearest === null ? messages.tables.unknown : shortName(gap.nearest.name),
    ]),
  );
}

/** The least covered territories inside. */
export function leastTable({ kind, rows }: LeastCovered, minutes: number): HTMLElement {
  return table(
    "print-least",
    words.least(kind),
    [
      { title: columns.name, isNumber: false },
      { title: columns.share, isNumber: true },
      { title: columns.uncovered, isNumber: true },
    ],
    rows.map((row) => [
      row.name,
      formatShare(shareAt(row, minutes) ?? 0),
      formatCount(row.population - coveredAt(row, minutes)),
    ]),
  );
}

/** `La Poste de Vico` of `France services La Poste de Vico`. */
function shortName(name: string): string {
  const short = name.replace(columns.namePrefix, "");
  return short === "" ? name : short.charAt(0).toUpperCase() + short.slice(1);
}

function table(
  className: string,
  title: string,
  head: readonly Column[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  if (rows.length === 0) return h("section", { class: className }, h("h2", {}, title));
  const classOf = (index: number): string | null => (head[index]?.isNumber === true ? "number" : null);
  return h(
    "section",
    { class: className },
    h("h2", { id: className }, title),
    h(
      "table",
      { class: "print-table", "aria-labelledby": className },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...head.map((column, index) => h("th", { scope: "col", class: classOf(index) }, column.title)),
        ),
      ),
      h(
        "tbody",
        {},
        ...rows.map((row) =>
          h(
            "tr",
            {},
            ...row.map((text, index) =>
              index === 0 ? h("th", { scope: "row" }, text) : h("td", { class: classOf(index) }, text),
            ),
          ),
        ),
      ),
    ),
  );
}
