import type { Network } from "../model/network.ts";

/**
 * `arrival`: everything *to* the seeds; an edge's label is what is left to drive from its head.
 * `departure`: everything *from* the seeds; an edge's label is what has been driven up to its tail.
 */
export type Direction = "arrival" | "departure";

/**
 * What a search knows of each edge, in parallel arrays: the least weight, among those the least duration, among those
 * the lowest point. There is one such answer, whatever the search that finds it.
 */
export interface EdgeLabels {
  readonly network: Network;
  readonly direction: Direction;
  /** Deciseconds by weight and by duration, `UNREACHED` where the search did not come. */
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
  /** Point of the seed that the label leads to or comes from, `NO_EDGE` where the search did not come. */
  readonly points: Uint32Array;
  /** Copies of edges on restricted paths, by original. */
  readonly copies: ReadonlyMap<number, readonly number[]>;
}
