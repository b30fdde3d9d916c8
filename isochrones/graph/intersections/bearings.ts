import { bearingDegrees } from "../../geo/distance.ts";
import { type Place, placeAt } from "../../geo/places.ts";
import type { RoadProfile } from "../../model/network.ts";
import type { Leg, SeenLeg } from "./leg.ts";
import type { Legs } from "./legs.ts";
import { perceivedPlace, type RoadTraits } from "./perceived-direction.ts";

/** Beyond this no rule looks: 40 m, and eight lanes of a motorway junction. */
const REACH_METERS = 120;
/** What roads without a lane count are taken for, as in OSRM. */
const ASSUMED_LANES = 2;
/** The bearing of a road's very start is that of a place so far along. */
const INITIAL_METERS = 2;

/** Classes drawn with care; on all others the first metres mean little (OSRM: low priority). */
const PUBLIC_ROADS: ReadonlySet<string> = new Set(
  ["motorway", "trunk", "primary", "secondary", "tertiary"]
    .flatMap((name) => [name, `${name}_link`])
    .concat("unclassified", "residential", "living_street"),
);

/**
 * The roads of a junction with the directions in which a driver perceives them to leave it. That of a road alone is 0:
 * a direction is only looked at beside others.
 */
export function perceivedLegs(legs: Legs, node: number): SeenLeg[] {
  const found = legs.at(node);
  if (found.length === 1) return [seen(found[0], [], NOWHERE)];
  const ends = found.map((leg) => legs.farNode(leg));
  const stops = legs.stopsOf(found, ends);
  // Where no road branches off, the first bend is all that shows.
  if (found.length === 2) return found.map((leg) => plainLeg(legs, leg, stops.get(leg)));
  const lanes = found.reduce((most, leg) => Math.max(most, legs.profileOf(leg).lanes), 0);
  return found.map((leg, index) => {
    const isStopped = stops.has(leg);
    const line = legs.lineFrom(leg, REACH_METERS, stops.get(leg));
    if (line.length < 2) return seen(leg, line, NOWHERE, isStopped);
    const isLoop = !isStopped && ends[index] === node;
    return seen(leg, line, perceivedPlace(line, traitsOf(legs, leg, lanes, isLoop)), isStopped);
  });
}

/** The same by the first bend of each road: what OSRM looks at when it follows roads from junction to junction. */
export function plainLegs(legs: Legs, node: number): SeenLeg[] {
  return legs.at(node).map((leg) => plainLeg(legs, leg));
}

function plainLeg(legs: Legs, leg: Leg, stop?: number): SeenLeg {
  const line = legs.lineFrom(leg, INITIAL_METERS, stop);
  return seen(leg, line, line.length < 2 ? NOWHERE : line[1], stop !== undefined);
}

/** Of a road without a line: it leads to where it begins. */
const NOWHERE: Place = [0, 0];

function seen(leg: Leg, line: readonly Place[], place: Place, isStopped = false): SeenLeg {
  const hasLine = line.length >= 2;
  // Field by field: copying objects was a tenth of the time to build a network.
  return {
    node: leg.node,
    chain: leg.chain,
    fromHead: leg.fromHead,
    out: leg.out,
    into: leg.into,
    perceived: hasLine ? bearingOf(line[0], place) : 0,
    initial: hasLine ? bearingOf(line[0], placeAt(line, INITIAL_METERS)) : 0,
    isMergedAway: false,
    isStopped,
  };
}

function traitsOf(legs: Legs, leg: Leg, lanes: number, isLoop: boolean): RoadTraits {
  const profile = legs.profileOf(leg);
  return {
    isLoop,
    isRoundabout: profile.roundabout,
    isLowPriority: !PUBLIC_ROADS.has(profile.highway),
    consideredLanes: laneFactor(profile) * (lanes || ASSUMED_LANES),
  };
}

function bearingOf(a: Place, b: Place): number {
  return bearingDegrees(a[0], a[1], b[0], b[1]);
}

/** Exits of wide roads set off at a slight angle, far from the middle: more of their start is passed over. */
function laneFactor({ highway }: RoadProfile): number {
  if (highway === "motorway" || highway === "motorway_link") return 2.5;
  if (highway === "trunk") return 2;
  return highway === "primary" ? 1.5 : 1;
}
