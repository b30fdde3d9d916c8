import type { GapsAnswer, ListedGap } from "../../../server/schemas/answers.ts";
import { queryOf } from "../api/query.ts";
import { figureParameters } from "../app/state.ts";
import { formatCount, formatMeanMinutes } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { createTable } from "./table.ts";
import type { PanelContext } from "./panel-context.ts";

const words = messages.tables;
const { columns } = words;

/** Gaps, most people first. A file that is downloaded comes from the server: it holds all, the table the first. */
export function createGapsTable({ state, data, untilClosed }: PanelContext): HTMLElement {
  const table = createTable<ListedGap>({
    columns: [
      { title: columns.place, text: placeOfGap, sortKey: placeOfGap, isNumber: false },
      {
        title: columns.people,
        text: ({ people }) => formatCount(people),
        sortKey: ({ people }) => people,
        isNumber: true,
      },
      {
        title: columns.worst,
        text: ({ worstMinutes }) =>
          worstMinutes === null ? words.unreached : formatMeanMinutes(worstMinutes),
        // Without a road at all is worse than any time.
        sortKey: ({ worstMinutes }) => worstMinutes ?? Infinity,
        isNumber: true,
      },
    ],
    idOf: ({ id }) => id,
    sort: { column: 1, isDescending: true },
    onSelect: ({ id }) => state.set({ selection: { kind: "gap", id } }),
    onDownload: () => {
      const { territory, minutes } = state.get();
      const query = { territoire: territory, minutes, ...figureParameters(state.get()), format: "csv" };
      location.assign(`/api/v1/zones-blanches${queryOf(query)}`);
    },
  });
  untilClosed(
    data.watch(
      ({ gaps }) => gaps,
      (gaps) => {
        if (gaps !== null) table.show(gaps.gaps, captionOf(gaps));
      },
    ),
  );
  untilClosed(
    state.watch(
      ({ selection }) => (selection?.kind === "gap" ? selection.id : null),
      (id) => table.mark(id),
    ),
  );
  return table.element;
}

/** Where a gap lies: its commune of the most people, and how many others. */
export function placeOfGap({ communes }: ListedGap): string {
  return words.gapPlace(communes.map(({ name }) => name));
}

function captionOf({ minutes, total, gaps }: GapsAnswer): string {
  const all = words.gapsCaption(minutes, total);
  return gaps.length < total ? `${all} ${words.firstOnly(gaps.length)}` : all;
}
