/** Where points meet the road network: parallel arrays, one entry a point. */
export interface Snaps {
  /** One of the two directions of the nearest road, or `NO_EDGE`. */
  readonly edges: Uint32Array;
  /** Place along that edge, 0 at its tail to 1 at its head. */
  readonly fractions: Float32Array;
  /** The junction that the nearest place is, at an end of that edge, or `NO_NODE`: all its roads are as near. */
  readonly nodes: Uint32Array;
  /** Off-road leg in metres, as the crow flies; `Infinity` where there is no snap. */
  readonly distancesMeters: Float32Array;
}
