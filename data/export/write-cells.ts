import { parquetWriteBuffer } from "hyparquet-writer";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import { cellPolygon } from "./cell-polygon.ts";
import { type CellResult, type CellRow, cellRows } from "./cell-rows.ts";

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

/** CSV with a header, comma and point, one line a cell; an unknown value is empty. */
export function* cellsAsCsv(
  dataset: Dataset,
  result: CellResult,
  members: Iterable<number>,
): Generator<string> {
  let piece = `${COLUMNS.join(",")}\n`;
  for (const row of cellRows(dataset, result, members)) {
    piece += `${COLUMNS.map((column) => csvValue(row[column])).join(",")}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function csvValue(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  const text = String(value);
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** GeoJSON FeatureCollection (RFC 7946) of the cells' squares. */
export function* cellsAsGeojson(
  dataset: Dataset,
  result: CellResult,
  members: readonly number[] | Uint32Array,
): Generator<string> {
  const { cells } = dataset;
  let piece = '{"type":"FeatureCollection","features":[';
  if (cells !== null) {
    let index = 0;
    for (const { lon: _lon, lat: _lat, id, ...properties } of cellRows(dataset, result, members)) {
      const geometry = cellPolygon(cells, members[index]);
      piece += `${index === 0 ? "" : ","}\n${JSON.stringify({ type: "Feature", id, geometry, properties: { id, ...properties } })}`;
      index++;
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = "";
    }
  }
  yield `${piece}\n]}\n`;
}

/** Parquet, one row a cell, snappy. */
export function cellsAsParquet(dataset: Dataset, result: CellResult, members: Iterable<number>): Uint8Array {
  const rows = [...cellRows(dataset, result, members)];
  const column = <K extends keyof CellRow>(
    name: K,
    type: "STRING" | "DOUBLE" | "BOOLEAN",
    nullable = false,
  ) => ({
    name,
    type,
    nullable,
    data: rows.map((row) => row[name]),
  });
  return new Uint8Array(
    parquetWriteBuffer({
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
    }),
  );
}
