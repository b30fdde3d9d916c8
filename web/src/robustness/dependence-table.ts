import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { formatCount } from "../i18n/format.ts";
import { robustnessMessages as words } from "../i18n/robustness-messages.ts";
import type { CsvValue } from "../tables/csv.ts";
import { downloadRows } from "../tables/download.ts";
import { createTable } from "../tables/table.ts";
import type { Column, TableView } from "../tables/table.ts";
import { writeEdit } from "../scenario/edits.ts";
import { tried } from "../scenario/scenarios.ts";
import type { DependenceRow } from "./dependence.ts";

/**
 * Structures by who would be beyond the minutes if each alone closed.
 *
 * @param minutes what `aloneAt` of the rows is of; @param shown the minutes of the page, among them
 * @param rows what the file that is downloaded holds
 */
export function createDependenceTable(
  { state, navigation }: AppContext,
  minutes: readonly number[],
  shown: number,
  rows: readonly DependenceRow[],
): TableView<DependenceRow> {
  const lost = minutes.map((mark, at): Column<DependenceRow> => ({
    title: words.columns.lost(mark),
    text: ({ aloneAt }) => formatCount(aloneAt[at] ?? 0),
    sortKey: ({ aloneAt }) => aloneAt[at] ?? 0,
    isNumber: true,
  }));
  const tryClosing = ({ id, name }: DependenceRow): HTMLElement =>
    navigation.link(
      () => tried(state.get(), { name: words.scenario(name), text: writeEdit({ action: "fermer", id }) }),
      { class: "row-link", "aria-label": words.tryClosingOf(name) },
      words.tryClosing,
    );
  const table = createTable<DependenceRow>({
    columns: [
      {
        title: words.columns.structure,
        text: ({ name }) => name,
        sortKey: ({ name }) => name,
        isNumber: false,
      },
      ...lost,
      {
        title: words.columns.trial,
        text: () => words.tryClosing,
        node: tryClosing,
        sortKey: null,
        isNumber: false,
      },
    ],
    idOf: ({ id }) => id,
    sort: { column: 1 + minutes.indexOf(shown), isDescending: true },
    onSelect: ({ id }) => state.set({ selection: { kind: "structure", id } }),
    onDownload: () =>
      downloadRows(
        words.file(state.get().territory.replace(":", "-"), shown),
        [...words.fileHeader.start, ...minutes.map((mark) => words.fileHeader.lost(mark))],
        rows.map(csvRow),
      ),
  });
  table.show(rows, words.caption(shown, rows.length));
  table.element.append(h("p", { class: "hint" }, words.rowHint));
  return table;
}

function csvRow({ id, name, communeCode, communeName, people, aloneAt }: DependenceRow): CsvValue[] {
  return [id, name, communeCode, communeName, people, ...aloneAt];
}
