import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import type { CellPlace } from "./cell-id.ts";
import { readCellId } from "./cell-id.ts";
import type { CellRows, GridSource } from "./cell-rows.ts";
import { placeOf } from "./cell-rows.ts";
import type { CsvRow } from "./csv-scanner.ts";
import { CsvScanner } from "./csv-scanner.ts";
import { parseDecimal } from "./decimal.ts";
import { fileKind, KIND_BYTES, kindName, remedy } from "./file-kind.ts";
import type { GridLayout } from "./layouts.ts";
import { describeColumns, recogniseLayout } from "./layouts.ts";

/** Whether the text was a grid, and what it was instead. */
export type TextOutcome = { readonly isGrid: true } | { readonly isGrid: false; readonly found: string };

/**
 * Reads a grid in CSV (see `CsvScanner`) into `rows`.
 *
 * Throws `InputError` for an empty text, a grid without rows, an archive where text was expected, and for a row
 * that is cut, or whose identifier or people cannot be. Text of another kind is no error: see the outcome.
 *
 * @param name of the file or member, for errors and issues
 */
export async function readTextGrid(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  rows: CellRows,
  issues: DataIssues,
): Promise<TextOutcome> {
  const reader = new TextGridReader(name, rows, issues);
  for await (const chunk of chunks) {
    reader.push(chunk);
    if (reader.isOther) break;
  }
  return reader.finish();
}

/** What the first bytes are if not text; throws for what may hold a grid out of reach, and for nothing at all. */
function otherKind(head: Buffer, name: string): string | null {
  const kind = fileKind(head.subarray(0, KIND_BYTES));
  if (kind === "text") return null;
  if (kind === "empty") {
    throw new InputError("population.file.empty", name, "got an empty file, expected a population grid");
  }
  const what = remedy(kind);
  if (what === null) return kindName(kind);
  throw new InputError("population.file.format", name, `got ${kindName(kind)}, expected a CSV grid: ${what}`);
}

class TextGridReader {
  readonly #name: string;
  readonly #rows: CellRows;
  readonly #issues: DataIssues;
  readonly #scanner: CsvScanner;
  readonly #cell: CellPlace = { crs: 0, sizeMeters: 0, northing: 0, easting: 0 };
  #source: GridSource | null = null;
  #sourceIndex = 0;
  #columnCount = 0;
  #rowCount = 0;
  #other: string | null = null;
  /** The first bytes, until there are enough to tell their kind. */
  #head: Buffer | null = Buffer.alloc(0);

  constructor(name: string, rows: CellRows, issues: DataIssues) {
    this.#name = name;
    this.#rows = rows;
    this.#issues = issues;
    this.#scanner = new CsvScanner(name, (row) => this.#take(row));
  }

  /** True once the first bytes or the first row have shown that this is no grid. */
  get isOther(): boolean {
    return this.#other !== null;
  }

  push(chunk: Uint8Array): void {
    if (this.#head === null) {
      this.#scanner.push(chunk);
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length >= KIND_BYTES) this.#start(this.#head);
  }

  finish(): TextOutcome {
    if (this.#head !== null) this.#start(this.#head);
    if (this.#other === null) this.#scanner.end();
    if (this.#other !== null) return { isGrid: false, found: this.#other };
    if (this.#rowCount === 0) {
      throw new InputError("population.file.empty", this.#name, "got no row, expected a header and cells");
    }
    if (!this.#scanner.endsWithNewline) {
      this.#issues.count("population.file.unterminated", "info", this.#name);
    }
    return { isGrid: true };
  }

  #start(head: Buffer): void {
    this.#head = null;
    this.#other = otherKind(head, this.#name);
    if (this.#other === null) this.#scanner.push(head);
  }

  #take(row: CsvRow): void {
    if (this.#other !== null) return;
    if (this.#source === null) this.#takeHeader(row);
    else this.#takeCell(row, this.#source);
  }

  #takeHeader(row: CsvRow): void {
    const header = Array.from({ length: row.count }, (_, i) => textOf(row, i));
    const layout = recogniseLayout(header);
    if (layout === null) {
      this.#other = `the columns ${describeColumns(header)}`;
      return;
    }
    this.#columnCount = row.count;
    this.#source = { name: this.#name, layout, numbering: "line" };
    this.#sourceIndex = this.#rows.addSource(this.#source);
  }

  #takeCell(row: CsvRow, source: GridSource): void {
    this.#rowCount++;
    if (row.count !== this.#columnCount) {
      throw new InputError(
        "population.row.columns",
        placeOf(source, row.line),
        `got ${row.count} columns, expected ${this.#columnCount} as in the header`,
      );
    }
    const { layout } = source;
    this.#readId(row, source);

    const rows = this.#rows;
    const index = rows.extend(1);
    rows.sourceIndices[index] = this.#sourceIndex;
    rows.numbers[index] = row.line;
    rows.crs[index] = this.#cell.crs;
    rows.sizes[index] = this.#cell.sizeMeters;
    rows.northings[index] = this.#cell.northing;
    rows.eastings[index] = this.#cell.easting;
    rows.setPeople(index, this.#number(row, layout.peopleColumn));
    if (layout.imputedColumn !== null) rows.setImputed(index, this.#number(row, layout.imputedColumn));
    if (layout.codeColumn !== null) rows.setCode(index, textOf(row, layout.codeColumn));
    this.#addWeights(row, index, layout);
    if (layout.countryColumn !== null) rows.setCountry(index, textOf(row, layout.countryColumn));
  }

  #addWeights(row: CsvRow, index: number, layout: GridLayout): void {
    for (let weight = 0; weight < layout.weightColumns.length; weight++) {
      for (const column of layout.weightColumns[weight]) {
        this.#rows.addWeight(weight, index, this.#number(row, column));
      }
    }
  }

  #readId(row: CsvRow, source: GridSource): void {
    const { idColumn } = source.layout;
    const problem = readCellId(row.bytes, row.starts[idColumn], row.ends[idColumn], this.#cell);
    if (problem !== null) throw new InputError(problem.code, placeOf(source, row.line), problem.what);
  }

  #number(row: CsvRow, column: number): number {
    return parseDecimal(row.bytes, row.starts[column], row.ends[column]);
  }
}

function textOf(row: CsvRow, column: number): string {
  return row.bytes.toString("latin1", row.starts[column], row.ends[column]);
}
