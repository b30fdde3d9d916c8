import { parquetWriteBuffer } from "hyparquet-writer";

type ColumnSource = Parameters<typeof parquetWriteBuffer>[0]["columnData"][number];

/** A row of INSEE's access data, in its own units: metres of EPSG:3035, minutes, metres, people. */
export interface AccessRow {
  /** Of the cell; null for an identifier that is no cell's. */
  readonly idSrc?: string | null;
  /** Centre of the cell. */
  readonly x: number;
  readonly y: number;
  readonly type?: string;
  /** null where no facility is reached. */
  readonly duree: number | null;
  readonly distance?: number | null;
  readonly deuclidienne?: number | null;
  readonly pop?: number | null;
}

/** Columns of a file, in the documented order and types; a test puts others in their place by name. */
export function documentedColumns(rows: readonly AccessRow[]): ColumnSource[] {
  const text = (name: string, valueOf: (row: AccessRow, index: number) => string | null): ColumnSource => ({
    name,
    type: "STRING",
    data: rows.map(valueOf),
  });
  const number = (name: string, valueOf: (row: AccessRow) => number | null): ColumnSource => ({
    name,
    type: "DOUBLE",
    data: rows.map(valueOf),
  });
  return [
    text("idSrc", ({ idSrc }, index) => idSrc ?? String(index + 1)),
    number("X", ({ x }) => x),
    number("Y", ({ y }) => y),
    text("depcom", () => "2A004"),
    text("dep", () => "2A"),
    text("iris", () => "2A0040101"),
    text("reg", () => "94"),
    text("domaine", () => "A"),
    text("typeeq_id", ({ type }) => type ?? "A128"),
    number("distance", ({ distance }) => distance ?? null),
    number("deuclidienne", ({ deuclidienne }) => deuclidienne ?? null),
    number("duree", ({ duree }) => duree),
    number("pop", ({ pop }) => pop ?? null),
  ];
}

/** Columns with others in place of those of the same name; a column of null is left out. */
export function withColumns(
  columns: readonly ColumnSource[],
  others: Readonly<Record<string, ColumnSource | null>>,
): ColumnSource[] {
  return columns.flatMap((column) => {
    const other = others[column.name];
    if (other === null) return [];
    return [other ?? column];
  });
}

/** A file in Parquet, with so many rows in each of its groups. */
export function accessParquet(columns: readonly ColumnSource[], rowGroupSize = 1000): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData: [...columns], rowGroupSize }));
}

/** The documented columns as CSV; what is null is empty. */
export function accessCsv(rows: readonly AccessRow[], delimiter = ","): string {
  const columns = documentedColumns(rows);
  const lines = rows.map((_, row) =>
    columns.map(({ data }) => String((data[row] as string | number | null) ?? "")).join(delimiter),
  );
  return `${[columns.map(({ name }) => name).join(delimiter), ...lines].join("\n")}\n`;
}
