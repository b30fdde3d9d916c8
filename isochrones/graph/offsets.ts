import { planeMeters } from "../geo/distance.ts";
import { NO_EDGE, type Network } from "../model/network.ts";
import type { Offsets } from "../model/points.ts";
import { segmentDuration, type SegmentRules, segmentWeight } from "./segment-times.ts";

/**
 * Times from the tails of an edge and of its twin to a place on them. Whole segments count as they are, and of the
 * segment that the place lies on a part is cut off to deciseconds: the part from the end of the road whose OSM node has
 * the lower id, as in OSRM 6.0.0 (`MakePhantomNode`).
 *
 * @param segment shape point at which the segment begins
 * @param along how far along the segment, in the direction of the shape, 0 to 1
 */
export function offsetsOnSegment(network: Network, edge: number, segment: number, along: number): Offsets {
  const twin = network.edgeTwins[edge];
  const [duration, weight] = [segmentDuration, segmentWeight].map((cost) =>
    offsetOf(network, edge, segment, along, cost),
  );
  if (twin === NO_EDGE) return { duration, weight, twinDuration: 0, twinWeight: 0 };
  const [twinDuration, twinWeight] = [segmentDuration, segmentWeight].map((cost) =>
    offsetOf(network, twin, segment, along, cost),
  );
  return { duration, weight, twinDuration, twinWeight };
}

/** The same for a place that is known by its fraction of the edge's length. */
export function offsetsAt(network: Network, edge: number, fraction: number): Offsets {
  const { shapeOffsets, shapeLons, shapeLats, edgeShapes, edgeLengths } = network;
  const shape = edgeShapes[edge] >> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  const last = shapeOffsets[shape + 1] - 2;
  let left = edgeLengths[edge] * (isAgainst ? 1 - fraction : fraction);
  for (let i = shapeOffsets[shape]; i <= last; i++) {
    const meters = planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    if (left < meters || i === last)
      return offsetsOnSegment(network, edge, i, meters === 0 ? 0 : Math.min(1, left / meters));
    left -= meters;
  }
  throw new Error(`edge ${edge} has no segment`);
}

type Cost = typeof segmentDuration;

function offsetOf(network: Network, edge: number, segment: number, along: number, cost: Cost): number {
  const { shapeOffsets, shapeLons, shapeLats, shapeNodeIds, edgeShapes } = network;
  const shape = edgeShapes[edge] >> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  const first = shapeOffsets[shape];
  const last = shapeOffsets[shape + 1] - 1;
  const rules = rulesOf(network, edge);
  const costOf = (i: number): number =>
    cost(rules, planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]));
  let offset = 0;
  for (let i = isAgainst ? segment + 1 : first; i < (isAgainst ? last : segment); i++) offset += costOf(i);
  const own = costOf(segment);
  const isCutFromShape = shapeNodeIds[first] <= shapeNodeIds[last];
  const cut = Math.trunc(own * (isCutFromShape ? along : 1 - along));
  return offset + (isCutFromShape === isAgainst ? own - cut : cut);
}

/** How the segments of an edge are timed. */
export function rulesOf(network: Network, edge: number): SegmentRules {
  const { shapeOffsets, edgeShapes, edgeDurations, profiles, edgeProfiles, edgeFollowsProfile } = network;
  const shape = edgeShapes[edge] >> 1;
  const segments = shapeOffsets[shape + 1] - shapeOffsets[shape] - 1;
  const profile = profiles[edgeProfiles[edge]];
  // Segments of a ferry are all alike, and a part of the way is theirs.
  const ownSeconds = edgeDurations[edge] / segments / 10;
  const segmentsOfWay = profile.durationSeconds > 0 ? profile.durationSeconds / ownSeconds : segments;
  return { profile, forward: edgeFollowsProfile[edge] === 1, segmentsOfWay };
}
