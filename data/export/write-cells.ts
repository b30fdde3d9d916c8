import { parquetWriteBuffer } from "hyparquet-writer";

import type { Cells } from "../../isochrones/model/cells.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { cellPolygon } from "./cell-polygon.ts";
import { type CellResult, type CellRow, cellRow, cellRows, rowSource } from "./cell-rows.ts";
import { csvLine } from "./csv-text.ts";
import { ParquetJoiner } from "./parquet-joiner.ts";

/** Cells of a row group of Parquet: what a thread writes in a tenth of a second, half a megabyte in the file. */
export const ROW_GROUP_CELLS = 20_000;
/** Text in pieces of about this many characters: few enough calls, little memory. */
const PIECE_CHARACTERS = 1 << 16;

const COLUMNS = [
  "id",
  "lon",
  "lat",
  "population",
  "estime",
  "commune",
  "secondes",
  "structure",
  "rattachement_m",
] as const satisfies readonly (keyof CellRow)[];

export const CELL_CSV_HEADER = csvLine(COLUMNS);

/** A cell as a line of CSV; an unknown value is empty. Nothing in it has an accent, so no file needs a byte order mark. */
export function cellCsvLine(row: CellRow): string {
  return csvLine(
    COLUMNS.map((column) => {
      const value = row[column];
      return typeof value === "boolean" ? Number(value) : value;
    }),
  );
}

/** The square of a cell as the text of a GeoJSON feature. */
export function cellFeatureText(cells: Cells, cell: number, row: CellRow): string {
  const { lon: _lon, lat: _lat, id, ...properties } = row;
  const geometry = cellPolygon(cells, cell);
  return JSON.stringify({ type: "Feature", id, geometry, properties: { id, ...properties } });
}

/** CSV with a header, comma and point, one line a cell. */
export function* cellsAsCsv(
  dataset: Dataset,
  result: CellResult,
  members: Iterable<number>,
): Generator<string> {
  let piece = CELL_CSV_HEADER;
  for (const row of cellRows(dataset, result, members)) {
    piece += cellCsvLine(row);
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** GeoJSON FeatureCollection (RFC 7946) of the cells' squares. */
export function* cellsAsGeojson(
  dataset: Dataset,
  result: CellResult,
  members: Iterable<number>,
): Generator<string> {
  const source = rowSource(dataset);
  let piece = '{"type":"FeatureCollection","features":[';
  if (source !== null) {
    let separator = "\n";
    for (const cell of members) {
      piece += `${separator}${cellFeatureText(source.cells, cell, cellRow(source, result, cell))}`;
      separator = ",\n";
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = "";
    }
  }
  yield `${piece}\n]}\n`;
}

/** Parquet, one row a cell, snappy; a row group is in memory at a time. */
export function* cellsAsParquet(
  dataset: Dataset,
  result: CellResult,
  members: readonly number[] | Uint32Array,
): Generator<Uint8Array> {
  const joiner = new ParquetJoiner();
  let from = 0;
  do {
    yield joiner.add(parquetRowGroup(dataset, result, members.slice(from, from + ROW_GROUP_CELLS)));
    from += ROW_GROUP_CELLS;
  } while (from < members.length);
  yield joiner.end();
}

/** Some cells as a Parquet file of one row group, none where there are no cells, for `ParquetJoiner` to make one of many. */
export function parquetRowGroup(
  dataset: Dataset,
  result: CellResult,
  members: Iterable<number>,
): Uint8Array<ArrayBuffer> {
  const rows = [...cellRows(dataset, result, members)];
  const column = <K extends keyof CellRow>(
    name: K,
    type: "STRING" | "DOUBLE" | "BOOLEAN",
    nullable = false,
  ) => ({
    name,
    type,
    nullable,
    offsetIndex: false,
    data: rows.map((row) => row[name]),
  });
  const buffer = parquetWriteBuffer({
    columnData: [
      column("id", "STRING"),
      column("lon", "DOUBLE"),
      column("lat", "DOUBLE"),
      column("population", "DOUBLE"),
      column("estime", "BOOLEAN"),
      column("commune", "STRING", true),
      column("secondes", "DOUBLE", true),
      column("structure", "STRING", true),
      column("rattachement_m", "DOUBLE", true),
    ],
    rowGroupSize: Math.max(1, rows.length),
    statisticsTruncateLength: Infinity,
  });
  return new Uint8Array(buffer);
}
