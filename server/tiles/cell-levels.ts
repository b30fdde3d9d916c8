import Flatbush from "flatbush";

import { UNREACHED } from "../../isochrones/model/network.ts";
import type { Cells } from "../../isochrones/model/cells.ts";

/** The cells of a grid, or larger squares of it that hold several: parallel arrays, one entry a square. */
export interface CellLevel {
  readonly count: number;
  readonly crs: Uint16Array;
  readonly eastings: Int32Array;
  readonly northings: Int32Array;
  readonly sidesMeters: Uint16Array | Uint32Array;
  readonly people: Float64Array;
  /** Cells of square s: `cells[offsets[s]]` up to `offsets[s + 1]`. */
  readonly offsets: Uint32Array;
  readonly cells: Uint32Array;
  /** Over a point inside each square, degrees; null when empty. */
  readonly index: Flatbush | null;
  readonly largestSideMeters: number;
}

/**
 * Groups cells into the squares of a coarser grid. A cell's side is doubled until it reaches the wanted one,
 * so cells that are large enough already stay alone.
 *
 * @param wantedSideMeters 0 keeps every cell
 */
export function groupCells(cells: Cells, wantedSideMeters: number): CellLevel {
  if (cells.sizes.every((size) => size >= wantedSideMeters)) return eachAlone(cells);
  const squares = new SquareTable();
  const squareOfCell = new Uint32Array(cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    let side = cells.sizes[cell];
    while (side < wantedSideMeters) side *= 2;
    const easting = Math.floor(cells.eastings[cell] / side) * side;
    const northing = Math.floor(cells.northings[cell] / side) * side;
    squareOfCell[cell] = squares.add(cells.crs[cell], side, easting, northing);
  }
  const members = gather(squareOfCell, squares.count);
  const people = new Float64Array(squares.count);
  for (let cell = 0; cell < cells.count; cell++) people[squareOfCell[cell]] += cells.people[cell];
  return {
    count: squares.count,
    ...squares.arrays(),
    people,
    ...members,
    index: indexSquares(cells, members.offsets, members.cells),
    largestSideMeters: squares.largestSideMeters,
  };
}

/**
 * Seconds from each square: the mean over its cells that reach a structure, weighted by people; -1 where none
 * does. Rounded up, so that a square is within whole minutes exactly when its time in deciseconds is.
 */
export function squareSeconds(level: CellLevel, cells: Cells, deciseconds: Uint32Array): Int32Array {
  const seconds = new Int32Array(level.count);
  for (let square = 0; square < level.count; square++) {
    let weighted = 0;
    let weights = 0;
    for (let i = level.offsets[square]; i < level.offsets[square + 1]; i++) {
      const cell = level.cells[i];
      if (deciseconds[cell] === UNREACHED) continue;
      // A cell without people still has a time to show.
      const weight = Math.max(cells.people[cell], Number.EPSILON);
      weighted += deciseconds[cell] * weight;
      weights += weight;
    }
    seconds[square] = weights === 0 ? -1 : Math.ceil(roundOff(weighted / weights) / 10);
  }
  return seconds;
}

/** Takes off the rounding error of a mean, which would else lift a whole number to the next second. */
function roundOff(deciseconds: number): number {
  return Math.round(deciseconds * 1000) / 1000;
}

function eachAlone(cells: Cells): CellLevel {
  const offsets = Uint32Array.from({ length: cells.count + 1 }, (_, cell) => cell);
  const members = offsets.subarray(0, cells.count);
  return {
    count: cells.count,
    crs: cells.crs,
    eastings: cells.eastings,
    northings: cells.northings,
    sidesMeters: cells.sizes,
    people: cells.people,
    offsets,
    cells: members,
    index: indexSquares(cells, offsets, members),
    largestSideMeters: cells.sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}

/** Numbers distinct squares in the order in which they come. */
class SquareTable {
  readonly #numbers = new Map<string, Map<number, number>>();
  readonly #crs: number[] = [];
  readonly #sides: number[] = [];
  readonly #eastings: number[] = [];
  readonly #northings: number[] = [];
  largestSideMeters = 0;

  get count(): number {
    return this.#crs.length;
  }

  add(crs: number, side: number, easting: number, northing: number): number {
    const grid = `${crs}/${side}`;
    const numbers = this.#numbers.get(grid) ?? new Map<number, number>();
    this.#numbers.set(grid, numbers);
    // Both are below 2^25 metres and may be negative: shifted, the pair is exact in a double.
    const key = (northing + 2 ** 25) * 2 ** 26 + (easting + 2 ** 25);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = this.count;
    numbers.set(key, number);
    this.#crs.push(crs);
    this.#sides.push(side);
    this.#eastings.push(easting);
    this.#northings.push(northing);
    this.largestSideMeters = Math.max(this.largestSideMeters, side);
    return number;
  }

  arrays(): Pick<CellLevel, "crs" | "sidesMeters" | "eastings" | "northings"> {
    return {
      crs: Uint16Array.from(this.#crs),
      sidesMeters: Uint32Array.from(this.#sides),
      eastings: Int32Array.from(this.#eastings),
      northings: Int32Array.from(this.#northings),
    };
  }
}

/** Counting sort of the cells by their square. */
function gather(squareOfCell: Uint32Array, squareCount: number): Pick<CellLevel, "offsets" | "cells"> {
  const offsets = new Uint32Array(squareCount + 1);
  for (const square of squareOfCell) offsets[square + 1]++;
  for (let square = 0; square < squareCount; square++) offsets[square + 1] += offsets[square];
  const next = offsets.slice(0, squareCount);
  const cells = new Uint32Array(squareOfCell.length);
  for (let cell = 0; cell < squareOfCell.length; cell++) cells[next[squareOfCell[cell]]++] = cell;
  return { offsets, cells };
}

function indexSquares(cells: Cells, offsets: Uint32Array, members: Uint32Array): Flatbush | null {
  const squareCount = offsets.length - 1;
  if (squareCount === 0) return null;
  const index = new Flatbush(squareCount);
  for (let square = 0; square < squareCount; square++) {
    // The first cell's centre lies in the square: the search only needs a margin of the square's diagonal.
    const cell = members[offsets[square]];
    index.add(cells.lons[cell], cells.lats[cell], cells.lons[cell], cells.lats[cell]);
  }
  index.finish();
  return index;
}
