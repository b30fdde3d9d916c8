import type { RoadName, RoadProfile } from "./network.ts";

/**
 * Roads as read, before they become a network: ways as lists of nodes, each with a profile and a name.
 * Only what a car may drive is in it. Node and way indices are dense; OSM ids are kept beside them.
 */
export interface Roads {
  /** Nodes of at least one way, ascending by OSM id. Microdegrees. */
  readonly nodeLons: Int32Array;
  readonly nodeLats: Int32Array;
  readonly nodeOsmIds: Float64Array;
  /** Bits of `Obstacle`. */
  readonly nodeObstacles: Uint16Array;

  /** Nodes of way w: `wayNodes[wayOffsets[w] .. wayOffsets[w + 1])`, at least two, no two equal in a row. */
  readonly wayOffsets: Uint32Array;
  readonly wayNodes: Uint32Array;
  readonly wayProfiles: Uint32Array;
  readonly wayNames: Uint32Array;
  readonly wayOsmIds: Float64Array;

  readonly profiles: readonly RoadProfile[];
  /** Entry 0 is the empty name. */
  readonly names: readonly RoadName[];
  readonly restrictions: readonly TurnRestriction[];
}

/** What stands at a node, as bits. Directions are relative to the way that carries the node. */
export const Obstacle = {
  barrier: 1,
  signal: 2,
  signalForward: 4,
  signalBackward: 8,
  stop: 16,
  stopForward: 32,
  stopBackward: 64,
  stopMinor: 128,
  giveWay: 256,
  giveWayForward: 512,
  giveWayBackward: 1024,
  /** A car may turn round here: mini roundabout, turning circle or loop. */
  turnaround: 2048,
  /** A gate that has to be opened first. */
  gate: 4096,
  /** The extract ends here: the road goes on where no file tells. */
  cut: 8192,
} as const;

/** A turn restriction, in indices of `Roads`. Several `from` or `to` ways are several restrictions. */
export interface TurnRestriction {
  readonly osmRelationId: number;
  readonly kind: "no" | "only";
  readonly fromWay: number;
  /** Where it is the same way as `fromWay`, the restriction is about turning back. */
  readonly toWay: number;
  /** A node, or the ways to be driven between `fromWay` and `toWay`, in order. */
  readonly via: { readonly node: number } | { readonly ways: readonly number[] };
}
