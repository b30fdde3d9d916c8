import type { SubTerritory } from "../../../isochrones/model/report.ts";
import type { GapSummary, StructureCollection, StructureProperties } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import { formatCount, formatMeanMinutes, formatShare } from "../format.ts";
import { messages } from "../messages.fr.ts";
import type { AppState } from "../state.ts";
import type { Store } from "../store.ts";
import { toCsv } from "./csv.ts";
import type { CsvValue } from "./csv.ts";
import { downloadText } from "./download.ts";
import { createTable } from "./table.ts";

const words = messages.tables;
const { columns, unknown } = words;

/** Gaps, most people first. */
export function createGapsTable(state: Store<AppState>, data: Store<AppData>): HTMLElement {
  const table = createTable<GapSummary>({
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
    onDownload: () =>
      download("zones-blanches", state, messages.csv.gaps, (data.get().gaps ?? []).map(gapCsvRow)),
  });
  data.watch(
    ({ gaps }) => gaps,
    (gaps) =>
      table.show(
        gaps ?? [],
        words.gapsCaption(data.get().report?.minutes ?? state.get().minutes, gaps?.length ?? 0),
      ),
  );
  markSelected(state, "gap", table.mark);
  return table.element;
}

/** Communes, the least covered first. */
export function createCommunesTable(state: Store<AppState>, data: Store<AppData>): HTMLElement {
  const table = createTable<SubTerritory>({
    columns: [
      { title: columns.commune, text: nameOf, sortKey: nameOf, isNumber: false },
      {
        title: columns.people,
        text: ({ population }) => formatCount(population),
        sortKey: ({ population }) => population,
        isNumber: true,
      },
      {
        title: columns.share,
        text: (row) => (row.population === 0 ? unknown : formatShare(row.share)),
        sortKey: (row) => (row.population === 0 ? null : row.share),
        isNumber: true,
      },
      {
        title: columns.mean,
        text: ({ meanMinutes }) => (meanMinutes === null ? unknown : formatMeanMinutes(meanMinutes)),
        sortKey: ({ meanMinutes }) => meanMinutes,
        isNumber: true,
      },
    ],
    idOf: ({ territory }) => territory.code,
    sort: { column: 2, isDescending: false },
    onSelect: ({ territory }) => state.set({ selection: { kind: "commune", id: territory.code } }),
    onDownload: () =>
      download(
        "communes",
        state,
        messages.csv.communes,
        (data.get().report?.territories ?? []).map(communeCsvRow),
      ),
  });
  data.watch(
    ({ report }) => report,
    (report) => {
      const rows = report?.territories ?? [];
      table.show(rows, words.communesCaption(report?.minutes ?? state.get().minutes, rows.length));
    },
  );
  markSelected(state, "commune", table.mark);
  return table.element;
}

/** Structures by name: what the points of the map say, for those who do not use it. */
export function createStructuresTable(state: Store<AppState>, structures: StructureCollection): HTMLElement {
  const rows = structures.features.map(({ properties }) => properties);
  const table = createTable<StructureProperties>({
    columns: [
      { title: columns.name, text: ({ name }) => name, sortKey: ({ name }) => name, isNumber: false },
      {
        title: columns.commune,
        text: ({ communeName }) => communeName,
        sortKey: ({ communeName }) => communeName,
        isNumber: false,
      },
      { title: columns.kind, text: kindOf, sortKey: kindOf, isNumber: false },
    ],
    idOf: ({ id }) => id,
    sort: { column: 0, isDescending: false },
    onSelect: ({ id }) => state.set({ selection: { kind: "structure", id } }),
    onDownload: () => download("structures", state, messages.csv.structures, rows.map(structureCsvRow)),
  });
  table.show(rows, words.structuresCaption(rows.length));
  markSelected(state, "structure", table.mark);
  return table.element;
}

function markSelected(state: Store<AppState>, kind: string, mark: (id: string | null) => void): void {
  state.watch(
    ({ selection }) => (selection?.kind === kind ? selection.id : null),
    (id) => mark(id),
  );
}

function placeOfGap({ communes }: GapSummary): string {
  return words.gapPlace(communes.map(({ name }) => name));
}

function nameOf({ territory }: SubTerritory): string {
  return territory.name;
}

function kindOf({ type, format }: StructureProperties): string {
  if (format === "bus" || format === "itinerante") return messages.structure.formats[format];
  return messages.structure.types[type].toLowerCase();
}

function gapCsvRow(gap: GapSummary, index: number): CsvValue[] {
  const communes = gap.communes.map(({ name }) => name).join(" ; ");
  return [
    index + 1,
    gap.id,
    communes,
    gap.people,
    gap.worstMinutes,
    gap.meanMinutes,
    gap.nearest?.name ?? null,
  ];
}

function communeCsvRow(row: SubTerritory): CsvValue[] {
  const { code, name } = row.territory;
  return [code, name, row.population, row.covered, row.share, row.meanMinutes, row.structures];
}

function structureCsvRow(row: StructureProperties): CsvValue[] {
  return [row.id, row.name, row.type, row.format, row.communeName, row.postcode, row.address, row.labelledOn];
}

function download(
  name: string,
  state: Store<AppState>,
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): void {
  downloadText(`${name}-${state.get().minutes}-min.csv`, "text/csv;charset=utf-8", toCsv(header, rows));
}
