import { type GridPlaces, gridsOf, orderOf, placeKeys } from "../geo/place-keys.ts";
import type { Cells } from "../model/cells.ts";
import { type Spread, spreadOf } from "./figures.ts";
import type { ReferenceCells } from "./reference-cells.ts";

/** Which squares of two lists are the same: same grid, side and corner. */
export interface CellJoin {
  /** Indices into the first list, ascending, and beside each the index of the same square in the second. */
  readonly cells: Uint32Array;
  readonly rows: Uint32Array;
  /** Indices of the squares of the first list that the second has not, ascending; and the other way round. */
  readonly onlyInCells: Uint32Array;
  readonly onlyInRows: Uint32Array;
}

/**
 * Joins two lists of squares, each of which has a square once. O(n log n).
 *
 * @param members indices into the first list, ascending: the others are as if they matched nothing, but their
 * counterparts do not count as missing from the first list
 */
export function joinCells(cells: GridPlaces, rows: GridPlaces, members: ArrayLike<number>): CellJoin {
  const grids = gridsOf(cells, rows);
  const cellKeys = placeKeys(cells, grids);
  const rowKeys = placeKeys(rows, grids);
  const cellOrder = orderOf(cellKeys);
  const rowOrder = orderOf(rowKeys);
  /** Of each cell, the row of the same square and 1; 0 without any. */
  const rowOfCell = new Uint32Array(cells.count);
  const onlyInRows: number[] = [];
  let at = 0;
  for (const row of rowOrder) {
    while (at < cellOrder.length && cellKeys[cellOrder[at]] < rowKeys[row]) at++;
    if (at < cellOrder.length && cellKeys[cellOrder[at]] === rowKeys[row]) rowOfCell[cellOrder[at]] = row + 1;
    else onlyInRows.push(row);
  }
  const matched = Uint32Array.from(members).filter((cell) => rowOfCell[cell] > 0);
  return {
    cells: matched,
    rows: matched.map((cell) => rowOfCell[cell] - 1),
    onlyInCells: Uint32Array.from(members).filter((cell) => rowOfCell[cell] === 0),
    onlyInRows: Uint32Array.from(onlyInRows).sort(),
  };
}

/** How well two lists of cells fit together. People are the dataset's, but where the name says otherwise. */
export interface JoinFigures {
  readonly matched: { readonly cells: number; readonly people: number };
  readonly onlyInDataset: { readonly cells: number; readonly people: number };
  /** Squares of theirs that are nowhere in the dataset; people by their count, null where they give none. */
  readonly onlyInReference: { readonly cells: number; readonly referencePeople: number | null };
  /** Their people against ours on the same cells; null where they give none. */
  readonly peopleDifference: PeopleDifference | null;
}

/** Over the cells where both give people. */
export interface PeopleDifference {
  readonly cells: number;
  readonly people: number;
  readonly referencePeople: number;
  /** |theirs - ours| of a cell, people. */
  readonly absolute: Spread;
}

export function joinFigures(cells: Cells, reference: ReferenceCells, join: CellJoin): JoinFigures {
  const peopleOf = (members: Uint32Array): number => sumOf(members, cells.people);
  const theirs = reference.people.some((people) => !Number.isNaN(people));
  const told = join.onlyInRows.filter((row) => !Number.isNaN(reference.people[row]));
  return {
    matched: { cells: join.cells.length, people: peopleOf(join.cells) },
    onlyInDataset: { cells: join.onlyInCells.length, people: peopleOf(join.onlyInCells) },
    onlyInReference: {
      cells: join.onlyInRows.length,
      referencePeople: theirs ? sumOf(told, reference.people) : null,
    },
    peopleDifference: peopleDifference(cells, reference, join),
  };
}

function peopleDifference(cells: Cells, reference: ReferenceCells, join: CellJoin): PeopleDifference | null {
  const pairs = Array.from(join.cells.keys()).filter((i) => !Number.isNaN(reference.people[join.rows[i]]));
  if (pairs.length === 0) return null;
  const ours = Float64Array.from(pairs, (i) => cells.people[join.cells[i]]);
  const theirs = Float64Array.from(pairs, (i) => reference.people[join.rows[i]]);
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return {
    cells: pairs.length,
    people: total(ours),
    referencePeople: total(theirs),
    absolute: spreadOf(theirs.map((people, i) => people - ours[i])),
  };
}

function sumOf(members: Uint32Array, values: Float64Array): number {
  let sum = 0;
  for (const member of members) sum += values[member];
  return sum;
}
