import { type Network, UNREACHED } from "../model/network.ts";
import type { LabelSpread } from "./label-spread.ts";
import { RankLengths } from "./rank-lengths.ts";
import { rankLabels } from "./rank-labels.ts";
import type { Seeds } from "./seeds.ts";

/**
 * The nearest seed points of every edge by rank of weight, ready to be looked up: what is left to drive from the head of
 * the edge. A row of 8 bytes times `ranks` for each edge, in memory that threads may share.
 */
export interface NearTable {
  readonly ranks: number;
  /**
   * Entry `(edge * ranks + rank) * NEAR_FIELDS`: point (or `NOBODY`, `BEYOND`, `UNTOLD`), weight and duration in
   * deciseconds, length in decametres.
   */
  readonly rows: Uint16Array;
}

export const NEAR_FIELDS = 4;
/** No further point can be reached. */
export const NOBODY = 0xffff;
/** Further points weigh more than a row has room for, `MOST_NEAR`. */
export const BEYOND = 0xfffe;
/** There are further points of which a row has no room to tell anything. */
export const UNTOLD = 0xfffd;
/** Points that a table can tell apart. */
export const MOST_NEAR_POINTS = UNTOLD;
/** The largest of the numbers in a row. */
export const MOST_NEAR = 0xffff;

const METERS_PER_UNIT = 10;

/**
 * Makes the table of all edges.
 *
 * Costs what `rankLabels` does, plus a walk to the next edge of each way for its length; while it works, 16 bytes an edge
 * and rank more than the table takes. Throws `RangeError` for points from `MOST_NEAR_POINTS` on.
 */
export function makeNearTable(network: Network, seeds: Seeds, ranks: number): NearTable {
  const tooMany = seeds.points.find((point) => point >= MOST_NEAR_POINTS);
  if (tooMany !== undefined) {
    throw new RangeError(`got a seed for point ${tooMany}, expected points below ${MOST_NEAR_POINTS}`);
  }
  const labels = rankLabels(network, seeds, ranks);
  const lengths = new RankLengths(network, seeds, labels);
  const bytes = network.edgeCount * ranks * NEAR_FIELDS * Uint16Array.BYTES_PER_ELEMENT;
  const rows = new Uint16Array(new SharedArrayBuffer(bytes));
  for (let edge = 0; edge < network.edgeCount; edge++) {
    let row = edge * ranks * NEAR_FIELDS;
    let end = NOBODY;
    for (let rank = 0; rank < ranks; rank++, row += NEAR_FIELDS) {
      const weight = labels[rank].weights[edge];
      if (end === NOBODY && weight !== UNREACHED) {
        if (writeEntry(rows, row, labels[rank], edge, lengths.meters(edge, rank))) continue;
        end = weight > MOST_NEAR ? BEYOND : UNTOLD;
      }
      rows[row] = end;
    }
  }
  return { ranks, rows };
}

/** @returns false where there is no room for it */
function writeEntry(
  rows: Uint16Array,
  row: number,
  { weights, durations, points }: LabelSpread,
  edge: number,
  meters: number,
): boolean {
  if (weights[edge] > MOST_NEAR || durations[edge] > MOST_NEAR) return false;
  const length = Math.round(meters / METERS_PER_UNIT);
  if (length > MOST_NEAR) return false;
  rows[row] = points[edge];
  rows[row + 1] = weights[edge];
  rows[row + 2] = durations[edge];
  rows[row + 3] = length;
  return true;
}

/** Metres of an entry, to five metres. */
export function metersOfEntry({ rows }: NearTable, row: number): number {
  return rows[row + 3] * METERS_PER_UNIT;
}
