import { planeMeters } from "../../geo/distance.ts";
import type { Place } from "../../geo/places.ts";
import { NO_NODE, type RoadProfile } from "../../model/network.ts";
import type { Roads } from "../../model/roads.ts";
import type { Edges, PlacedChains } from "../edges.ts";
import { endOf, findJoints, legsAt, NO_END } from "./joints.ts";
import type { Leg, RoadEnd } from "./leg.ts";

/** Joints that are followed in a row: more of them would be a ring that is walked forever. */
const MAX_JOINTS = 1000;

/**
 * The roads at junctions, followed from one to the next over the joints between: how a junction looks depends on where
 * its roads lead.
 */
export class Legs {
  readonly roads: Roads;
  readonly chains: PlacedChains;
  readonly edges: Edges;
  readonly #onwards: Uint32Array;

  constructor(roads: Roads, chains: PlacedChains, edges: Edges) {
    this.roads = roads;
    this.chains = chains;
    this.edges = edges;
    this.#onwards = findJoints(roads, chains, edges);
  }

  /** All roads at a junction, in no particular order. A road that comes back to it is there twice. */
  at(node: number): Leg[] {
    return legsAt(this.edges, node);
  }

  profileOf({ chain }: RoadEnd): RoadProfile {
    return this.roads.profiles[this.chains.profiles[chain]];
  }

  /** Index of the road's name; 0 where it has none. */
  nameOf({ chain }: RoadEnd): number {
    return this.chains.names[chain];
  }

  placeOf(node: number): Place {
    const index = this.edges.nodeRoadNodes[node];
    return [this.roads.nodeLons[index], this.roads.nodeLats[index]];
  }

  /** The other end of the road, joints passed: that on which a driver arrives there. */
  farEnd(leg: RoadEnd): RoadEnd {
    const end = this.#farEndOf(leg);
    return { node: this.edges.endNodes[end], chain: end >>> 1, fromHead: (end & 1) === 1 };
  }

  /** The junction there. */
  farNode(leg: RoadEnd): number {
    return this.edges.endNodes[this.#farEndOf(leg)];
  }

  #farEndOf(leg: RoadEnd): number {
    let end = endOf(leg) ^ 1;
    for (let joints = 0; joints < MAX_JOINTS; joints++) {
      const onward = this.#onwardFrom(end, leg.node);
      if (onward === NO_END) break;
      end = onward ^ 1;
    }
    return end;
  }

  /**
   * The road's line from the junction on, repeated places left out, until it is as long as asked or ends.
   *
   * @param stop node, by index of `Roads`, at which the line ends too
   */
  lineFrom(leg: RoadEnd, meters: number, stop = NO_NODE): Place[] {
    const { shapeLons, shapeLats, shapeNodes } = this.chains;
    const line: Place[] = [];
    let length = 0;
    let end = endOf(leg);
    for (let joints = 0; end !== NO_END && joints < MAX_JOINTS; joints++) {
      const { first, last, step } = this.#pointsFrom(end);
      // A joint is the last point of one chain and the first of the next: met again, it adds nothing.
      for (let point = first; point !== last + step; point += step) {
        const place: Place = [shapeLons[point], shapeLats[point]];
        if (line.length > 0) {
          const before = line[line.length - 1];
          if (before[0] === place[0] && before[1] === place[1]) continue;
          length += planeMeters(before[0], before[1], place[0], place[1]);
        }
        line.push(place);
        if (length >= meters || (shapeNodes[point] === stop && line.length > 1)) return line;
      }
      end = this.#onwardFrom(end ^ 1, leg.node);
    }
    return line;
  }

  /**
   * Nodes at which OSRM ends a road between two junctions although nothing happens there, by leg: it leaves such nodes
   * out only where that does not join two junctions that are joined already. Of roads with the same ends one is
   * whole, the others keep the node with the highest OSM id, and a road back to its junction keeps two.
   *
   * @param ends the junctions at the far ends of all of them
   */
  stopsOf(
    around: readonly Leg[],
    ends: readonly number[] = around.map((leg) => this.farNode(leg)),
  ): ReadonlyMap<Leg, number> {
    if (!hasRepeats(ends)) return NO_STOPS;
    const rivalsOf = new Map<
      number,
      { readonly leg: Leg; readonly highest: number; readonly second: number }[]
    >();
    around.forEach((leg, index) => {
      if (ends.indexOf(ends[index]) === ends.lastIndexOf(ends[index])) return;
      const [highest, second] = this.#highestNodes(leg);
      const rivals = rivalsOf.get(ends[index]);
      if (rivals === undefined) rivalsOf.set(ends[index], [{ leg, highest, second }]);
      else rivals.push({ leg, highest, second });
    });
    const stops = new Map<Leg, number>();
    for (const [end, rivals] of rivalsOf) {
      for (const { leg, highest, second } of rivals) {
        if (end === leg.node) {
          const stop = this.#nodesAlong(leg).find((node) => node === highest || node === second);
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
    const inner = this.#nodesAlong(leg)
      .slice(1, -1)
      .sort((a, b) => b - a);
    return [inner[0] ?? NO_NODE, inner[1] ?? NO_NODE];
  }

  /** Nodes of a road from its junction to its far end, joints passed. */
  #nodesAlong(leg: Leg): number[] {
    const { shapeNodes } = this.chains;
    const nodes: number[] = [];
    let end = endOf(leg);
    for (let joints = 0; end !== NO_END && joints < MAX_JOINTS; joints++) {
      const { first, last, step } = this.#pointsFrom(end);
      const begin = joints === 0 ? first : first + step;
      for (let point = begin; point !== last + step; point += step) nodes.push(shapeNodes[point]);
      end = this.#onwardFrom(end ^ 1, leg.node);
    }
    return nodes;
  }

  /** The shape points of a chain as they are passed from one of its ends to the other. */
  #pointsFrom(end: number): { first: number; last: number; step: 1 | -1 } {
    const { shapeOffsets } = this.chains;
    const chain = end >>> 1;
    const [tail, head] = [shapeOffsets[chain], shapeOffsets[chain + 1] - 1];
    return (end & 1) === 0 ? { first: tail, last: head, step: 1 } : { first: head, last: tail, step: -1 };
  }

  /** The length of the road up to its far end, or the limit where it is at least as long. */
  metersUpTo(leg: RoadEnd, limit: number): number {
    let length = 0;
    let end = endOf(leg);
    for (let joints = 0; end !== NO_END && joints < MAX_JOINTS && length < limit; joints++) {
      length += this.chains.lengthsMeters[end >>> 1];
      end = this.#onwardFrom(end ^ 1, leg.node);
    }
    return Math.min(length, limit);
  }

  /** Where the road goes on behind an end on which one arrives; nowhere at a junction, or where it began. */
  #onwardFrom(end: number, start: number): number {
    return this.edges.endNodes[end] === start ? NO_END : this.#onwards[end];
  }
}

const NO_STOPS: ReadonlyMap<Leg, number> = new Map();

/** Junctions have a handful of roads: looking at all pairs is faster than to make a set. */
const FEW = 12;

function hasRepeats(values: readonly number[]): boolean {
  if (values.length > FEW) return new Set(values).size < values.length;
  for (let i = 1; i < values.length; i++) if (values.indexOf(values[i]) < i) return true;
  return false;
}

/** Is a road by its highest inner node finished before another? One without inner nodes is from the start. */
function isLower(own: number, other: number): boolean {
  if (own === NO_NODE) return true;
  return other !== NO_NODE && own < other;
}
