import { planeMeters } from "../../geo/distance.ts";
import type { Place } from "../../geo/places.ts";
import { NO_EDGE, NO_NODE, type RoadProfile } from "../../model/network.ts";
import { Obstacle, type Roads } from "../../model/roads.ts";
import type { Chains } from "../chains.ts";
import type { Edges } from "../edges.ts";
import type { Leg } from "./leg.ts";

/** Joints that are followed in a row: more of them would be a ring that is walked forever. */
const MAX_JOINTS = 1000;

/**
 * The roads at junctions, followed from one to the next. Our chains also end where a speed changes or a signal stands;
 * OSRM's roads run on through such *joints*, and how a junction looks depends on where they lead.
 */
export class Legs {
  readonly roads: Roads;
  readonly chains: Chains;
  readonly edges: Edges;

  constructor(roads: Roads, chains: Chains, edges: Edges) {
    this.roads = roads;
    this.chains = chains;
    this.edges = edges;
  }

  /** All roads at a junction, in no particular order. A road that comes back to it is there twice. */
  at(node: number): Leg[] {
    const { outOffsets, inOffsets, inEdges, twins } = this.edges;
    const legs: Leg[] = [];
    for (let out = outOffsets[node]; out < outOffsets[node + 1]; out++)
      legs.push(this.#leg(node, out, twins[out]));
    for (let i = inOffsets[node]; i < inOffsets[node + 1]; i++) {
      if (twins[inEdges[i]] === NO_EDGE) legs.push(this.#leg(node, NO_EDGE, inEdges[i]));
    }
    return legs;
  }

  profileOf({ chain }: Leg): RoadProfile {
    return this.roads.profiles[this.chains.profiles[chain]];
  }

  /** Index of the road's name; 0 where it has none. */
  nameOf({ chain }: Leg): number {
    return this.chains.names[chain];
  }

  placeOf(node: number): Place {
    const index = this.edges.nodeRoadNodes[node];
    return [this.roads.nodeLons[index], this.roads.nodeLats[index]];
  }

  /** The leg at the other end of the road, joints passed: the one on which a driver arrives there. */
  farEnd(leg: Leg): Leg {
    let end = this.#chainEnd(leg);
    for (let joints = 0; joints < MAX_JOINTS; joints++) {
      const onward = this.#acrossJoint(end);
      if (onward === null || onward.node === leg.node) break;
      end = this.#chainEnd(onward);
    }
    return end;
  }

  /**
   * The road's line from the junction on, repeated places left out, until it is as long as asked or ends.
   *
   * @param stop node, by index of `Roads`, at which the line ends too
   */
  lineFrom(leg: Leg, meters: number, stop = NO_NODE): Place[] {
    const line: Place[] = [];
    let length = 0;
    for (const node of this.#nodesAlong(leg)) {
      const place: Place = [this.roads.nodeLons[node], this.roads.nodeLats[node]];
      const before = line.at(-1);
      if (before !== undefined) {
        if (before[0] === place[0] && before[1] === place[1]) continue;
        length += planeMeters(...before, ...place);
      }
      line.push(place);
      if (length >= meters || (node === stop && before !== undefined)) break;
    }
    return line;
  }

  /**
   * Nodes at which OSRM ends a road between two junctions although nothing happens there, by leg: it leaves such nodes
   * out only where that does not join two junctions that are joined already. Of roads with the same ends one is
   * whole, the others keep the node with the highest OSM id, and a road back to its junction keeps two.
   */
  stopsOf(around: readonly Leg[]): ReadonlyMap<Leg, number> {
    const ends = around.map((leg) => this.farEnd(leg).node);
    const rivalsOf = new Map<
      number,
      { readonly leg: Leg; readonly highest: number; readonly second: number }[]
    >();
    if (new Set(ends).size < around.length) {
      around.forEach((leg, index) => {
        if (ends.indexOf(ends[index]) === ends.lastIndexOf(ends[index])) return;
        const [highest, second] = this.#highestNodes(leg);
        const rivals = rivalsOf.get(ends[index]);
        if (rivals === undefined) rivalsOf.set(ends[index], [{ leg, highest, second }]);
        else rivals.push({ leg, highest, second });
      });
    }
    const stops = new Map<Leg, number>();
    for (const [end, rivals] of rivalsOf) {
      for (const { leg, highest, second } of rivals) {
        if (end === leg.node) {
          const stop = Array.from(this.#nodesAlong(leg)).find((node) => node === highest || node === second);
          if (stop !== undefined && second !== NO_NODE) stops.set(leg, stop);
        } else if (highest !== NO_NODE) {
          const isWhole = rivals.every((rival) => rival.leg === leg || isLower(highest, rival.highest));
          if (!isWhole) stops.set(leg, highest);
        }
      }
    }
    return stops;
  }

  /** The two inner nodes of a road with the highest OSM ids; nodes of `Roads` are in the order of their ids. */
  #highestNodes(leg: Leg): [highest: number, second: number] {
    const inner = Array.from(this.#nodesAlong(leg))
      .slice(1, -1)
      .sort((a, b) => b - a);
    return [inner[0] ?? NO_NODE, inner[1] ?? NO_NODE];
  }

  /** Nodes of a road from its junction to its far end, joints passed. */
  *#nodesAlong(leg: Leg): Generator<number> {
    const { shapeNodes, shapeOffsets } = this.chains;
    let current: Leg | null = leg;
    for (let joints = 0; current !== null && joints < MAX_JOINTS; joints++) {
      const first = shapeOffsets[current.chain];
      const last = shapeOffsets[current.chain + 1] - 1;
      const begin = joints === 0 ? 0 : 1;
      for (let i = begin; i <= last - first; i++) yield shapeNodes[current.fromHead ? last - i : first + i];
      current = this.#acrossJoint(this.#chainEnd(current));
      if (current !== null && current.node === leg.node) current = null;
    }
  }

  /** The length of the road up to its far end, or the limit where it is at least as long. */
  metersUpTo(leg: Leg, limit: number): number {
    let length = 0;
    let current: Leg | null = leg;
    for (let joints = 0; current !== null && joints < MAX_JOINTS && length < limit; joints++) {
      length += this.chains.lengthsMeters[current.chain];
      current = this.#acrossJoint(this.#chainEnd(current));
    }
    return Math.min(length, limit);
  }

  #leg(node: number, out: number, into: number): Leg {
    const { chains, isAgainst } = this.edges;
    const chain = chains[out === NO_EDGE ? into : out];
    const fromHead = out === NO_EDGE ? isAgainst[into] === 0 : isAgainst[out] === 1;
    return { node, chain, fromHead, out, into };
  }

  /** The same chain seen from its other end. */
  #chainEnd({ chain, fromHead, out, into }: Leg): Leg {
    const end = fromHead ? this.chains.tails[chain] : this.chains.heads[chain];
    return { node: this.edges.roadNodeNodes[end], chain, fromHead: !fromHead, out: into, into: out };
  }

