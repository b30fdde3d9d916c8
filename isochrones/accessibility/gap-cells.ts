import type { Cells } from "../model/cells.ts";

/**
 * Two inhabited squares belong together when their corners are no more than this apart along either axis of
 * the grid: neighbours, corner to corner, at 1 km; up to four empty squares between them at 200 m, where
 * inhabited squares are scattered and strict neighbourhood would make a gap of every farm.
 */
export const GAP_LINK_METERS = 1000;

/**
 * Groups cells into connected sets. Cells of different grids are never joined.
 *
 * @param members cells to group
 * @returns the sets, each in ascending order, by their first cell. O(members x cells per square kilometre).
 */
export function connectCells(cells: Cells, members: readonly number[]): number[][] {
  const bins = new Map<string, number[]>();
  for (const cell of members) {
    const key = binKey(cells, cell, 0, 0);
    const bin = bins.get(key);
    if (bin === undefined) bins.set(key, [cell]);
    else bin.push(cell);
  }
  const parents = new Map<number, number>(members.map((cell) => [cell, cell]));
  const rootOf = (cell: number): number => {
    let root = cell;
    for (;;) {
      const parent = parents.get(root) ?? root;
      if (parent === root) break;
      parents.set(root, parents.get(parent) ?? parent);
      root = parent;
    }
    return root;
  };
  for (const cell of members) {
    for (const other of neighbours(cells, bins, cell)) {
      const a = rootOf(cell);
      const b = rootOf(other);
      if (a !== b) parents.set(Math.max(a, b), Math.min(a, b));
    }
  }
  const sets = new Map<number, number[]>();
  for (const cell of [...members].sort((a, b) => a - b)) {
    const root = rootOf(cell);
    const set = sets.get(root);
    if (set === undefined) sets.set(root, [cell]);
    else set.push(cell);
  }
  return [...sets.values()];
}

function binKey(cells: Cells, cell: number, dNorth: number, dEast: number): string {
  const north = Math.floor(cells.northings[cell] / GAP_LINK_METERS) + dNorth;
  const east = Math.floor(cells.eastings[cell] / GAP_LINK_METERS) + dEast;
  return `${cells.crs[cell]},${north},${east}`;
}

function* neighbours(cells: Cells, bins: ReadonlyMap<string, number[]>, cell: number): Generator<number> {
  for (let dNorth = -1; dNorth <= 1; dNorth++) {
    for (let dEast = -1; dEast <= 1; dEast++) {
      for (const other of bins.get(binKey(cells, cell, dNorth, dEast)) ?? []) {
        // Each pair once is enough.
        if (other >= cell) continue;
        const north = Math.abs(cells.northings[other] - cells.northings[cell]);
        const east = Math.abs(cells.eastings[other] - cells.eastings[cell]);
        if (Math.max(north, east) <= GAP_LINK_METERS) yield other;
      }
    }
  }
}
