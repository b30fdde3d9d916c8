import type { RoadProfile } from "../model/network.ts";

/** One direction of a road: whether it runs along that of its profile, and how many segments share its duration. */
export interface SegmentRules {
  readonly profile: RoadProfile;
  readonly forward: boolean;
  /** Segments of the whole way, for ferries whose tags say how long they take. */
  readonly segmentsOfWay: number;
}

/** Time of a segment in whole deciseconds; 0 where its direction is closed. See `segmentWeight`. */
export function segmentDuration({ profile, forward, segmentsOfWay }: SegmentRules, meters: number): number {
  const speed = forward ? profile.forwardSpeedKmh : profile.backwardSpeedKmh;
  if (speed <= 0) return 0;
  if (profile.durationSeconds > 0) return shared(profile.durationSeconds, segmentsOfWay);
  return atLeastOne((meters * 36) / speed);
}

/**
 * Weight of a segment in whole deciseconds, at least one: OSRM rounds segment by segment, and so must we to agree
 * with it. 0 where the direction is closed.
 */
export function segmentWeight({ profile, forward, segmentsOfWay }: SegmentRules, meters: number): number {
  const speed = forward ? profile.forwardSpeedKmh : profile.backwardSpeedKmh;
  if (speed <= 0) return 0;
  if (profile.durationSeconds > 0) return shared(profile.durationWeightSeconds, segmentsOfWay);
  const rate = forward ? profile.forwardRateKmh : profile.backwardRateKmh;
  return atLeastOne((meters * 36) / (rate > 0 ? rate : speed));
}

function shared(seconds: number, segments: number): number {
  return atLeastOne((seconds * 10) / segments);
}

function atLeastOne(deciseconds: number): number {
  return Math.max(1, Math.round(deciseconds));
}
