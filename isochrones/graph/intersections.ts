import { NO_EDGE } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import { ChainBearings } from "./chain-bearings.ts";
import type { Chains } from "./chains.ts";
import type { Edges } from "./edges.ts";

/** One road at a junction: an end of a chain. */
export interface Leg {
  readonly chain: number;
  /** Is the junction at the head of the chain? */
  readonly fromHead: boolean;
  /** The edge that leaves the junction on this road and the one that arrives on it, `NO_EDGE` where closed. */
  readonly out: number;
  readonly into: number;
  /** Degrees from north in which the road leaves the junction: as a driver perceives it. */
  perceived: number;
  /** The same by its first two metres. */
  initial: number;
}

/** A road as it is seen by who arrives on another one. */
export interface SeenRoad {
  readonly leg: Leg;
  /** Counter-clockwise from the road of arrival: 0 back, 90 right, 180 straight on, 270 left. */
  angle: number;
  readonly isAllowed: boolean;
}

/** The roads at a junction that a driver tells apart, counter-clockwise from the one of arrival. */
export type View = readonly SeenRoad[];

/** Angles this near to turning back are turning back if the first metres of the roads cross. */
const CROSSING_DEGREES = 15;
/** Roads that are perceived in another order than they are drawn in are moved apart by this. */
const APART_DEGREES = 0.5;
const STRAIGHT_DEGREES = 180;

/**
 * Junctions as OSRM takes them in before it judges turns: which roads there are, in which directions they leave,
 * and how they lie around the one on which a driver arrives (`intersection_analysis.cpp` of OSRM 6.0.0).
 */
export class Intersections {
  readonly #edges: Edges;
  readonly #bearings: ChainBearings;

  constructor(roads: Roads, chains: Chains, edges: Edges) {
    this.#edges = edges;
    this.#bearings = new ChainBearings(roads, chains);
  }

  /** All roads at a junction, in no particular order. A road that comes back to it is there twice. */
  legsAt(node: number): Leg[] {
    const { outOffsets, inOffsets, inEdges, twins } = this.#edges;
    const legs: Leg[] = [];
    for (let out = outOffsets[node]; out < outOffsets[node + 1]; out++) legs.push(this.#leg(out, twins[out]));
    for (let i = inOffsets[node]; i < inOffsets[node + 1]; i++) {
      if (twins[inEdges[i]] === NO_EDGE) legs.push(this.#leg(NO_EDGE, inEdges[i]));
    }
    return legs;
  }

  #leg(out: number, into: number): Leg {
    const { chains, isAgainst } = this.#edges;
    const chain = chains[out === NO_EDGE ? into : out];
    const fromHead = out === NO_EDGE ? isAgainst[into] === 0 : isAgainst[out] === 1;
    const { perceived, initial } = this.#bearings.leaving(chain, fromHead);
    return { chain, fromHead, out, into, perceived, initial };
  }
}

/**
 * How the roads of a junction lie around the one of arrival.
 *
 * @param isAllowed may one drive on into the road of a leg?
 */
export function viewFrom(legs: readonly Leg[], arrival: Leg, isAllowed: (leg: Leg) => boolean): View {
  const seen: { road: SeenRoad; order: number }[] = [];
  const back: SeenRoad = { leg: arrival, angle: 0, isAllowed: isAllowed(arrival) };
  let waysBack = 0;
  for (const leg of legs) {
    if (leg === arrival) continue;
    const allowed = isAllowed(leg);
    const { angle, order } = anglesBetween(arrival, leg, allowed);
    if (!allowed && angle === 0) continue;
    if (angle === 0) waysBack++;
    seen.push({ road: { leg, angle, isAllowed: allowed }, order });
  }
  // The road of arrival is one of those around unless another one leads back the same way.
  if (back.isAllowed || waysBack === 0) seen.unshift({ road: back, order: 0 });
  seen.sort((a, b) => a.order - b.order || a.road.angle - b.road.angle);
  const roads = seen.map(({ road }) => road);
  keepOrder(roads);
  return roads;
}

/** The angle as perceived, and the one by which roads are put in order. */
function anglesBetween(from: Leg, to: Leg, isAllowed: boolean): { angle: number; order: number } {
  let angle = angleBetween(from.perceived, to.perceived);
  let initial = angleBetween(from.initial, to.initial);
  const crosses =
    (angle < CROSSING_DEGREES && initial > STRAIGHT_DEGREES) ||
    (angle > 360 - CROSSING_DEGREES && initial < STRAIGHT_DEGREES);
  if (isAllowed && crosses) [angle, initial] = [0, 0];
  if (initial === 0) return { angle, order: angle > STRAIGHT_DEGREES ? 360 : 0 };
  const passesZero = (angle > 270 && initial < 90) || (angle < 90 && initial > 270);
  return { angle, order: passesZero ? angle : initial };
}

/** From one leaving direction to another, counter-clockwise, 0 up to 360. */
function angleBetween(from: number, to: number): number {
  const angle = (((from - to) % 360) + 360) % 360;
  return (Math.round(angle * 1e8) / 1e8) % 360;
}

/** Roads keep the order in which they are drawn, whatever is perceived. */
function keepOrder(roads: readonly SeenRoad[]): void {
  for (let i = 1; i < roads.length; i++) {
    const before = roads[i - 1].angle;
    if (roads[i].angle >= before) continue;
    roads[i].angle = (before + Math.min(APART_DEGREES, (360 - before) / 2)) % 360;
  }
}
