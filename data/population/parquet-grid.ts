import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import type { AsyncBuffer, ColumnData, Compressors, FileMetaData } from "hyparquet";
import { parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";

import { InputError } from "../input-error.ts";
import type { Progress } from "../progress.ts";
import { stopIfAborted } from "../progress.ts";
import type { CellPlace } from "./cell-id.ts";
import { readCellId } from "./cell-id.ts";
import type { CellRows } from "./cell-rows.ts";
import type { GridLayout } from "./layouts.ts";
import { describeColumns, recogniseLayout } from "./layouts.ts";

const ID_BYTES = 64;
const CODE_LETTERS = 5;

const COMPRESSORS: Compressors = {
  GZIP: (input, outputLength) => gunzipSync(input, { maxOutputLength: outputLength }),
  BROTLI: (input, outputLength) => brotliDecompressSync(input, { maxOutputLength: outputLength }),
};
const CODECS: readonly string[] = ["UNCOMPRESSED", "SNAPPY", ...Object.keys(COMPRESSORS)];

/**
 * Reads a grid in Parquet into `rows`: the wanted columns only, one at a time, row group by row group.
 *
 * Throws `InputError` for a file that is cut or altered, a codec that is not read (zstd, lz4), other columns, and
 * rows whose identifier or people cannot be.
 *
 * @param name of the file, for errors and issues
 */
export async function readParquetGrid(
  path: string,
  name: string,
  rows: CellRows,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(path);
  try {
    const file = await asyncBuffer(handle);
    const metadata = await reading(name, () => parquetMetadataAsync(file));
    const schema = await reading(name, () => parquetSchema(metadata));
    const columns = schema.children.map((child) => child.element.name);
    const layout = recogniseLayout(columns);
    if (layout === null) {
      throw new InputError(
        "population.header.unknown",
        name,
        `got the columns ${describeColumns(columns)}, expected an INSEE or Eurostat population grid`,
      );
    }
    if (metadata.num_rows === 0n) {
      throw new InputError("population.file.empty", name, "got no row, expected cells");
    }
    const reader = new ParquetGridReader({ file, metadata, columns, layout, name, rows });
    await reader.readAll(progress, signal);
  } finally {
    await handle.close();
  }
}

interface ParquetGrid {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly string[];
  readonly layout: GridLayout;
  readonly name: string;
  readonly rows: CellRows;
}

class ParquetGridReader {
  readonly #grid: ParquetGrid;
  readonly #scratch = Buffer.alloc(ID_BYTES);
  readonly #cell: CellPlace = { crs: 0, sizeMeters: 0, northing: 0, easting: 0 };

  constructor(grid: ParquetGrid) {
    this.#grid = grid;
  }

  async readAll(progress: Progress, signal: AbortSignal | undefined): Promise<void> {
    const { metadata, layout, name, rows } = this.#grid;
    const source = rows.addSource({ name, layout, numbering: "row" });
    let done = 0;
    for (const group of metadata.row_groups) {
      stopIfAborted(signal);
      const count = Number(group.num_rows);
      if (!(count >= 0)) throw broken(name, `a group of ${count} rows`);
      const first = rows.extend(count);
      for (let i = 0; i < count; i++) {
        rows.sourceIndices[first + i] = source;
        rows.numbers[first + i] = done + i + 1;
      }
      await this.#readGroup(done, count, first);
      done += count;
      progress.advance(done, Number(metadata.num_rows), "lignes");
    }
  }

  /** Fills the rows from `first` on with the `count` rows of the file from `start` on. */
  async #readGroup(start: number, count: number, first: number): Promise<void> {
    const { layout, rows } = this.#grid;
    const fill = (column: number, set: (row: number, value: unknown) => void): Promise<void> =>
      this.#fill(column, start, count, (offset, value) => set(first + offset, value));

    await fill(layout.idColumn, (row, value) => this.#setPlace(row, value));
    await fill(layout.peopleColumn, (row, value) => rows.setPeople(row, toNumber(value)));
    if (layout.imputedColumn !== null) {
      await fill(layout.imputedColumn, (row, value) => rows.setImputed(row, toNumber(value)));
    }
    if (layout.codeColumn !== null) {
      await fill(layout.codeColumn, (row, value) => rows.setCode(row, toCode(value)));
    }
    for (const [weight, columns] of layout.weightColumns.entries()) {
      for (const column of columns) {
        await fill(column, (row, value) => rows.addWeight(weight, row, toNumber(value)));
      }
    }
    if (layout.countryColumn !== null) {
      await fill(layout.countryColumn, (row, value) => rows.setCountry(row, toText(value)));
    }
  }

  async #fill(
    column: number,
    start: number,
    count: number,
    set: (offset: number, value: unknown) => void,
  ): Promise<void> {
    const { file, metadata, columns, name } = this.#grid;
    const columnName = columns[column];
    this.#checkCodec(columnName);
    const chunks: ColumnData[] = [];
    await reading(name, () =>
      parquetRead({
        file,
        metadata,
        columns: [columnName],
        rowStart: start,
        rowEnd: start + count,
        compressors: COMPRESSORS,
        onChunk: (chunk) => chunks.push(chunk),
      }),
    );
    let filled = 0;
    for (const { columnData, rowStart } of chunks) {
      const values: ArrayLike<unknown> = columnData;
      for (let i = 0; i < values.length; i++) set(rowStart - start + i, values[i]);
      filled += values.length;
    }
    if (filled !== count) {
      throw broken(name, `column ${columnName} has ${filled} values for ${count} rows`);
    }
  }

  #checkCodec(columnName: string): void {
    const { metadata, name } = this.#grid;
    for (const group of metadata.row_groups) {
      const chunk = group.columns.find((each) => each.meta_data?.path_in_schema[0] === columnName);
      const codec = chunk?.meta_data?.codec;
      if (codec === undefined || CODECS.includes(codec)) continue;
      throw new InputError(
        "population.parquet.codec",
        name,
        `got columns compressed with ${codec}, expected one of ${CODECS.join(", ")}`,
      );
    }
  }

  #setPlace(row: number, value: unknown): void {
    const { rows } = this.#grid;
    const length = this.#scratch.write(toText(value));
    const problem = readCellId(this.#scratch, 0, length, this.#cell);
    if (problem !== null) throw new InputError(problem.code, rows.place(row), problem.what);
    rows.crs[row] = this.#cell.crs;
    rows.sizes[row] = this.#cell.sizeMeters;
    rows.northings[row] = this.#cell.northing;
    rows.eastings[row] = this.#cell.easting;
  }
}

