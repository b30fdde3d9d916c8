import { longitudeScale, METERS_PER_MICRODEGREE } from "../geo/distance.ts";
import type { RoadProfile } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";
import { type Place, perceivedPlace } from "./perceived-direction.ts";

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

  /** Degrees clockwise from north in which the chain leaves its tail, or its head. */
  leaving(chain: number, fromHead: boolean): number {
    const road = this.#placesFrom(chain, fromHead);
    if (road.length < 2) return 0;
    const profile = this.#roads.profiles[this.#chains.profiles[chain]];
    const junction = fromHead ? this.#chains.heads[chain] : this.#chains.tails[chain];
    const [east, north] = perceivedPlace(road, {
      isLoop: this.#chains.tails[chain] === this.#chains.heads[chain],
      isRoundabout: profile.roundabout,
      isLowPriority: !PUBLIC_ROADS.has(profile.highway),
      consideredLanes: laneFactor(profile) * (this.#lanes[junction] || ASSUMED_LANES),
    });
    const degrees = (Math.atan2(east, north) * 180) / Math.PI;
    return degrees < 0 ? degrees + 360 : degrees;
  }

  /** The first metres of the chain, from the junction on; repeated places left out. */
  #placesFrom(chain: number, fromHead: boolean): Place[] {
    const { shapeNodes, shapeOffsets } = this.#chains;
    const { nodeLons, nodeLats } = this.#roads;
    const first = shapeOffsets[chain];
    const last = shapeOffsets[chain + 1] - 1;
    const step = fromHead ? -1 : 1;
    const origin = shapeNodes[fromHead ? last : first];
    const scale = longitudeScale(nodeLats[origin]) * METERS_PER_MICRODEGREE;
    const places: Place[] = [[0, 0]];
    let meters = 0;
    for (
      let i = fromHead ? last - 1 : first + 1;
      i >= first && i <= last && meters < REACH_METERS;
      i += step
    ) {
      const node = shapeNodes[i];
      const east = (nodeLons[node] - nodeLons[origin]) * scale;
      const north = (nodeLats[node] - nodeLats[origin]) * METERS_PER_MICRODEGREE;
      const [beforeEast, beforeNorth] = places[places.length - 1];
      const length = Math.hypot(east - beforeEast, north - beforeNorth);
      if (length === 0) continue;
      meters += length;
      places.push([east, north]);
    }
    return places;
  }
}

/** Exits of wide roads set off at a slight angle, far from the middle: more of their start is passed over. */
function laneFactor({ highway }: RoadProfile): number {
  if (highway === "motorway" || highway.endsWith("_link")) return 2.5;
  if (highway === "trunk") return 2;
  return highway === "primary" ? 1.5 : 1;
}
