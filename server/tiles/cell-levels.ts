import { UNREACHED } from "../../isochrones/model/network.ts";
import type { Cells } from "../../isochrones/model/cells.ts";

/**
 * Squares of one grid and one side, row by row from the south, in a row from the west: cells, or larger squares that hold
 * several. Parallel arrays, one entry a square.
 */
export interface SquareGrid {
  readonly crs: number;
  readonly sideMeters: number;
  readonly count: number;
  /** Northing of each row, metres of the grid, ascending. */
  readonly rowNorthings: Int32Array;
  /** Squares of row r: `rowOffsets[r]` up to `rowOffsets[r + 1]`. */
  readonly rowOffsets: Uint32Array;
  /** Ascending in each row. */
  readonly eastings: Int32Array;
  readonly people: Float64Array;
  readonly cellCounts: Uint32Array;
  /** The first cell of each square, by its index in the dataset. */
  readonly firstCells: Uint32Array;
  /** For each square of the grid of half the side the square that holds it; null where squares are cells. */
  readonly parents: Uint32Array | null;
}

/** The cells of one grid and one size, as squares of their own. */
export function cellGrids(cells: Cells): SquareGrid[] {
  const families = new Map<number, number[]>();
  for (let cell = 0; cell < cells.count; cell++) {
    const key = cells.crs[cell] * 2 ** 16 + cells.sizes[cell];
    const family = families.get(key);
    if (family === undefined) families.set(key, [cell]);
    else family.push(cell);
  }
  return [...families.values()].map((members) => cellGrid(cells, inRows(cells, members)));
}

function inRows(cells: Cells, members: number[]): Uint32Array {
  const isBefore = (a: number, b: number): number =>
    cells.northings[a] - cells.northings[b] || cells.eastings[a] - cells.eastings[b] || a - b;
  // Official files come in this order.
  const isSorted = members.every((cell, i) => i === 0 || isBefore(members[i - 1], cell) <= 0);
  return Uint32Array.from(isSorted ? members : members.sort(isBefore));
}

function cellGrid(cells: Cells, members: Uint32Array): SquareGrid {
  const rows = new RowBuilder(members.length);
  for (const cell of members) rows.add(cells.northings[cell], cells.eastings[cell]);
  return {
    crs: cells.crs[members[0]],
    sideMeters: cells.sizes[members[0]],
    count: members.length,
    ...rows.finish(),
    people: Float64Array.from(members, (cell) => cells.people[cell]),
    cellCounts: new Uint32Array(members.length).fill(1),
    firstCells: members,
    parents: null,
  };
}

/**
 * The squares of twice the side that hold those of a grid: two rows at most become one, merged from west to east. People
 * and cells are added up. O(squares).
 */
export function doubleSide(grid: SquareGrid): SquareGrid {
  const side = 2 * grid.sideMeters;
  const rows = new RowBuilder(grid.count);
  const parents = new Uint32Array(grid.count);
  const people = new Float64Array(grid.count);
  const cellCounts = new Uint32Array(grid.count);
  const firstCells = new Uint32Array(grid.count).fill(0xffffffff);
  for (let row = 0; row < grid.rowNorthings.length;) {
    const northing = floorTo(grid.rowNorthings[row], side);
    const hasSecond =
      row + 1 < grid.rowNorthings.length && floorTo(grid.rowNorthings[row + 1], side) === northing;
    const after = row + (hasSecond ? 2 : 1);
    for (const square of mergeRows(grid, row, after)) {
      const parent = rows.addOnce(northing, floorTo(grid.eastings[square], side));
      parents[square] = parent;
      people[parent] += grid.people[square];
      cellCounts[parent] += grid.cellCounts[square];
      firstCells[parent] = Math.min(firstCells[parent], grid.firstCells[square]);
    }
    row = after;
  }
  const { count } = rows;
  return {
    crs: grid.crs,
    sideMeters: side,
    count,
    ...rows.finish(),
    people: people.slice(0, count),
    cellCounts: cellCounts.slice(0, count),
    firstCells: firstCells.slice(0, count),
    parents,
  };
}

function floorTo(meters: number, side: number): number {
  return Math.floor(meters / side) * side;
}

/** The squares of one row or of two that follow each other, from west to east. */
function* mergeRows({ rowOffsets, eastings }: SquareGrid, row: number, after: number): Generator<number> {
  let lower = rowOffsets[row];
  const lowerEnd = rowOffsets[row + 1];
  let upper = lowerEnd;
  const upperEnd = rowOffsets[after];
  while (lower < lowerEnd || upper < upperEnd) {
    if (upper === upperEnd || (lower < lowerEnd && eastings[lower] <= eastings[upper])) yield lower++;
    else yield upper++;
  }
}

/** Collects squares row by row. */
class RowBuilder {
  readonly #eastings: Int32Array;
  readonly #northings: number[] = [];
  readonly #offsets: number[] = [];
  count = 0;

  constructor(most: number) {
    this.#eastings = new Int32Array(most);
  }

  add(northing: number, easting: number): number {
    if (this.#northings.at(-1) !== northing) {
      this.#northings.push(northing);
      this.#offsets.push(this.count);
    }
    this.#eastings[this.count] = easting;
    return this.count++;
  }

  /** The same for a square that may be the one before. */
  addOnce(northing: number, easting: number): number {
    const last = this.count - 1;
    const isKnown = last >= 0 && this.#northings.at(-1) === northing && this.#eastings[last] === easting;
    return isKnown ? last : this.add(northing, easting);
  }

  finish(): Pick<SquareGrid, "rowNorthings" | "rowOffsets" | "eastings"> {
    return {
      rowNorthings: Int32Array.from(this.#northings),
      rowOffsets: Uint32Array.from([...this.#offsets, this.count]),
      eastings: this.#eastings.slice(0, this.count),
    };
  }
}

/** Seconds to show for the squares of a cell grid and of those that were made of it by doubling, in their order. */
export function squareSeconds(
  grids: readonly SquareGrid[],
  cells: Cells,
  deciseconds: Uint32Array,
): Int32Array[] {
  const [base] = grids;
  let weighted = new Float64Array(base.count);
  let weights = new Float64Array(base.count);
  for (let square = 0; square < base.count; square++) {
    const cell = base.firstCells[square];
    if (deciseconds[cell] === UNREACHED) continue;
    // A cell without people still has a time to show.
    weights[square] = Math.max(cells.people[cell], Number.EPSILON);
    weighted[square] = deciseconds[cell] * weights[square];
  }
  return grids.map(({ parents, count }) => {
    if (parents !== null) {
      weighted = sumBy(parents, weighted, count);
      weights = sumBy(parents, weights, count);
    }
    return meanSeconds(weighted, weights);
  });
}

function sumBy(parents: Uint32Array, values: Float64Array, count: number): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(count);
  for (let i = 0; i < parents.length; i++) sums[parents[i]] += values[i];
  return sums;
}

/**
 * The mean over the cells that reach a structure, weighted by people; -1 where none does. Rounded up, so that a square is
 * within whole minutes exactly when its time in deciseconds is.
 */
function meanSeconds(weighted: Float64Array, weights: Float64Array): Int32Array {
  const seconds = new Int32Array(weighted.length);
  for (let square = 0; square < seconds.length; square++) {
    seconds[square] =
      weights[square] === 0 ? -1 : Math.ceil(roundOff(weighted[square] / weights[square]) / 10);
  }
  return seconds;
}

/** Takes off the rounding error of a mean, which would else lift a whole number to the next second. */
function roundOff(deciseconds: number): number {
  return Math.round(deciseconds * 1000) / 1000;
}
