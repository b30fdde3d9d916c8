import type { HistoryAnswer, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { plainTable } from "../document/plain-table.ts";
import type { PlainColumn } from "../document/plain-table.ts";
import { formatCount, formatMinutes, formatShare } from "../i18n/format.ts";
import { trendMessages as words } from "../i18n/trend-messages.ts";

/** The numbers of the chart, the newest first, with what has changed in words. */
export function createTrendTable({ minutes, entries }: HistoryAnswer): HTMLElement {
  const columns: PlainColumn<HistoryEntry>[] = [
    { title: words.since, cell: (entry) => words.dated(entry) },
    ...minutes
      .map((one, rank): PlainColumn<HistoryEntry> => ({
        title: formatMinutes(one),
        isNumber: true,
        cell: ({ covered }) => formatShare(covered[rank]?.share ?? 0),
      }))
      .reverse(),
    { title: words.structures, isNumber: true, cell: ({ structures }) => formatCount(structures) },
    { title: words.changes, cell: (entry) => words.changed(entry, entry === entries[0]) },
  ];
  return plainTable(words.caption, columns, entries.toReversed());
}
