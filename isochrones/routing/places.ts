import { NO_EDGE, NO_NODE, type Network } from "../model/network.ts";
import { type Offsets, OFFSETS, type Snaps } from "../model/points.ts";

/** Where a trip may begin or end: on an edge, at a fraction of its length from its tail. */
export interface Place {
  readonly edge: number;
  readonly fraction: number;
  /** Deciseconds from the tail, by duration and by weight. */
  readonly duration: number;
  readonly weight: number;
}

/** A snap that has a road, as far as searches care. */
export interface SnappedPlace extends Pick<Place, "edge" | "fraction"> {
  readonly offsets: Offsets;
  /** The junction that the point lies at, or `NO_NODE`. */
  readonly node: number;
}

/**
 * All places of a snapped point. Along a road these are its two directions. At a junction, as in OSRM, every road
 * on which trips may begin is as near as the one found: one may set out on any of them and arrive by any.
 */
export function placesOf(network: Network, { edge, fraction, offsets, node }: SnappedPlace): Place[] {
  const twin = network.edgeTwins[edge];
  const { duration, weight, twinDuration, twinWeight } = offsets;
  const places = [{ edge, fraction, duration, weight }];
  if (twin !== NO_EDGE)
    places.push({ edge: twin, fraction: 1 - fraction, duration: twinDuration, weight: twinWeight });
  if (node === NO_NODE) return places;
  const { nodeOutOffsets, nodeInOffsets, nodeInEdges } = network;
  const isStart = (candidate: number): boolean =>
    network.profiles[network.edgeProfiles[candidate]].startpoint;
  for (let out = nodeOutOffsets[node]; out < nodeOutOffsets[node + 1]; out++) {
    if (isStart(out) && !holds(places, out, 0)) places.push(tailOf(out));
  }
  for (let i = nodeInOffsets[node]; i < nodeInOffsets[node + 1]; i++) {
    const into = nodeInEdges[i];
    if (isStart(into) && !holds(places, into, 1)) places.push(headOf(network, into));
  }
  return places;
}

/** The places of one of many points, none without a road. */
export function placesOfPoint(network: Network, snaps: Snaps, point: number): Place[] {
  const edge = snaps.edges[point];
  if (edge === NO_EDGE) return [];
  return placesOf(network, {
    edge,
    fraction: snaps.fractions[point],
    offsets: offsetsOf(snaps, point),
    node: snaps.nodes[point],
  });
}

export function offsetsOf({ offsets }: Snaps, point: number): Offsets {
  const first = point * OFFSETS;
  return {
    duration: offsets[first],
    weight: offsets[first + 1],
    twinDuration: offsets[first + 2],
    twinWeight: offsets[first + 3],
  };
}

/** The place where an edge begins. */
export function tailOf(edge: number): Place {
  return { edge, fraction: 0, duration: 0, weight: 0 };
}

/** The place where an edge ends. */
export function headOf({ edgeDurations, edgeWeights }: Network, edge: number): Place {
  return { edge, fraction: 1, duration: edgeDurations[edge], weight: edgeWeights[edge] };
}

function holds(places: readonly Place[], edge: number, fraction: number): boolean {
  return places.some((place) => place.edge === edge && place.fraction === fraction);
}
