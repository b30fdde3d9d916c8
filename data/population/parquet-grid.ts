import { InputError } from "../input-error.ts";
import { ParquetFile, type RowGroup } from "../parquet-file.ts";
import type { Progress } from "../progress.ts";
import { stopIfAborted } from "../progress.ts";
import type { CellPlace } from "./cell-id.ts";
import { readCellId } from "./cell-id.ts";
import type { CellRows } from "./cell-rows.ts";
import type { GridLayout } from "./layouts.ts";
import { describeColumns, recogniseLayout } from "./layouts.ts";

const ID_BYTES = 64;
const CODE_LETTERS = 5;

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
  const file = await ParquetFile.open(path, name, "population");
  try {
    const layout = recogniseLayout(file.columns);
    if (layout === null) {
      throw new InputError(
        "population.header.unknown",
        name,
        `got the columns ${describeColumns(file.columns)}, expected an INSEE or Eurostat population grid`,
      );
    }
    if (file.rowCount === 0) {
      throw new InputError("population.file.empty", name, "got no row, expected cells");
    }
    const reader = new ParquetGridReader({ file, layout, name, rows });
    await reader.readAll(progress, signal);
  } finally {
    await file.close();
  }
}

interface ParquetGrid {
  readonly file: ParquetFile;
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
    const { file, layout, name, rows } = this.#grid;
    const source = rows.addSource({ name, layout, numbering: "row" });
    for (const group of file.groups) {
      stopIfAborted(signal);
      const first = rows.extend(group.count);
      for (let i = 0; i < group.count; i++) {
        rows.sourceIndices[first + i] = source;
        rows.numbers[first + i] = group.start + i + 1;
      }
      await this.#readGroup(group, first);
      progress.advance(group.start + group.count, file.rowCount, "lignes");
    }
  }

  /** Fills the rows from `first` on with those of a group. */
  async #readGroup({ start, count }: RowGroup, first: number): Promise<void> {
    const { file, layout, rows } = this.#grid;
    const fill = (column: number, set: (row: number, value: unknown) => void): Promise<void> =>
      file.readColumn(column, start, count, (offset, value) => set(first + offset, value));

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
