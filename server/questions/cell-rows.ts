import { cellRow, rowSource } from "../../data/export/cell-rows.ts";
import {
  cellCsvLine,
  cellFeatureText,
  parquetRowGroup,
  ROW_GROUP_CELLS,
} from "../../data/export/write-cells.ts";
import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";

export type CellFormat = "csv" | "geojson" | "parquet";

/** Which cells of a territory are told. */
export interface CellChoice {
  readonly territory: string;
  readonly selection: StructureSelection;
  /** Cells whose time is more, or that reach no structure; null for no such bound. */
  readonly aboveMinutes: number | null;
  /** Cells whose time is at most that; null for no such bound. */
  readonly upToMinutes: number | null;
  readonly format: CellFormat;
}

export interface CellRowsQuestion extends CellChoice {
  /** Place in the territory's list of cells at which the part begins. */
  readonly from: number;
}

/** Rows of a part: under a megabyte of text, which a thread writes in a tenth of a second; or a row group. */
const PART_ROWS: Readonly<Record<CellFormat, number>> = {
  csv: 8192,
  geojson: 2048,
  parquet: ROW_GROUP_CELLS,
};

/** Where the next part begins, in the first bytes of an answer; `NO_MORE` after the last. */
export const PLACE_BYTES = 4;
export const NO_MORE = 0xffffffff;

/**
 * Rows of some cells of a territory, as a piece of a file: lines of CSV without a header, features of GeoJSON with commas
 * between them, or a whole Parquet file to be joined. Before them, in four bytes (little-endian), where to go on.
 */
export function answerCellRows(study: Study, { format, from, ...choice }: CellRowsQuestion): Uint8Array {
  const members = study.cellsOf(choice.territory);
  const times = study.cellTimes(choice.selection);
  const { cells, next } = cellsFrom(members, times.deciseconds, choice, from, PART_ROWS[format]);
  const place = Buffer.alloc(PLACE_BYTES);
  place.writeUInt32LE(next);
  return Buffer.concat([place, writePart(study, times, cells, format)]);
}

function cellsFrom(
  members: Uint32Array,
  deciseconds: Uint32Array,
  { aboveMinutes, upToMinutes }: Pick<CellChoice, "aboveMinutes" | "upToMinutes">,
  from: number,
  most: number,
): { readonly cells: number[]; readonly next: number } {
  const above = aboveMinutes === null ? -1 : cutoffDeciseconds(aboveMinutes);
  const upTo = upToMinutes === null ? Infinity : cutoffDeciseconds(upToMinutes);
  const cells: number[] = [];
  let place = from;
  for (; place < members.length && cells.length < most; place++) {
    const time = deciseconds[members[place]];
    if (time > above && time <= upTo) cells.push(members[place]);
  }
  return { cells, next: place < members.length ? place : NO_MORE };
}

function writePart(
  { dataset }: Study,
  times: ReturnType<Study["cellTimes"]>,
  cells: readonly number[],
  format: CellFormat,
): Uint8Array {
  if (format === "parquet") return parquetRowGroup(dataset, times, cells);
  const source = rowSource(dataset);
  if (source === null) return Buffer.alloc(0);
  const texts = cells.map((cell) => {
    const row = cellRow(source, times, cell);
    return format === "csv" ? cellCsvLine(row) : cellFeatureText(source.cells, cell, row);
  });
  return Buffer.from(texts.join(format === "csv" ? "" : ",\n"));
}
