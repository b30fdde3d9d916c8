import type { RoadName, RoadProfile } from "../../isochrones/model/network.ts";

/** Tags of one OSM object. */
export type Tags = ReadonlyMap<string, string>;

/** What a vehicle makes of OSM tags: the one place where roads get their speeds and access. */
export interface CarProfile {
  /** Short name, kept in the dataset: `car`. */
  readonly name: string;
  /**
   * A way without any of these keys is never a road: it is skipped before its tags and nodes are decoded.
   * Empty: every way is shown to `way`.
   */
  readonly wayKeys: readonly string[];
  /** How the vehicle drives this way, or null where it may not. */
  way(tags: Tags): RoadProfile | null;
  /** What stands at this node: bits of `Obstacle`. */
  node(tags: Tags): number;
  /**
   * What this relation forbids or commands, null where it is no turn restriction. A restriction that does not
   * count says why: it holds at some hours only, for other vehicles only, or its kind is not known.
   */
  restriction(tags: Tags): RestrictionRule | "conditional" | "not-for-cars" | "unknown" | null;
  /** Name and reference of the way, as shown to people; empty strings where it has none. */
  roadName(tags: Tags): RoadName;
}

export interface RestrictionRule {
  readonly kind: "no" | "only";
}
