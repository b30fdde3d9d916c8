import { NO_EDGE, type Network } from "../model/network.ts";
import { NearRows } from "./near-rows.ts";
import type { Seeds } from "./seeds.ts";

/**
 * The nearest seed points of every edge by rank of weight, ready to be looked up: what is left to drive from the head of
 * the edge. A row of 8 bytes times `ranks` for each edge, in memory that threads may share.
 */
export interface NearTable {
  readonly ranks: number;
  /**
   * Entry `(edge * ranks + rank) * NEAR_FIELDS`: point (or `NOBODY`, `BEYOND`), weight and duration in deciseconds,
   * length in decametres.
   */
  readonly rows: Uint16Array;
}

export const NEAR_FIELDS = 4;
/** There is no further point. */
export const NOBODY = 0xffff;
/** Further points, if there are any, weigh more than `MOST_NEAR`. */
export const BEYOND = 0xfffe;
/** Points that a table can tell apart. */
export const MOST_NEAR_POINTS = BEYOND;
/** The largest of the numbers in a row. */
export const MOST_NEAR = 0xffff;
/** A row keeps a bit for each of its entries while the table is made. */
export const MOST_RANKS = 8;

const METERS_PER_UNIT = 10;

/**
 * Makes the table of all edges. All ranks spread at once, by windows of weight and in them by the place in memory: labels
 * are corrected until none can be improved. Who is r-th from the tail of a turn is among the first r from its head, or r
 * others would be nearer, so that rows of k entries are all that rows of k entries are made of.
 *
 * O(k (m + n)) over the turns and edges, times corrections and the k entries of a row; while it works, 4 bytes an edge and
 * rank more than the table takes, and 6 bytes an edge.
 *
 * @returns null where a way does not fit into a row though it weighs little enough: one that takes or measures far more
 * than it weighs
 * @throws RangeError for points from `MOST_NEAR_POINTS` on, and more than `MOST_RANKS` ranks
 */
export function makeNearTable(network: Network, seeds: Seeds, ranks: number): NearTable | null {
  const tooMany = seeds.points.find((point) => point >= MOST_NEAR_POINTS);
  if (tooMany !== undefined) {
    throw new RangeError(`got a seed for point ${tooMany}, expected points below ${MOST_NEAR_POINTS}`);
  }
  if (ranks > MOST_RANKS) throw new RangeError(`got ${ranks} ranks, expected ${MOST_RANKS} at most`);
  const bytes = network.edgeCount * ranks * NEAR_FIELDS * Uint16Array.BYTES_PER_ELEMENT;
  const table = { ranks, rows: new Uint16Array(new SharedArrayBuffer(bytes)) };
  const rows = new NearRows(network, seeds, table);
  for (let edge = rows.pop(); edge !== NO_EDGE; edge = rows.pop()) rows.carryOn(edge);
  return rows.finish(METERS_PER_UNIT) ? table : null;
}

/** Metres of an entry, to five metres. */
export function metersOfEntry({ rows }: NearTable, row: number): number {
  return rows[row + 3] * METERS_PER_UNIT;
}
