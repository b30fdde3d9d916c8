import type { Network, RoadProfile } from "../model/network.ts";
import { NO_EDGE } from "../model/network.ts";
import { OFFSETS, type Snaps } from "../model/points.ts";
import { withChanges } from "./with-changes.ts";

/**
 * The same network driven at another speed: times and weights of its edges divided by a factor and rounded to whole
 * deciseconds, at least 1. Turns cost what they cost, and a ferry takes as long as it takes. All other arrays are
 * shared, profiles too, which go on telling the speeds of the network as built. O(edges).
 *
 * As each edge is rounded as a whole, its time differs from that of a network built with such profiles, whose segments
 * are rounded one by one: by at most half a decisecond a segment in either, and half a decisecond here.
 *
 * @param factor of all speeds, more than 0: 0.8 for a fifth slower
 */
export function networkAtSpeed(network: Network, factor: number): Network {
  const { edgeCount, profiles, edgeProfiles } = network;
  const isScaled = profiles.map(followsSpeed);
  const edgeDurations = new Uint32Array(edgeCount);
  const edgeWeights = new Uint32Array(edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    const divisor = isScaled[edgeProfiles[edge]] ? factor : 1;
    edgeDurations[edge] = Math.max(1, Math.round(network.edgeDurations[edge] / divisor));
    edgeWeights[edge] = Math.max(1, Math.round(network.edgeWeights[edge] / divisor));
  }
  return withChanges(network, { edgeDurations, edgeWeights });
}

/** Snaps on that network: times from the tails of their edges, scaled alike. O(points). */
export function snapsAtSpeed(network: Network, snaps: Snaps, factor: number): Snaps {
  const { profiles, edgeProfiles } = network;
  const isScaled = profiles.map(followsSpeed);
  // Twins are one chain, of one profile.
  const offsets = snaps.offsets.map((deciseconds, place) => {
    const edge = snaps.edges[Math.floor(place / OFFSETS)];
    return edge !== NO_EDGE && isScaled[edgeProfiles[edge]] ? Math.round(deciseconds / factor) : deciseconds;
  });
  return withChanges(snaps, { offsets });
}

/** Not where a timetable tells how long it takes, nor on any ferry. */
function followsSpeed({ mode, durationSeconds }: RoadProfile): boolean {
  return mode !== "ferry" && durationSeconds <= 0;
}
