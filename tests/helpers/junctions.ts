import { buildChains } from "../../isochrones/graph/build-chains.ts";
import { buildEdges } from "../../isochrones/graph/edges.ts";
import { perceivedLegs } from "../../isochrones/graph/intersections/bearings.ts";
import { Intersections } from "../../isochrones/graph/intersections/intersection.ts";
import type { Leg, RoadEnd, SeenLeg } from "../../isochrones/graph/intersections/leg.ts";
import { Legs } from "../../isochrones/graph/intersections/legs.ts";
import type { AsciiWorld } from "./ascii-roads.ts";

/** The junctions of a drawn world, by the letters of their nodes. */
export interface Junctions {
  readonly legs: Legs;
  readonly node: (at: string) => number;
  readonly letter: (node: number) => string;
  /** The road at one letter that sets out towards another, its next node. */
  readonly leg: (at: string, toward: string) => Leg;
  /** The letter towards which a road sets out. */
  readonly towardOf: (leg: RoadEnd) => string;
  /** The same roads as they are perceived, and as junctions take them in. */
  readonly perceived: (at: string, toward: string) => SeenLeg;
  readonly taken: (at: string, toward: string) => SeenLeg;
}

export function junctions({ roads, node, letters }: AsciiWorld): Junctions {
  const { chains, edges } = buildEdges(roads, buildChains(roads));
  const legs = new Legs(roads, chains, edges);
  const intersections = new Intersections(legs);
  const letterOf = (roadNode: number): string => letters[roadNode];
  const junction = (at: string): number => edges.roadNodeNodes[node(at)];
  const towardOf = ({ chain, fromHead }: RoadEnd): string => {
    const next = fromHead ? chains.shapeOffsets[chain + 1] - 2 : chains.shapeOffsets[chain] + 1;
    return letterOf(chains.shapeNodes[next]);
  };
  const pick = <T extends Leg>(around: readonly T[], at: string, toward: string): T => {
    const found = around.find((leg) => towardOf(leg) === toward);
    if (found === undefined) throw new Error(`no road from ${at} towards ${toward}`);
    return found;
  };
  return {
    legs,
    node: junction,
    letter: (index) => letterOf(edges.nodeRoadNodes[index]),
    leg: (at, toward) => pick(legs.at(junction(at)), at, toward),
    towardOf,
    perceived: (at, toward) => pick(perceivedLegs(legs, junction(at)), at, toward),
    taken: (at, toward) => pick(intersections.at(junction(at)), at, toward),
  };
}
