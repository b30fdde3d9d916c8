import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { focusFigure } from "../app/navigation.ts";
import { figureKey } from "../app/state.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";
import { debounce } from "../dom/dom.ts";
import { formatCount, formatMeanMinutes, formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import type { CsvValue } from "./csv.ts";
import { downloadRows } from "./download.ts";
import { createTable } from "./table.ts";
import type { PanelContext } from "./panel-context.ts";

const words = messages.tables;
const { columns, unknown } = words;

/** How long the slider must rest before rows are counted and sorted anew. */
const PAUSE_MS = 120;
const STALE_MS = 200;

/** Territories of a kind inside the one shown, the least covered first, recounted from their curves as the slider moves. */
export function createTerritoriesTable(context: PanelContext, kind: TerritoryKind): HTMLElement {
  const { state, curves, navigation, untilClosed } = context;
  let rows: readonly TerritoryCurveRow[] = [];
  const minutesNow = (): number => state.get().minutes;
  const uncoveredOf = (row: TerritoryCurveRow): number => row.population - coveredAt(row, minutesNow());
  const table = createTable<TerritoryCurveRow>({
    columns: [
      {
        title: kind === "epci" ? words.shortEpci : words.kindNames[kind],
        text: ({ name }) => name,
        sortKey: ({ name }) => name,
        isNumber: false,
      },
      {
        title: columns.people,
        text: ({ population }) => formatCount(population),
        sortKey: ({ population }) => population,
        isNumber: true,
      },
      {
        title: columns.share,
        text: (row) => {
          const share = shareAt(row, minutesNow());
          return share === null ? unknown : formatShare(share);
        },
        sortKey: (row) => shareAt(row, minutesNow()),
        isNumber: true,
      },
      {
        title: columns.uncovered,
        text: (row) => formatCount(uncoveredOf(row)),
        sortKey: uncoveredOf,
        isNumber: true,
      },
      {
        title: columns.mean,
        text: ({ meanMinutes }) => (meanMinutes === null ? unknown : formatMeanMinutes(meanMinutes)),
        sortKey: ({ meanMinutes }) => meanMinutes,
        isNumber: true,
      },
    ],
    idOf: ({ ref }) => ref,
    sort: { column: 2, isDescending: false },
    linkOf: (row) => navigation.toTerritory(row, { class: "row-link" }),
    onSelect: ({ ref }) => {
      state.set({ territory: ref, selection: null, origin: null });
      focusFigure();
    },
    onDownload: () =>
      downloadRows(
        `${words.files[kind]}-${state.get().territory.replace(":", "-")}-${minutesNow()}-min`,
        messages.csv.territories,
        rows.map((row) => csvRow(row, minutesNow())),
      ),
  });

  const show = (): void => table.show(rows, words.territoriesCaption(kind, rows.length, minutesNow()));
  const load = async (): Promise<void> => {
    const asked = figureKey(state.get());
    // Rows of other structures stay only so long that a quick answer does not flicker.
    const stale = setTimeout(() => {
      rows = [];
      show();
    }, STALE_MS);
    try {
      const answer = await curves.inside(state.get().territory, kind, state.get());
      // Other structures have been chosen meanwhile: their rows are on the way.
      if (asked !== figureKey(state.get())) return;
      rows = answer;
      navigation.learn(rows);
      show();
    } catch (error) {
      table.fail(error instanceof Error ? error.message : String(error), () => void load());
    } finally {
      clearTimeout(stale);
    }
  };
  const showSoon = debounce(show, PAUSE_MS);
  untilClosed(state.watch(({ minutes }) => minutes, showSoon));
  untilClosed(state.watch(figureKey, () => void load()));
  return table.element;
}

function csvRow(row: TerritoryCurveRow, minutes: number): CsvValue[] {
  const { ref, name, population, meanMinutes, p95Minutes, structures } = row;
  const code = ref.slice(ref.indexOf(":") + 1);
  const covered = coveredAt(row, minutes);
  return [code, name, population, covered, shareAt(row, minutes), meanMinutes, p95Minutes, structures];
}
