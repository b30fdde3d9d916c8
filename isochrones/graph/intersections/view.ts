import { deviation, type SeenLeg } from "./leg.ts";

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
  const seen: { road: SeenRoad; order: number }[] = [];
  const back: SeenRoad = { leg: arrival, angle: 0, isAllowed: isAllowed(arrival) };
  let waysBack = 0;
  for (const leg of legs) {
    if (leg === arrival) continue;
    const allowed = isAllowed(leg);
    const { angle, order } = anglesBetween(arrival, leg, allowed);
    if (!allowed && (angle === 0 || leg.isMergedAway)) continue;
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

/** The angle as perceived, and the one by which roads are put in order. */
function anglesBetween(from: SeenLeg, to: SeenLeg, isAllowed: boolean): { angle: number; order: number } {
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
