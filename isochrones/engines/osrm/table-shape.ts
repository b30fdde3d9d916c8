/** Part of a table that one request asks for: ranges of rows and columns, ends excluded. */
export interface TablePart {
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** What one request may hold. */
export interface TableLimits {
  /** Rows and columns together: each is a coordinate in the address. */
  readonly coordinates: number;
  /** Rows times columns. */
  readonly pairs: number;
}

/** Cuts a table, or what is left of a part, into parts within the limits; few large ones, rows first. */
export function cutTable(whole: TablePart, limits: TableLimits): TablePart[] {
  const rows = whole.endRow - whole.firstRow;
  const columns = whole.endColumn - whole.firstColumn;
  if (rows === 0 || columns === 0) return [];
  const { height, width } = partSize(rows, columns, limits);
  const parts: TablePart[] = [];
  for (let firstRow = whole.firstRow; firstRow < whole.endRow; firstRow += height) {
    const endRow = Math.min(firstRow + height, whole.endRow);
    for (let firstColumn = whole.firstColumn; firstColumn < whole.endColumn; firstColumn += width) {
      const endColumn = Math.min(firstColumn + width, whole.endColumn);
      parts.push({ firstRow, endRow, firstColumn, endColumn });
    }
  }
  return parts;
}

/** How many pairs a part holds. */
export function pairsIn({ firstRow, endRow, firstColumn, endColumn }: TablePart): number {
  return (endRow - firstRow) * (endColumn - firstColumn);
}

function partSize(
  rows: number,
  columns: number,
  { coordinates, pairs }: TableLimits,
): { height: number; width: number } {
  const within = (wanted: number, other: number): number =>
    Math.max(1, Math.min(wanted, coordinates - other, Math.floor(pairs / other)));
  // Half of what is allowed, or more where the other side is short and leaves room.
  const byCoordinates = Math.max(Math.floor(coordinates / 2), coordinates - rows);
  const byPairs = Math.max(Math.floor(Math.sqrt(pairs)), Math.floor(pairs / rows));
  const height = within(rows, Math.max(1, Math.min(columns, byCoordinates, byPairs)));
  return { height, width: within(columns, height) };
}
