/**
 * The road network as the searches see it: directed edges joined by turns, in flat typed arrays.
 *
 * An *edge* is a chain of road between two junctions, driven in one direction, with one speed and one
 * name; its shape points are geometry, not nodes. Two directions of the same chain are *twins*. A *turn*
 * joins an edge to one that may be driven next, and carries what the manoeuvre costs. Searches label
 * edges, so that turn costs and restrictions decide the answer.
 *
 * Units: time in deciseconds (as in OSRM), coordinates in microdegrees (1e-6°), lengths in metres.
 */
export interface Network {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly turnCount: number;

  /** Junctions, ordered along a Hilbert curve. */
  readonly nodeLons: Int32Array;
  readonly nodeLats: Int32Array;
  /** Edges out of node n, copies left out: the numbers from `nodeOutOffsets[n]` up to `nodeOutOffsets[n + 1]` themselves. */
  readonly nodeOutOffsets: Uint32Array;
  /** Edges into node n, copies left out: `nodeInEdges[nodeInOffsets[n]]` up to `nodeInEdges[nodeInOffsets[n + 1]]`. */
  readonly nodeInOffsets: Uint32Array;
  readonly nodeInEdges: Uint32Array;

  /**
   * Directed edges, ordered by tail node. Edges from `firstCopy` on are copies made for restrictions with a
   * way as their via: same road, other turns. A point is never snapped to a copy.
   */
  readonly firstCopy: number;
  readonly edgeTails: Uint32Array;
  readonly edgeHeads: Uint32Array;
  /** Time to drive the edge, deciseconds, at least 1. */
  readonly edgeDurations: Uint32Array;
  /** What the search minimises, in the same unit: the duration over the profile's preference for the road. */
  readonly edgeWeights: Uint32Array;
  readonly edgeLengths: Float32Array;
  /** The same chain in the other direction, or `NO_EDGE` where that is not allowed. For a copy too. */
  readonly edgeTwins: Uint32Array;
  /** For an ordinary edge itself, for a copy the edge it copies. */
  readonly edgeOriginals: Uint32Array;
  /** `shape * 2 + (1 when the edge runs against its shape)`. */
  readonly edgeShapes: Uint32Array;
  /** Index into `profiles`. */
  readonly edgeProfiles: Uint32Array;
  /** 1 where the edge runs in the forward direction of its profile. */
  readonly edgeFollowsProfile: Uint8Array;
  /** Index into `names`; 0 is the empty name. */
  readonly edgeNames: Uint32Array;

  /** Shape points of shape s: `shapeOffsets[s]` up to `shapeOffsets[s + 1]`, both junctions included. */
  readonly shapeOffsets: Uint32Array;
  readonly shapeLons: Int32Array;
  readonly shapeLats: Int32Array;
  /** OSM id of each shape point. */
  readonly shapeNodeIds: Float64Array;

  /** Turns out of edge e: `turnOffsets[e]` up to `turnOffsets[e + 1]`. */
  readonly turnOffsets: Uint32Array;
  readonly turnTargets: Uint32Array;
  readonly turnClasses: Uint16Array;
  /** The same turns seen from the edge they lead into. */
  readonly reverseTurnOffsets: Uint32Array;
  readonly reverseTurnSources: Uint32Array;
  readonly reverseTurnClasses: Uint16Array;
  /** Time and weight of each class of turn, deciseconds. */
  readonly turnClassDurations: Uint32Array;
  readonly turnClassWeights: Uint32Array;

  /** Size, in directed edges, of the strongly connected component of each edge. */
  readonly edgeComponentSizes: Uint32Array;

  /** Edges that lead to where the extract ends: times near them may be too long. */
  readonly cutEdges: Uint32Array;

  readonly profiles: readonly RoadProfile[];
  readonly names: RoadNames;
}

/** How a car drives a road: what the profile made of its tags. Shared by all roads that it fits. */
export interface RoadProfile {
  /** OSM highway class (`primary`, `residential` ...) or the route (`ferry`, `shuttle_train`). */
  readonly highway: string;
  readonly mode: RoadMode;
  /** km/h along and against the way's direction; 0 where that direction is closed to cars. */
  readonly forwardSpeedKmh: number;
  readonly backwardSpeedKmh: number;
  /** km/h at which the weight is counted: the speed times the profile's preference (OSRM's rate). */
  readonly forwardRateKmh: number;
  readonly backwardRateKmh: number;
  /** Seconds for the whole way where its tags say so (ferries), else 0: then speeds are ignored. */
  readonly durationSeconds: number;
  readonly durationWeightSeconds: number;
  /** Only for those who have business there: may start or end a trip, not carry one through. */
  readonly forwardRestricted: boolean;
  readonly backwardRestricted: boolean;
  /** May a trip start or end here? Not on a ferry, nor on a private service road. */
  readonly startpoint: boolean;
  readonly roundabout: boolean;
  readonly forwardToll: boolean;
  readonly backwardToll: boolean;
  readonly motorway: boolean;
  readonly tunnel: boolean;
  readonly lanes: number;
  readonly leftHandDriving: boolean;
}

export type RoadMode = "driving" | "ferry" | "train";

export interface RoadName {
  readonly name: string;
  readonly ref: string;
}

/** Names in flat arrays, which threads share as they share the rest: a country has a million. Read by `roadNameAt`. */
export interface RoadNames {
  readonly count: number;
  /** Name i lies between entries 2i and 2i + 1 of this, its ref between 2i + 1 and 2i + 2: bytes, ascending. */
  readonly offsets: Uint32Array;
  /** UTF-8. */
  readonly bytes: Uint8Array;
}

/** No such edge; also the snap of a point without a road. */
export const NO_EDGE = 0xffffffff;
/** No such junction; also a snap that lies along a road, not at its end. */
export const NO_NODE = 0xffffffff;
/** No route: larger than any time. */
export const UNREACHED = 0xffffffff;
