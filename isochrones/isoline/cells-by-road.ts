import { junctionsOf } from "../graph/junctions.ts";
import { sharedUint32 } from "../graph/shared-array.ts";
import { NO_EDGE, NO_NODE, type Network } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";

/** The cells that are read from each road, in memory that threads may share. */
export interface CellsByRoad {
  /** Cells of shape s: `cells[offsets[s]]` up to `cells[offsets[s + 1]]`. */
  readonly offsets: Uint32Array;
  readonly cells: Uint32Array;
}

/**
 * Sorts cells by the roads that they lie on: who has reached a few roads need not look at all cells. A cell at a junction
 * is on each of its roads. O(cells + shapes).
 */
export function sortCellsByRoad(network: Network, snaps: Snaps): CellsByRoad {
  const shapeCount = network.shapeOffsets.length - 1;
  const offsets = sharedUint32(shapeCount + 1);
  visitRoads(network, snaps, (shape) => {
    offsets[shape + 1]++;
  });
  for (let shape = 0; shape < shapeCount; shape++) offsets[shape + 1] += offsets[shape];
  const cells = sharedUint32(offsets[shapeCount]);
  const cursors = offsets.slice(0, shapeCount);
  visitRoads(network, snaps, (shape, cell) => {
    cells[cursors[shape]++] = cell;
  });
  return { offsets, cells };
}

function visitRoads(network: Network, snaps: Snaps, visit: (shape: number, cell: number) => void): void {
  const { edgeShapes } = network;
  for (let cell = 0; cell < snaps.edges.length; cell++) {
    if (snaps.edges[cell] === NO_EDGE) continue;
    visit(edgeShapes[snaps.edges[cell]] >> 1, cell);
    const node = snaps.nodes[cell];
    if (node === NO_NODE) continue;
    const { outOffsets, inOffsets, inEdges } = junctionsOf(network);
    for (let out = outOffsets[node]; out < outOffsets[node + 1]; out++) visit(edgeShapes[out] >> 1, cell);
    for (let i = inOffsets[node]; i < inOffsets[node + 1]; i++) visit(edgeShapes[inEdges[i]] >> 1, cell);
  }
}
