/** Where points meet the road network: parallel arrays, one entry a point. */
export interface Snaps {
  /** One of the two directions of the nearest road, or `NO_EDGE`. */
  readonly edges: Uint32Array;
  /** Place along that edge, 0 at its tail to 1 at its head. */
  readonly fractions: Float32Array;
  /** `OFFSETS` numbers a point: times from the tails of the edge and of its twin to the place, as in `Offsets`. */
  readonly offsets: Uint32Array;
  /** The junction that the nearest place is, at an end of that edge, or `NO_NODE`: all its roads are as near. */
  readonly nodes: Uint32Array;
  /** Off-road leg in metres, as the crow flies; `Infinity` where there is no snap. */
  readonly distancesMeters: Float32Array;
}

/**
 * Deciseconds from the tail of an edge to a place on it, and from the tail of its twin to the same place: by duration
 * and by weight. 0 where there is no twin.
 */
export interface Offsets {
  readonly duration: number;
  readonly weight: number;
  readonly twinDuration: number;
  readonly twinWeight: number;
}

/** How many numbers `Snaps.offsets` holds a point: those of `Offsets`, in its order. */
export const OFFSETS = 4;

/** The snapped points that are read from each road: those on it, and those at a junction of it. */
export interface PointsByRoad {
  /** Points of shape s: `points[offsets[s]]` up to `points[offsets[s + 1]]`. */
  readonly offsets: Uint32Array;
  readonly points: Uint32Array;
}
