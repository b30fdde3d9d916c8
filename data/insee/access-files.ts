import { basename } from "node:path";

import { readCsv } from "../csv.ts";
import { kindName, readFileStart } from "../file-kind.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { ParquetFile, type RowGroup } from "../parquet-file.ts";
import type { Progress } from "../progress.ts";
import { stopIfAborted } from "../progress.ts";
import { type AccessColumns, recogniseAccess } from "./access-columns.ts";
import type { AccessFields, AccessRows } from "./access-rows.ts";

/** Types named by an error, of the few hundred that the facilities base (BPE) has. */
const TYPES_SHOWN = 12;
const CSV_PROGRESS_ROWS = 1 << 16;

export interface AccessOptions {
  /** Type of facility, as the files write it: `A128`. */
  readonly type: string;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** How much of a file was of the wanted type, and how much had to be read to know. */
export interface FileReading {
  readonly rows: number;
  readonly rowsOfType: number;
  /** Groups of rows that their statistics exclude; 0 for CSV. */
  readonly groupsSkipped: number;
  /** Rows of which more than the type was decoded. */
  readonly rowsDecoded: number;
}

/**
 * Reads the rows of one type out of one file into `rows`: Parquet or CSV, told by its first bytes.
 *
 * @throws InputError for anything else, for files that are cut, without the columns, without any row of the type
 */
export async function readAccessFile(
  path: string,
  rows: AccessRows,
  options: AccessOptions,
): Promise<FileReading> {
  const name = basename(path);
  const { kind } = await readFileStart(path);
  if (kind !== "parquet" && kind !== "text") {
    throw new InputError(
      "insee.file.format",
      name,
      `got ${kindName(kind)}, expected a Parquet file of INSEE's access to facilities, or its CSV`,
    );
  }
  const types = new Set<string>();
  const read = kind === "parquet" ? readParquet : readText;
  const reading = await read(path, rows, types, options);
  rows.endFile(name);
  if (reading.rows === 0) throw new InputError("insee.file.empty", name, "got no row, expected cells");
  if (reading.rowsOfType === 0) {
    throw new InputError(
      "insee.type.absent",
      name,
      `got ${describeTypes(types)}, expected ${options.type}; older vintages have fewer types`,
    );
  }
  return reading;
}

async function readParquet(
  path: string,
  rows: AccessRows,
  types: Set<string>,
  options: AccessOptions,
): Promise<FileReading> {
  const name = basename(path);
  const file = await ParquetFile.open(path, name, "insee");
  try {
    const columns = recogniseAccess(file.columns, name);
    let rowsOfType = 0;
    let groupsSkipped = 0;
    let rowsDecoded = 0;
    for (const group of file.groups) {
      stopIfAborted(options.signal);
      const range = file.textRange(columns.type, group);
      if (range !== null && (options.type < range[0] || options.type > range[1])) {
        for (const bound of range) types.add(bound);
        groupsSkipped++;
      } else {
        const wanted = await rowsOfGroup(file, columns.type, group, options.type, types);
        rowsOfType += wanted.length;
        rowsDecoded += await takeRows(file, columns, wanted, rows, name);
      }
      options.progress.advance(group.start + group.count, file.rowCount, "lignes");
    }
    return { rows: file.rowCount, rowsOfType, groupsSkipped, rowsDecoded };
  } finally {
    await file.close();
  }
}

/** Rows of a group that have the type, by number in the file, ascending. */
async function rowsOfGroup(
  file: ParquetFile,
  column: number,
  group: RowGroup,
  type: string,
  types: Set<string>,
): Promise<number[]> {
  const wanted: number[] = [];
  await file.readColumn(column, group.start, group.count, (offset, value) => {
    const text = typeof value === "string" ? value : "";
    if (text === type) wanted.push(group.start + offset);
    else if (!types.has(text)) types.add(text);
  });
  return wanted;
}

/**
 * Takes some rows of one group. Columns are decoded from the first to the last of them only: files are mostly
 * sorted by type. @returns how many rows were decoded
 */
async function takeRows(
  file: ParquetFile,
  columns: AccessColumns,
  wanted: readonly number[],
  rows: AccessRows,
  name: string,
): Promise<number> {
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (last === undefined) return 0;
  const span = last - first + 1;
  const isWanted = new Uint8Array(span);
  for (const row of wanted) isWanted[row - first] = 1;
  const read = async (column: number | null): Promise<unknown[]> => {
    const found: unknown[] = [];
    if (column === null) return found;
    await file.readColumn(column, first, span, (offset, value) => {
      if (isWanted[offset] === 1) found.push(value);
    });
    return found;
  };
  const values = {
    duration: await read(columns.duration),
    id: await read(columns.id),
    x: await read(columns.x),
    y: await read(columns.y),
    road: await read(columns.road),
    crow: await read(columns.crow),
    people: await read(columns.people),
  };
  for (const [i, row] of wanted.entries()) {
    const fields: AccessFields = {
      duration: values.duration[i],
      id: values.id[i],
      x: values.x[i],
      y: values.y[i],
      road: values.road[i],
      crow: values.crow[i],
      people: values.people[i],
    };
    rows.take(fields, () => `${name} row ${row + 1}`);
  }
  return span;
}

async function readText(
  path: string,
  rows: AccessRows,
  types: Set<string>,
  { type, issues, progress, signal }: AccessOptions,
): Promise<FileReading> {
  const name = basename(path);
  let columns: AccessColumns | null = null;
  let count = 0;
  let rowsOfType = 0;
  for await (const { line, fields } of readCsv(path, { issues, signal })) {
    if (columns === null) {
      columns = recogniseAccess(fields, `${name}:${line}`);
      continue;
    }
    count++;
    if (count % CSV_PROGRESS_ROWS === 0) progress.advance(count, count, "lignes");
    const found = fields[columns.type].trim();
    if (found !== type) {
      types.add(found);
      continue;
    }
    rowsOfType++;
    rows.take(fieldsOf(fields, columns), () => `${name}:${line}`);
  }
  return { rows: count, rowsOfType, groupsSkipped: 0, rowsDecoded: rowsOfType };
}

function fieldsOf(fields: readonly string[], columns: AccessColumns): AccessFields {
  const at = (column: number | null): string | null => (column === null ? null : fields[column]);
  return {
    duration: at(columns.duration),
    id: at(columns.id),
    x: at(columns.x),
    y: at(columns.y),
    road: at(columns.road),
    crow: at(columns.crow),
    people: at(columns.people),
  };
}

/** `the types A104, A105, …`, on one line whatever is in them. */
function describeTypes(types: ReadonlySet<string>): string {
  const found = [...types].filter((type) => type.trim() !== "").sort();
  if (found.length === 0) return "rows without a type";
  const shown = found.slice(0, TYPES_SHOWN).map((type) => type.slice(0, 12).replaceAll(/\p{Cc}/gu, "?"));
  if (found.length > TYPES_SHOWN)
    shown.push(
      `… ${found
        .at(-1)
        ?.slice(0, 12)
        .replaceAll(/\p{Cc}/gu, "?")}`,
    );
  return `the types ${shown.join(", ")}`;
}
