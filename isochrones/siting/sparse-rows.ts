/** Rows of whole numbers one after the other: row r is `values[offsets[r]]` up to `values[offsets[r + 1]]`. */
export interface SparseRows {
  readonly offsets: Uint32Array;
  /** Ascending within a row, each once. */
  readonly values: Uint32Array;
}

/** Which rows hold the same. */
export interface RowClasses {
  /** Class of each row, numbered in the order of their first rows. */
  readonly classes: Uint32Array;
  /** First row of each class. */
  readonly firsts: Uint32Array;
}

/** FNV-1a, by 32-bit numbers instead of bytes. */
const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;
const NONE = 0xffffffff;

export function rowCount({ offsets }: SparseRows): number {
  return offsets.length - 1;
}

/** Rows from lists. O(values). */
export function rowsOf(lists: readonly ArrayLike<number>[]): SparseRows {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, row) => {
    offsets[row + 1] = offsets[row] + list.length;
  });
  const values = new Uint32Array(offsets[lists.length]);
  lists.forEach((list, row) => {
    values.set(list, offsets[row]);
  });
  return { offsets, values };
}

/** Who holds each value: rows become values. O(values + columns). */
export function transpose({ offsets, values }: SparseRows, columnCount: number): SparseRows {
  const starts = new Uint32Array(columnCount + 1);
  for (const value of values) starts[value + 1]++;
  for (let column = 0; column < columnCount; column++) starts[column + 1] += starts[column];
  const cursors = starts.slice(0, columnCount);
  const holders = new Uint32Array(values.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let i = offsets[row]; i < offsets[row + 1]; i++) holders[cursors[values[i]]++] = row;
  }
  return { offsets: starts, values: holders };
}

/** Some of the rows, in the order given. O(values taken). */
export function takeRows({ offsets, values }: SparseRows, rows: ArrayLike<number>): SparseRows {
  return rowsOf(Array.from(rows, (row) => values.subarray(offsets[row], offsets[row + 1])));
}

/**
 * Sorts rows into those that hold the same: by hash, then number by number. Rows that are `apart` are alone in their
 * classes. O(values) as long as hashes differ.
 */
export function classifyRows(rows: SparseRows, apart: ReadonlySet<number> = new Set()): RowClasses {
  const count = rowCount(rows);
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, count))) - 1;
  // Classes whose hashes end alike hang together, the last one first.
  const heads = new Uint32Array(mask + 1).fill(NONE);
  const nexts = new Uint32Array(count);
  const classes = new Uint32Array(count);
  const firsts = new Uint32Array(count);
  let classCount = 0;
  for (let row = 0; row < count; row++) {
    const slot = hashOf(rows, row) & mask;
    let known = apart.has(row) ? NONE : heads[slot];
    while (known !== NONE && !areEqual(rows, firsts[known], row)) known = nexts[known];
    if (known !== NONE) {
      classes[row] = known;
      continue;
    }
    classes[row] = classCount;
    firsts[classCount] = row;
    if (!apart.has(row)) {
      nexts[classCount] = heads[slot];
      heads[slot] = classCount;
    }
    classCount++;
  }
  return { classes, firsts: firsts.slice(0, classCount) };
}

function hashOf({ offsets, values }: SparseRows, row: number): number {
  let hash = HASH_START;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) hash = Math.imul(hash ^ values[i], HASH_PRIME);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function areEqual({ offsets, values }: SparseRows, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let i = 0; i < length; i++) {
    if (values[offsets[a] + i] !== values[offsets[b] + i]) return false;
  }
  return true;
}
