import { sharedUint32 } from "../graph/shared-array.ts";
import { NO_EDGE, NO_NODE, type Network } from "../model/network.ts";
import type { PointsByRoad, Snaps } from "../model/points.ts";

/**
 * Sorts snapped points by the roads that they are read from: who has reached a few roads need not look at all points. A
 * point at a junction is on each of its roads. In memory that threads may share. O(points + shapes).
 */
export function sortByRoad(network: Network, snaps: Snaps): PointsByRoad {
  const shapeCount = network.shapeOffsets.length - 1;
  const offsets = sharedUint32(shapeCount + 1);
  visitRoads(network, snaps, (shape) => {
    offsets[shape + 1]++;
  });
  for (let shape = 0; shape < shapeCount; shape++) offsets[shape + 1] += offsets[shape];
  const points = sharedUint32(offsets[shapeCount]);
  const cursors = offsets.slice(0, shapeCount);
  visitRoads(network, snaps, (shape, point) => {
    points[cursors[shape]++] = point;
  });
  return { offsets, points };
}

function visitRoads(
  { edgeShapes, nodeOutOffsets, nodeInOffsets, nodeInEdges }: Network,
  { edges, nodes }: Snaps,
  visit: (shape: number, point: number) => void,
): void {
  for (let point = 0; point < edges.length; point++) {
    if (edges[point] === NO_EDGE) continue;
    visit(edgeShapes[edges[point]] >> 1, point);
    const node = nodes[point];
    if (node === NO_NODE) continue;
    for (let out = nodeOutOffsets[node]; out < nodeOutOffsets[node + 1]; out++)
      visit(edgeShapes[out] >> 1, point);
    for (let i = nodeInOffsets[node]; i < nodeInOffsets[node + 1]; i++)
      visit(edgeShapes[nodeInEdges[i]] >> 1, point);
  }
}