  /** The road that goes on where one arrives at a joint; null at a junction. */
  #acrossJoint(arrival: Leg): Leg | null {
    const { roadCounts, nodeRoadNodes } = this.edges;
    if (roadCounts[arrival.node] !== 2) return null;
    const obstacles = this.roads.nodeObstacles[nodeRoadNodes[arrival.node]];
    if ((obstacles & (Obstacle.barrier | Obstacle.turnaround)) !== 0) return null;
    const onward = this.at(arrival.node).find(({ chain }) => chain !== arrival.chain);
    return onward !== undefined && this.#isOneRoad(arrival, onward) ? onward : null;
  }

  #isOneRoad(arrival: Leg, onward: Leg): boolean {
    if ((arrival.into === NO_EDGE) !== (onward.out === NO_EDGE)) return false;
    if ((arrival.out === NO_EDGE) !== (onward.into === NO_EDGE)) return false;
    if (this.nameOf(arrival) !== this.nameOf(onward)) return false;
    const { isRestricted } = this.edges;
    const restricted = (edge: number): boolean => edge !== NO_EDGE && isRestricted[edge] === 1;
    if (restricted(arrival.into) !== restricted(onward.out)) return false;
    if (restricted(arrival.out) !== restricted(onward.into)) return false;
    return isSameKind(this.profileOf(arrival), this.profileOf(onward));
  }
}

/** Is a road by its highest inner node finished before another? One without inner nodes is from the start. */
function isLower(own: number, other: number): boolean {
  if (own === NO_NODE) return true;
  return other !== NO_NODE && own < other;
}

/** Do roads of these profiles differ in their speeds at most? */
function isSameKind(a: RoadProfile, b: RoadProfile): boolean {
  return (
    a.highway === b.highway &&
    a.mode === b.mode &&
    a.roundabout === b.roundabout &&
    a.startpoint === b.startpoint &&
    a.motorway === b.motorway &&
    a.tunnel === b.tunnel &&
    a.forwardToll === b.forwardToll &&
    a.backwardToll === b.backwardToll &&
    a.leftHandDriving === b.leftHandDriving
  );
}
