import { bearingDegrees, planeMeters } from "../geo/distance.ts";
import { type Place, placeAt } from "../geo/places.ts";
import type { RoadProfile } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";
import { perceivedPlace } from "./perceived-direction.ts";

/** Beyond this no rule looks: 40 m, and eight lanes of a motorway junction. */
const REACH_METERS = 120;
/** What roads without a lane count are taken for, as in OSRM. */
const ASSUMED_LANES = 2;

/** Classes drawn with care; on all others the first metres mean little (OSRM: low priority). */
const PUBLIC_ROADS: ReadonlySet<string> = new Set(
  ["motorway", "trunk", "primary", "secondary", "tertiary"]
    .flatMap((name) => [name, `${name}_link`])
    .concat("unclassified", "residential", "living_street"),
);

/** The bearing of a road's very start is that of a place so far along. */
const INITIAL_METERS = 2;

/** Degrees clockwise from north, 0 up to 360. */
export interface Bearings {
  /** As a driver perceives the road. */
  readonly perceived: number;
  /** By its first metres alone. */
  readonly initial: number;
}

/** Directions in which chains leave the junctions at their ends. */
export class ChainBearings {
  readonly #roads: Roads;
  readonly #chains: Chains;
  /** Most lanes of any road at each junction, by index of `Roads`; 0 where none says. */
  readonly #lanes: Uint8Array;

  constructor(roads: Roads, chains: Chains) {
    this.#roads = roads;
    this.#chains = chains;
    this.#lanes = new Uint8Array(roads.nodeLons.length);
    for (let chain = 0; chain < chains.count; chain++) {
      const { lanes } = roads.profiles[chains.profiles[chain]];
      for (const node of [chains.tails[chain], chains.heads[chain]]) {
        this.#lanes[node] = Math.max(this.#lanes[node], lanes);
      }
    }
  }

  /** In which direction the chain leaves its tail, or its head. */
  leaving(chain: number, fromHead: boolean): Bearings {
    const road = this.#placesFrom(chain, fromHead);
    if (road.length < 2) return { perceived: 0, initial: 0 };
    const profile = this.#roads.profiles[this.#chains.profiles[chain]];
    const junction = fromHead ? this.#chains.heads[chain] : this.#chains.tails[chain];
    const perceived = perceivedPlace(road, {
      isLoop: this.#chains.tails[chain] === this.#chains.heads[chain],
      isRoundabout: profile.roundabout,
      isLowPriority: !PUBLIC_ROADS.has(profile.highway),
      consideredLanes: laneFactor(profile) * (this.#lanes[junction] || ASSUMED_LANES),
    });
    return {
      perceived: bearingOf(road[0], perceived),
      initial: bearingOf(road[0], placeAt(road, INITIAL_METERS)),
    };
  }

  /** The first metres of the chain, from the junction on; repeated places left out. */
  #placesFrom(chain: number, fromHead: boolean): Place[] {
    const { shapeNodes, shapeOffsets } = this.#chains;
    const { nodeLons, nodeLats } = this.#roads;
    const first = shapeOffsets[chain];
    const last = shapeOffsets[chain + 1] - 1;
    const step = fromHead ? -1 : 1;
    const places: Place[] = [];
    let meters = 0;
    for (let i = fromHead ? last : first; i >= first && i <= last && meters < REACH_METERS; i += step) {
      const [lon, lat] = [nodeLons[shapeNodes[i]], nodeLats[shapeNodes[i]]];
      const before = places.at(-1);
      if (before !== undefined) {
        if (before[0] === lon && before[1] === lat) continue;
        meters += planeMeters(before[0], before[1], lon, lat);
      }
      places.push([lon, lat]);
    }
    return places;
  }
}

function bearingOf(a: Place, b: Place): number {
  return bearingDegrees(a[0], a[1], b[0], b[1]);
}

/** Exits of wide roads set off at a slight angle, far from the middle: more of their start is passed over. */
function laneFactor({ highway }: RoadProfile): number {
  if (highway === "motorway" || highway.endsWith("_link")) return 2.5;
  if (highway === "trunk") return 2;
  return highway === "primary" ? 1.5 : 1;
}
