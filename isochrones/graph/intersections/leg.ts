/** Where a road ends: an end of a chain. */
export interface RoadEnd {
  readonly node: number;
  readonly chain: number;
  /** Is the junction at the head of the chain? */
  readonly fromHead: boolean;
}

/** One road at a junction, by the end of its first chain. */
export interface Leg extends RoadEnd {
  /** The edge that leaves the junction on this road and the one that arrives on it, `NO_EDGE` where closed. */
  readonly out: number;
  readonly into: number;
}

/** A leg with the directions in which it leaves its junction, degrees clockwise from north. */
export interface SeenLeg extends Leg {
  /** As a driver perceives the road. */
  readonly perceived: number;
  /** By its first two metres. */
  readonly initial: number;
  /** One half of a divided road that is taken for a single one here, and the half that leads in. */
  readonly isMergedAway: boolean;
  /** OSRM ends the road before its far end, at a node where nothing happens. */
  readonly isStopped: boolean;
}

/** Is it the same end of the same chain? */
export function isSameEnd(a: RoadEnd, b: RoadEnd): boolean {
  return a.chain === b.chain && a.fromHead === b.fromHead;
}

/** Difference of two directions, 0 to 180 degrees. */
export function deviation(a: number, b: number): number {
  const degrees = Math.abs(a - b) % 360;
  return Math.min(degrees, 360 - degrees);
}
