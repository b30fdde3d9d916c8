import { NO_EDGE, type Network } from "../model/network.ts";
import { NearRows } from "./near-rows.ts";
import { MOST_NEAR_POINTS, MOST_RANKS, NEAR_FIELDS, type NearTable } from "./near-table.ts";
import type { Seeds } from "./seeds.ts";

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
  return rows.finish() ? table : null;
}
