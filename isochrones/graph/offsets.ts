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
  const { duration, weight } = offsetOf(network, edge, segment, along);
  if (twin === NO_EDGE) return { duration, weight, twinDuration: 0, twinWeight: 0 };
  const other = offsetOf(network, twin, segment, along);
  return { duration, weight, twinDuration: other.duration, twinWeight: other.weight };
}

/** The same for a place that is known by its fraction of the edge's length. */
export function offsetsAt(network: Network, edge: number, fraction: number): Offsets {
  const { shapeOffsets, shapeLons, shapeLats, edgeShapes } = network;
  const shape = edgeShapes[edge] >> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  const first = shapeOffsets[shape];
  const lengths = Array.from({ length: shapeOffsets[shape + 1] - 1 - first }, (_, index) => {
    const i = first + index;
    return planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
  });
  let left = lengths.reduce((sum, meters) => sum + meters, 0) * (isAgainst ? 1 - fraction : fraction);
  for (const [index, meters] of lengths.entries()) {
    const isLast = index === lengths.length - 1;
    if (left < meters || isLast) {
      const along = isLast && fraction === (isAgainst ? 0 : 1) ? 1 : Math.min(1, left / (meters || 1));
      return offsetsOnSegment(network, edge, first + index, along);
    }
    left -= meters;
  }
  throw new Error(`edge ${edge} has no segment`);
}

/** From the tail of one edge to the place. */
function offsetOf(
  network: Network,
  edge: number,
  segment: number,
  along: number,
): { duration: number; weight: number } {
  const { shapeOffsets, shapeLons, shapeLats, shapeNodeIds, edgeShapes } = network;
  const shape = edgeShapes[edge] >>> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  const first = shapeOffsets[shape];
  const last = shapeOffsets[shape + 1] - 1;
  const costs = segmentCostsOf(network, edge);
  const metersOf = (i: number): number =>
    planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
  let duration = 0;
  let weight = 0;
  for (let i = isAgainst ? segment + 1 : first; i < (isAgainst ? last : segment); i++) {
    const meters = metersOf(i);
    duration += costs.duration(meters);
    weight += costs.weight(meters);
  }
  const isCutFromShape = shapeNodeIds[first] <= shapeNodeIds[last];
  const partOf = (own: number): number => {
    const cut = Math.trunc(own * (isCutFromShape ? along : 1 - along));
    return isCutFromShape === isAgainst ? own - cut : cut;
  };
  const meters = metersOf(segment);
  return {
    duration: duration + partOf(costs.duration(meters)),
    weight: weight + partOf(costs.weight(meters)),
  };
}

/** What a segment of an edge takes, by its length in metres: whole deciseconds. */
export interface SegmentCosts {
  readonly duration: (meters: number) => number;
  readonly weight: (meters: number) => number;
}

export function segmentCostsOf(network: Network, edge: number): SegmentCosts {
  const { edgeShapes, shapeOffsets, profiles, edgeProfiles, edgeFollowsProfile } = network;
  const profile = profiles[edgeProfiles[edge]];
  const shape = edgeShapes[edge] >> 1;
  const segmentsOfWay = shapeOffsets[shape + 1] - shapeOffsets[shape] - 1;
  if (profile.durationSeconds > 0) {
    // Segments of a ferry are all alike, and the edge may be a part of its way.
    return {
      duration: () => network.edgeDurations[edge] / segmentsOfWay,
      weight: () => network.edgeWeights[edge] / segmentsOfWay,
    };
  }
  const rules: SegmentRules = { profile, forward: edgeFollowsProfile[edge] === 1, segmentsOfWay };
  return {
    duration: (meters) => segmentDuration(rules, meters),
    weight: (meters) => segmentWeight(rules, meters),
  };
}
