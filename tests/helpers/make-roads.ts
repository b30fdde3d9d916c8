import type { RoadProfile } from "../../isochrones/model/network.ts";
import type { Roads, TurnRestriction } from "../../isochrones/model/roads.ts";

export interface NodePlan {
  /** Microdegrees. */
  readonly lon: number;
  readonly lat: number;
  /** Bits of `Obstacle`. */
  readonly obstacles: number;
}

export interface WayPlan {
  readonly nodes: readonly number[];
  readonly profile: RoadProfile;
  /** Index into the names. */
  readonly name: number;
}

export interface RoadsPlan {
  readonly nodes: readonly NodePlan[];
  readonly ways: readonly WayPlan[];
  readonly restrictions: readonly Omit<TurnRestriction, "osmRelationId">[];
}

/** A plain two-way road at 36 km/h: ten metres a second, so that a metre is a decisecond. */
export const PLAIN_ROAD: RoadProfile = {
  highway: "residential",
  mode: "driving",
  forwardSpeedKmh: 36,
  backwardSpeedKmh: 36,
  forwardRateKmh: 36,
  backwardRateKmh: 36,
  durationSeconds: 0,
  durationWeightSeconds: 0,
  forwardRestricted: false,
  backwardRestricted: false,
  startpoint: true,
  roundabout: false,
  forwardToll: false,
  backwardToll: false,
  motorway: false,
  tunnel: false,
  lanes: 0,
  leftHandDriving: false,
};

/** The same road, closed against its direction. */
export const ONE_WAY: RoadProfile = { ...PLAIN_ROAD, backwardSpeedKmh: 0, backwardRateKmh: 0 };

/** `Roads` as the reader would make them: profiles that say the same are one. */
export function makeRoads({ nodes, ways, restrictions }: RoadsPlan): Roads {
  const profiles: RoadProfile[] = [];
  const profileKeys: string[] = [];
  const indexOf = (profile: RoadProfile): number => {
    const key = JSON.stringify(profile);
    if (!profileKeys.includes(key)) {
      profileKeys.push(key);
      profiles.push(profile);
    }
    return profileKeys.indexOf(key);
  };
  const offsets = [0];
  for (const way of ways) offsets.push(offsets[offsets.length - 1] + way.nodes.length);
  const nameCount = Math.max(0, ...ways.map(({ name }) => name)) + 1;
  return {
    nodeLons: Int32Array.from(nodes, ({ lon }) => lon),
    nodeLats: Int32Array.from(nodes, ({ lat }) => lat),
    nodeOsmIds: Float64Array.from(nodes, (_, index) => index + 1),
    nodeObstacles: Uint16Array.from(nodes, ({ obstacles }) => obstacles),
    wayOffsets: Uint32Array.from(offsets),
    wayNodes: Uint32Array.from(ways.flatMap((way) => way.nodes)),
    wayProfiles: Uint32Array.from(ways, ({ profile }) => indexOf(profile)),
    wayNames: Uint32Array.from(ways, ({ name }) => name),
    wayOsmIds: Float64Array.from(ways, (_, index) => index + 1),
    profiles,
    names: Array.from({ length: nameCount }, (_, index) => ({
      name: index === 0 ? "" : `rue ${index}`,
      ref: "",
    })),
    restrictions: restrictions.map((restriction, index) => ({ osmRelationId: index + 1, ...restriction })),
  };
}

/** What `makeRoads` was told: for tests that change a world a little and make it again. */
export function planOf(roads: Roads): RoadsPlan {
  return {
    nodes: Array.from(roads.nodeLons, (lon, node) => ({
      lon,
      lat: roads.nodeLats[node],
      obstacles: roads.nodeObstacles[node],
    })),
    ways: Array.from(roads.wayProfiles, (profile, way) => ({
      nodes: [...roads.wayNodes.subarray(roads.wayOffsets[way], roads.wayOffsets[way + 1])],
      profile: roads.profiles[profile],
      name: roads.wayNames[way],
    })),
    restrictions: roads.restrictions,
  };
}
