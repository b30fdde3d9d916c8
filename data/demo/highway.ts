import type { Point } from "./plane.ts";

/** A node that several drawings share: whose file holds it, and its number there. */
export interface SharedNode {
  readonly osmNodeId: number;
  readonly isOurs: boolean;
}

/**
 * How a road with two carriageways ends: at an exit, whose station is the end's; at a border, where a neighbour's
 * drawing goes on from the nodes of both carriageways; or in a ring, where several meet.
 */
export type HighwayEnd =
  | { readonly kind: "exit" }
  | { readonly kind: "border"; readonly left: SharedNode; readonly right: SharedNode }
  | { readonly kind: "ring"; readonly ring: number };

/** A motorway, or another road built like one, as far as one drawing has it. */
export interface HighwaySection {
  readonly highway: "motorway" | "trunk";
  readonly name: string;
  readonly ref: string;
  readonly points: readonly Point[];
  /** Metres from its start at which one may leave and enter, in ascending order. */
  readonly exits: readonly number[];
  readonly start: HighwayEnd;
  readonly end: HighwayEnd;
}

/** Where roads with two carriageways meet. */
export interface HighwayRing {
  readonly ring: number;
  readonly point: Point;
}
