import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import type { AsyncBuffer, ColumnData, Compressors, FileMetaData } from "hyparquet";
import { parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";

import { unreadable } from "./file-kind.ts";
import { InputError } from "./input-error.ts";

const COMPRESSORS: Compressors = {
  GZIP: (input, outputLength) => gunzipSync(input, { maxOutputLength: outputLength }),
  BROTLI: (input, outputLength) => brotliDecompressSync(input, { maxOutputLength: outputLength }),
};
const CODECS: readonly string[] = ["UNCOMPRESSED", "SNAPPY", ...Object.keys(COMPRESSORS)];

/** Consecutive rows of a Parquet file that are read together. */
export interface RowGroup {
  /** Place in the file's list of groups. */
  readonly index: number;
  /** First row, from 0. */
  readonly start: number;
  readonly count: number;
}

/**
 * A Parquet file read column by column, row group by row group: memory is that of one column of one group.
 *
 * Every method throws `InputError`: `….parquet.broken` for a file that is cut or altered, `….parquet.codec` for a
 * column whose codec is not read (zstd, lz4).
 */
export class ParquetFile {
  /** Names of the top columns, in the file's order. */
  readonly columns: readonly string[];
  readonly groups: readonly RowGroup[];
  readonly rowCount: number;
  readonly #handle: FileHandle;
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #name: string;
  readonly #codePrefix: string;

  /**
   * Opens a file; to be closed.
   *
   * @param name of the file, for errors
   * @param codePrefix first part of the codes of errors: `population`
   */
  static async open(path: string, name: string, codePrefix: string): Promise<ParquetFile> {
    let handle: FileHandle;
    try {
      handle = await open(path);
    } catch (error) {
      throw unreadable(path, error);
    }
    try {
      const file = await asyncBuffer(handle);
      const metadata = await reading(name, codePrefix, () => parquetMetadataAsync(file));
      const schema = await reading(name, codePrefix, () => parquetSchema(metadata));
      const columns = schema.children.map((child) => child.element.name);
      return new ParquetFile({ handle, file, metadata, columns, name, codePrefix });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private constructor(parts: {
    handle: FileHandle;
    file: AsyncBuffer;
    metadata: FileMetaData;
    columns: readonly string[];
    name: string;
    codePrefix: string;
  }) {
    this.#handle = parts.handle;
    this.#file = parts.file;
    this.#metadata = parts.metadata;
    this.#name = parts.name;
    this.#codePrefix = parts.codePrefix;
    this.columns = parts.columns;
    this.rowCount = Number(parts.metadata.num_rows);
    let start = 0;
    this.groups = parts.metadata.row_groups.map((group, index) => {
      const count = Number(group.num_rows);
      if (!(count >= 0)) throw this.#broken(`a group of ${count} rows`);
      const first = start;
      start += count;
      return { index, start: first, count };
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /**
   * Reads rows of one column: `set` receives each value with its place from `start`, null where there is none.
   *
   * @param column its number in `columns`
   * @param start first row of the file, with `count` rows from there, within one group
   */
  async readColumn(
    column: number,
    start: number,
    count: number,
    set: (offset: number, value: unknown) => void,
  ): Promise<void> {
    const columnName = this.columns[column];
    this.#checkCodec(columnName);
    const chunks: ColumnData[] = [];
    await reading(this.#name, this.#codePrefix, () =>
      parquetRead({
        file: this.#file,
        metadata: this.#metadata,
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
      // Pages are decoded whole: those at both ends may hold rows that were not asked for.
      const first = Math.max(0, start - rowStart);
      const last = Math.min(values.length, start + count - rowStart);
      for (let i = first; i < last; i++) set(rowStart - start + i, values[i]);
      filled += Math.max(0, last - first);
    }
    if (filled !== count) {
      throw this.#broken(`column ${columnName} has ${filled} values for ${count} rows`);
    }
  }

  /**
   * Between which two texts all values of a column in a group lie, as the file itself says in its statistics: bounds,
   * not always values. null where it does not say, or where they are no texts.
   */
  textRange(column: number, group: RowGroup): readonly [least: string, most: string] | null {
    const statistics = this.#chunk(this.columns[column], group.index)?.statistics;
    const least = statistics?.min_value ?? statistics?.min;
    const most = statistics?.max_value ?? statistics?.max;
    return typeof least === "string" && typeof most === "string" ? [least, most] : null;
  }

  #checkCodec(columnName: string): void {
    for (const { index } of this.groups) {
      const codec = this.#chunk(columnName, index)?.codec;
      if (codec === undefined || CODECS.includes(codec)) continue;
      throw new InputError(
        `${this.#codePrefix}.parquet.codec`,
        this.#name,
        `got columns compressed with ${codec}, expected one of ${CODECS.join(", ")}`,
      );
    }
  }

  #chunk(
    columnName: string,
    group: number,
  ): FileMetaData["row_groups"][number]["columns"][number]["meta_data"] {
    const { columns } = this.#metadata.row_groups[group];
    return columns.find((each) => each.meta_data?.path_in_schema[0] === columnName)?.meta_data;
  }

  #broken(why: string): InputError {
    return broken(this.#name, this.#codePrefix, why);
  }
}

/** Runs a step of the Parquet library, whose errors say what in the file is wrong but not where it is. */
async function reading<T>(name: string, codePrefix: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw broken(name, codePrefix, error instanceof Error ? error.message : "not readable", error);
  }
}

function broken(name: string, codePrefix: string, why: string, cause?: unknown): InputError {
  return new InputError(
    `${codePrefix}.parquet.broken`,
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
