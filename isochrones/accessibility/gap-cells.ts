import { Groups } from "../geo/groups.ts";
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
 * Squares of a kilometre of the grid hold cells that belong together, so that only squares side by side are compared, and
 * those not if they are one set already.
 *
 * @param members cells to group
 * @returns the sets, each in ascending order, by their first cell. O(members), but for squares side by side that hold
 * no two cells near enough: those compare all pairs.
 */
export function connectCells(cells: Cells, members: readonly number[]): number[][] {
  const ordered = Uint32Array.from(members).sort();
  const groups = new Groups(ordered.length);
  const bins = new Map<number, number[]>();
  for (let place = 0; place < ordered.length; place++) {
    const key = binKey(cells, ordered[place]);
    const bin = bins.get(key);
    if (bin === undefined) bins.set(key, [place]);
    else {
      groups.join(bin[0], place);
      bin.push(place);
    }
  }
  for (const [key, bin] of bins) {
    for (const step of NEXT_BINS) {
      const other = bins.get(key + step);
      if (other === undefined || groups.find(bin[0]) === groups.find(other[0])) continue;
      if (haveNear(cells, ordered, bin, other)) groups.join(bin[0], other[0]);
    }
  }
  const sets = new Map<number, number[]>();
  for (let place = 0; place < ordered.length; place++) {
    const root = groups.find(place);
    const set = sets.get(root);
    if (set === undefined) sets.set(root, [ordered[place]]);
    else set.push(ordered[place]);
  }
  return [...sets.values()];
}

/** Cells by the square kilometre of their grid, to find those that belong together with another. */
export class GapBins {
  readonly #cells: Cells;
  readonly #bins = new Map<number, number[]>();

  /** O(members) */
  constructor(cells: Cells, members: Iterable<number>) {
    this.#cells = cells;
    for (const cell of members) {
      const key = binKey(cells, cell);
      const bin = this.#bins.get(key);
      if (bin === undefined) this.#bins.set(key, [cell]);
      else bin.push(cell);
    }
  }

  /** Those of the members that belong together with a cell, by themselves. O(cells of nine squares). */
  *linkedTo(cell: number): Generator<number> {
    const own = binKey(this.#cells, cell);
    for (const step of ALL_BINS) {
      for (const other of this.#bins.get(own + step) ?? []) {
        if (step === 0 || areNear(this.#cells, cell, other)) yield other;
      }
    }
  }
}

/** More bins than a grid has in a row; coordinates are shifted above zero by half of it. */
const BINS = 2 ** 16;
/** From a bin to the four around it that have not it among theirs: north-west, north, north-east, east. */
const NEXT_BINS = [BINS - 1, BINS, BINS + 1, 1];
const ALL_BINS = [0, ...NEXT_BINS, ...NEXT_BINS.map((step) => -step)];

/** Numbers a square kilometre of a grid; EPSG codes have two bytes, so that all of it is below 2^53. */
function binKey({ crs, northings, eastings }: Cells, cell: number): number {
  const north = Math.floor(northings[cell] / GAP_LINK_METERS) + BINS / 2;
  const east = Math.floor(eastings[cell] / GAP_LINK_METERS) + BINS / 2;
  return (crs[cell] * BINS + north) * BINS + east;
}

function haveNear(
  cells: Cells,
  ordered: Uint32Array,
  bin: readonly number[],
  other: readonly number[],
): boolean {
  return bin.some((a) => other.some((b) => areNear(cells, ordered[a], ordered[b])));
}

function areNear({ northings, eastings }: Cells, a: number, b: number): boolean {
  const north = Math.abs(northings[a] - northings[b]);
  const east = Math.abs(eastings[a] - eastings[b]);
  return Math.max(north, east) <= GAP_LINK_METERS;
}
