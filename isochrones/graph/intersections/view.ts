import { deviation, type SeenLeg } from "./leg.ts";
import { sortFew } from "./sort-few.ts";

/** A road as it is seen by who arrives on another one. */
export interface SeenRoad {
  readonly leg: SeenLeg;
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

/** A view, and its roads by their numbers in the list of all legs; undefined for those that it lacks. */
export interface Sight {
  readonly view: View;
  readonly byLeg: readonly (SeenRoad | undefined)[];
}

/**
 * How the roads of a junction lie around the one of arrival.
 *
 * @param isAllowed may one drive on into the road of a leg, by itself or its number in the list?
 */
export function viewFrom(
  legs: readonly SeenLeg[],
  arrival: SeenLeg,
  isAllowed: (leg: SeenLeg, index: number) => boolean,
): View {
  return sightFrom(legs, arrival, isAllowed).view;
}

/** The same, with a second way to its roads. */
export function sightFrom(
  legs: readonly SeenLeg[],
  arrival: SeenLeg,
  isAllowed: (leg: SeenLeg, index: number) => boolean,
): Sight {
  const byLeg: (OrderedRoad | undefined)[] = [];
  const roads: OrderedRoad[] = [];
  let back: OrderedRoad | undefined;
  let waysBack = 0;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    const allowed = isAllowed(leg, index);
    const road = roadSeen(arrival, leg, allowed);
    byLeg.push(undefined);
    if (leg === arrival) {
      back = road;
      byLeg[index] = road;
    } else if (allowed || (road.angle !== 0 && !leg.isMergedAway)) {
      if (road.angle === 0) waysBack++;
      byLeg[index] = road;
      roads.push(road);
    }
  }
  // The road of arrival is one of those around unless another one leads back the same way.
  if (back !== undefined && (back.isAllowed || waysBack === 0)) roads.unshift(back);
  sortFew(roads, compareRoads);
  keepOrder(roads);
  return { view: roads, byLeg };
}

/** The road of a view that is nearest to an angle, among those that pass. */
export function nearestTurn(
  view: View,
  angle: number,
  passes: (leg: SeenLeg) => boolean = () => true,
): SeenRoad | undefined {
  let best: SeenRoad | undefined;
  for (const road of view) {
    if (!passes(road.leg)) continue;
    if (best === undefined || deviation(road.angle, angle) < deviation(best.angle, angle)) best = road;
  }
  return best;
}

/** A road with the angle by which roads are put in order. */
interface OrderedRoad extends SeenRoad {
  readonly order: number;
}

function compareRoads(a: OrderedRoad, b: OrderedRoad): number {
  return a.order - b.order || a.angle - b.angle;
}

function roadSeen(from: SeenLeg, leg: SeenLeg, isAllowed: boolean): OrderedRoad {
  if (leg === from) return { leg, angle: 0, isAllowed, order: 0 };
  let angle = angleBetween(from.perceived, leg.perceived);
  let initial = angleBetween(from.initial, leg.initial);
  const crosses =
    (angle < CROSSING_DEGREES && initial > STRAIGHT_DEGREES) ||
    (angle > 360 - CROSSING_DEGREES && initial < STRAIGHT_DEGREES);
  if (isAllowed && crosses) angle = initial = 0;
  const passesZero = (angle > 270 && initial < 90) || (angle < 90 && initial > 270);
  let order = passesZero ? angle : initial;
  if (initial === 0) order = angle > STRAIGHT_DEGREES ? 360 : 0;
  return { leg, angle, isAllowed, order };
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
