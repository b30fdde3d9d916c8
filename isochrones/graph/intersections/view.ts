import { deviation, type SeenLeg } from "./leg.ts";
import { sortFew } from "./sort-few.ts";

/** A road as it is seen by who arrives on another one. */
export interface SeenRoad {
  readonly leg: SeenLeg;
  /** Counter-clockwise from the road of arrival: 0 back, 90 right, 180 straight on, 270 left. */
  readonly angle: number;
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
 * How the roads of a junction lie around the one of arrival.
 *
 * @param isAllowed may one drive on into the road of a leg?
 */
export function viewFrom(
  legs: readonly SeenLeg[],
  arrival: SeenLeg,
  isAllowed: (leg: SeenLeg) => boolean,
): View {
  const allowed = legs.map(isAllowed);
  const { around, angles } = sightFrom(legs, arrival, allowed);
  return around.map((leg) => ({ leg: legs[leg], angle: angles[leg], isAllowed: allowed[leg] }));
}

/** A view by the numbers that legs have in their list. */
export interface Sight {
  /** Legs that are seen, counter-clockwise from the one of arrival. */
  readonly around: readonly number[];
  /** Of each leg that is seen, or may be driven into: see `SeenRoad`. */
  readonly angles: readonly number[];
}

/** @param isAllowed of each leg: may one drive on into its road? */
export function sightFrom(legs: readonly SeenLeg[], arrival: SeenLeg, isAllowed: readonly boolean[]): Sight {
  const angles: number[] = [];
  const orders: number[] = [];
  const around: number[] = [];
  let back = -1;
  let waysBack = 0;
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i];
    if (leg === arrival) {
      back = i;
      angles.push(0);
      orders.push(0);
      continue;
    }
    let angle = angleBetween(arrival.perceived, leg.perceived);
    let initial = angleBetween(arrival.initial, leg.initial);
    if (isAllowed[i] && doesCross(angle, initial)) [angle, initial] = [0, 0];
    angles.push(angle);
    orders.push(orderOf(angle, initial));
    if (!isAllowed[i] && (angle === 0 || leg.isMergedAway)) continue;
    if (angle === 0) waysBack++;
    around.push(i);
  }
  // The road of arrival is one of those around unless another one leads back the same way.
  if (isAllowed[back] || waysBack === 0) around.unshift(back);
  sortFew(around, (a, b) => orders[a] - orders[b] || angles[a] - angles[b]);
  keepOrder(around, angles);
  return { around, angles };
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

/** Do the first metres of a road cross those of one that it nearly leads back on? */
function doesCross(angle: number, initial: number): boolean {
  return (
    (angle < CROSSING_DEGREES && initial > STRAIGHT_DEGREES) ||
    (angle > 360 - CROSSING_DEGREES && initial < STRAIGHT_DEGREES)
  );
}

/** The angle by which roads are put in order. */
function orderOf(angle: number, initial: number): number {
  if (initial === 0) return angle > STRAIGHT_DEGREES ? 360 : 0;
  const passesZero = (angle > 270 && initial < 90) || (angle < 90 && initial > 270);
  return passesZero ? angle : initial;
}

/** From one leaving direction to another, counter-clockwise, 0 up to 360. */
function angleBetween(from: number, to: number): number {
  const angle = (((from - to) % 360) + 360) % 360;
  return (Math.round(angle * 1e8) / 1e8) % 360;
}

/** Roads keep the order in which they are drawn, whatever is perceived. */
function keepOrder(around: readonly number[], angles: number[]): void {
  for (let i = 1; i < around.length; i++) {
    const before = angles[around[i - 1]];
    if (angles[around[i]] >= before) continue;
    angles[around[i]] = (before + Math.min(APART_DEGREES, (360 - before) / 2)) % 360;
  }
}
