import { NO_EDGE, NO_NODE, type Network } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import { placesOfPoint } from "./places.ts";

/** Which snapped points an edge's label decides: those of edge e are `points[offsets[e] .. offsets[e + 1])`. */
export interface PointsByEdge {
  readonly offsets: Uint32Array;
  readonly points: Uint32Array;
}

/** A point stands with each edge on which a trip from it may begin. O(points + edges). */
export function pointsByEdge(network: Network, snaps: Snaps): PointsByEdge {
  const offsets = new Uint32Array(network.edgeCount + 1);
  forEachPlace(network, snaps, (edge) => offsets[edge + 1]++);
  for (let edge = 0; edge < network.edgeCount; edge++) offsets[edge + 1] += offsets[edge];
  const points = new Uint32Array(offsets[network.edgeCount]);
  // Filled from the back, so that each offset ends where it began; points of an edge ascend.
  const ends = offsets.slice(1);
  for (let point = snaps.edges.length - 1; point >= 0; point--)
    forEachPlaceOf(network, snaps, point, (edge) => (points[--ends[edge]] = point));
  return { offsets, points };
}

function forEachPlace(network: Network, snaps: Snaps, visit: (edge: number) => void): void {
  for (let point = 0; point < snaps.edges.length; point++) forEachPlaceOf(network, snaps, point, visit);
}

function forEachPlaceOf(network: Network, snaps: Snaps, point: number, visit: (edge: number) => void): void {
  const edge = snaps.edges[point];
  if (edge === NO_EDGE) return;
  if (snaps.nodes[point] !== NO_NODE) {
    for (const place of placesOfPoint(network, snaps, point)) visit(place.edge);
    return;
  }
  visit(edge);
  const twin = network.edgeTwins[edge];
  if (twin !== NO_EDGE) visit(twin);
}