/** Runs a step of the Parquet library, whose errors say what in the file is wrong but not where it is. */
async function reading<T>(name: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw broken(name, error instanceof Error ? error.message : "not readable", error);
  }
}

function broken(name: string, why: string, cause?: unknown): InputError {
  return new InputError(
    "population.parquet.broken",
    name,
    `got a cut or altered Parquet file (${why}), expected a whole one`,
    { cause },
  );
}

async function asyncBuffer(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice(start, end = size) {
      const bytes = readRange(handle, start, Math.min(end, size));
      // The library asks for several ranges at once, and stops listening when the first one fails.
      bytes.catch(() => undefined);
      return bytes;
    },
  };
}

async function readRange(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  if (end < start) throw new Error(`bytes wanted at ${start}, the file has ${end}`);
  const buffer = new ArrayBuffer(end - start);
  if (end === start) return buffer;
  const { bytesRead } = await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, start);
  if (bytesRead !== buffer.byteLength) {
    throw new Error(`${buffer.byteLength} bytes wanted at ${start}, ${bytesRead} read`);
  }
  return buffer;
}

function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Numbers have lost the zeros in front of their code. */
function toCode(value: unknown): string {
  if (typeof value !== "number" && typeof value !== "bigint") return toText(value);
  const digits = String(value);
  return digits.padStart(Math.ceil(digits.length / CODE_LETTERS) * CODE_LETTERS, "0");
}
