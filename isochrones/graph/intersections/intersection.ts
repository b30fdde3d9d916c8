import { NO_EDGE } from "../../model/network.ts";
import { perceivedLegs } from "./bearings.ts";
import { DividedRoads } from "./divided-roads.ts";
import { deviation, isSameEnd, type Leg, type SeenLeg } from "./leg.ts";
import type { Legs } from "./legs.ts";
import { sortFew } from "./sort-few.ts";

/** Roads whose far end is nearer than this are turned with a divided road that parts there. */
const NEAR_METERS = 30;
/** A road that lies this near to straight ahead keeps its direction, whatever is merged. */
const STRAIGHT_ON_DEGREES = 3;

const NONE: ReadonlySet<number> = new Set();
/** In `#mayPart`. */
const [UNKNOWN, NO, YES] = [0, 1, 2];

/**
 * Junctions as OSRM takes them in before it judges turns (`intersection_analysis.cpp` of OSRM 6.0.0): which roads
 * there are and in which directions they leave, the halves of divided roads taken together.
 */
export class Intersections {
  readonly #legs: Legs;
  readonly #divided: DividedRoads;
  /** Whether a divided road may part at a junction, where that has been asked. */
  readonly #mayPart: Uint8Array;

  constructor(legs: Legs) {
    this.#legs = legs;
    this.#divided = new DividedRoads(legs);
    this.#mayPart = new Uint8Array(legs.edges.nodeCount);
  }

  /** The roads at a junction, clockwise from north. */
  at(node: number): SeenLeg[] {
    const around = clockwise(perceivedLegs(this.#legs, node));
    if (around.length === 1) return around;
    const mayMerge = around.length >= 3 && this.#mayPartAt(node, around);
    const merged = mayMerge ? this.#mergeHalves(around) : NONE;
    for (let index = 0; index < around.length; index++) {
      if (!merged.has(index) && !around[index].isStopped)
        around[index] = this.#turnedWithNeighbour(around[index]);
    }
    return around;
  }

  #mayPartAt(node: number, around: readonly Leg[] = this.#legs.at(node)): boolean {
    if (this.#mayPart[node] === UNKNOWN) this.#mayPart[node] = this.#divided.hasCandidates(around) ? YES : NO;
    return this.#mayPart[node] === YES;
  }

  /** @returns the places in the list of those that have been merged */
  #mergeHalves(around: SeenLeg[]): Set<number> {
    const merged = new Set<number>();
    for (let index = 0; index < around.length; index++) {
      if (!this.#divided.arePair(around, index)) continue;
      const next = (index + 1) % around.length;
      const { bearing } = mergedBearing(around, index, next, false);
      for (const half of [index, next]) {
        merged.add(half);
        const isMergedAway = around[half].out === NO_EDGE;
        around[half] = { ...around[half], perceived: bearing, initial: bearing, isMergedAway };
      }
    }
    return merged;
  }

  /**
   * A short road that ends where a divided road parts is half of it there: seen from this end it is turned by as much
   * as its direction changes at that one.
   */
  #turnedWithNeighbour(leg: SeenLeg): SeenLeg {
    if (this.#legs.metersUpTo(leg, NEAR_METERS + 1) > NEAR_METERS) return leg;
    const end = this.#legs.farEnd(leg);
    if (!this.#mayPartAt(end.node)) return leg;
    const around = clockwise(perceivedLegs(this.#legs, end.node));
    const own = around.findIndex((seen) => isSameEnd(seen, end));
    const before = (own + around.length - 1) % around.length;
    const after = (own + 1) % around.length;
    const turnedBy = (first: number, second: number): number | null => {
      if (!this.#divided.arePair(around, first)) return null;
      const { bearing, holdsElsewhere } = mergedBearing(around, first, second, true);
      return holdsElsewhere ? deviation(bearing, around[own].perceived) : 0;
    };
    const withBefore = turnedBy(before, own);
    const turn = withBefore === null ? (turnedBy(own, after) ?? 0) : -withBefore;
    if (turn === 0) return leg;
    const bearing = (leg.perceived + 360 + turn) % 360;
    return { ...leg, perceived: bearing, initial: bearing };
  }
}

function clockwise(legs: SeenLeg[]): SeenLeg[] {
  return sortFew(legs, (a, b) => a.perceived - b.perceived);
}

/**
 * The one direction of two halves: the middle, but that of the half which leads out where it goes straight on from
 * another road.
 *
 * @param fromAfar for the use of a neighbouring junction: then only where it makes both halves go straighter on
 */
function mergedBearing(
  around: readonly SeenLeg[],
  first: number,
  second: number,
  fromAfar: boolean,
): { bearing: number; holdsElsewhere: boolean } {
  const [left, right] = [around[first], around[second]];
  const out = left.out === NO_EDGE ? right : left;
  const opposite = oppositeTo(around, out.perceived);
  if (turnFromStraight(opposite, out.perceived) < STRAIGHT_ON_DEGREES)
    return { bearing: out.perceived, holdsElsewhere: false };
  const bearing = bisector(left.perceived, right.perceived);
  if (fromAfar) {
    const bend = turnFromStraight(opposite, bearing);
    const bends = [left, right].map((half) => turnFromStraight(opposite, half.perceived));
    if (bends.some((own) => own < bend)) return { bearing: opposite, holdsElsewhere: false };
  }
  return { bearing, holdsElsewhere: true };
}

/** The direction of travel on the road that leads most straight into a direction. */
function oppositeTo(around: readonly SeenLeg[], bearing: number): number {
  const back = (bearing + 180) % 360;
  const nearest = around.reduce((a, b) =>
    deviation(b.perceived, back) < deviation(a.perceived, back) ? b : a,
  );
  return (nearest.perceived + 180) % 360;
}

/** How much one turns from a direction of travel into another, degrees. */
function turnFromStraight(travel: number, leaving: number): number {
  return deviation(leaving, travel);
}

function bisector(a: number, b: number): number {
  const [first, second] = [(a * Math.PI) / 180, (b * Math.PI) / 180];
  const middle = Math.atan2(Math.sin(first) + Math.sin(second), Math.cos(first) + Math.cos(second));
  return ((middle * 180) / Math.PI + 360) % 360;
}
