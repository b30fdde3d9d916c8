import { NO_EDGE } from "../../model/network.ts";
import { plainLegs } from "./bearings.ts";
import { deviation, isSameEnd, type SeenLeg } from "./leg.ts";
import type { Legs } from "./legs.ts";
import { nearestTurn, type SeenRoad, type View, viewFrom } from "./view.ts";

/** Roads followed in a row at most: those in question lead a few hundred metres. */
const MAX_ROADS = 1000;
const STRAIGHT_DEGREES = 180;
const NARROW_DEGREES = 40;
const GROUP_DEGREES = 60;
const FUZZY_DEGREES = 25;
/** A road of the same name may turn by this much and still be followed. */
const MAX_BEND_DEGREES = 100;

/** What the roads at the far end of a leg look like to who arrives on it, by their first bends. */
export function plainViewAhead(legs: Legs, leg: SeenLeg): View {
  const end = legs.farEnd(leg);
  const around = plainLegs(legs, end.node);
  const arrival = around.find((seen) => isSameEnd(seen, end));
  if (arrival === undefined) throw new Error(`chain ${end.chain} does not end at junction ${end.node}`);
  return viewFrom(around, arrival, (to) => to.out !== NO_EDGE && to !== arrival);
}

/**
 * Follows a road over junctions: straight on, or by its name.
 *
 * @param onRoad is shown each road with the view at its end; says whether that is far enough
 * @param choose the road to go on with, or null where the road ends
 */
export function followRoad(
  legs: Legs,
  start: SeenLeg,
  onRoad: (leg: SeenLeg, view: View) => boolean,
  choose: (view: View) => SeenRoad | null,
): void {
  let leg = start;
  for (let roads = 0; roads < MAX_ROADS; roads++) {
    const view = plainViewAhead(legs, leg);
    const isFarEnough = onRoad(leg, view);
    if (legs.farNode(leg) === start.node || view.length <= 1) return;
    const next = choose(view);
    if (next === null || isFarEnough) return;
    leg = next.leg;
  }
}

export interface Course {
  /** Index of the name that the road is known by. */
  readonly name: number;
  /** Degrees from north in which it set out. */
  readonly bearing: number;
  /** Does the road end where another one turns off as much as it does? */
  readonly stopsAtForks: boolean;
}

/** Goes on straight where that is the only way to go on straight, and with the name even where it bends. */
export function straightOrByName(legs: Legs, { name, bearing, stopsAtForks }: Course) {
  return (view: View): SeenRoad | null => {
    if (view.length <= 1) return null;
    const bears = (road: SeenRoad): boolean => legs.nameOf(road.leg) === name;
    if (view.filter(bears).length > 2) return null;
    const score = (road: SeenRoad): number =>
      (bears(road) ? 0 : STRAIGHT_DEGREES) + deviation(road.angle, STRAIGHT_DEGREES);
    const best = view.slice(1).reduce((a, b) => (score(b) < score(a) ? b : a));
    const bend = deviation(best.angle, STRAIGHT_DEGREES);
    const isStraightest = view.length === 2 || nearestTurn(view, STRAIGHT_DEGREES) === best;
    const keepsCourse = deviation(bearing, best.leg.perceived) < NARROW_DEGREES;
    if (isStraightest && bend < NARROW_DEGREES && keepsCourse) return best;
    if (stopsAtForks && bend > GROUP_DEGREES && isFork(view, best)) return null;
    return bears(best) && bend < MAX_BEND_DEGREES ? best : null;
  };
}

function isFork(view: View, best: SeenRoad): boolean {
  const opposite = nearestTurn(view, (best.angle + 180) % 360);
  if (opposite !== undefined && deviation(best.angle, opposite.angle) > STRAIGHT_DEGREES - FUZZY_DEGREES)
    return true;
  const ahead = nearestTurn(view, STRAIGHT_DEGREES);
  return ahead !== undefined && deviation(ahead.angle, STRAIGHT_DEGREES) < FUZZY_DEGREES;
}
