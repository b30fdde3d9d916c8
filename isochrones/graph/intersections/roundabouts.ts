import { NO_EDGE } from "../../model/network.ts";
import type { SeenLeg } from "./leg.ts";

/**
 * Would the turn cross the flow of a roundabout that passes the junction? One that comes in from outside must not
 * leave by a road that lies before the place where it joined, seen in the direction of the flow; nor may one from the
 * inside (OSRM 6.0.0, `isTurnAllowed`).
 *
 * @param ring the roads of the junction that belong to a roundabout
 */
export function goesAgainstRoundabout(ring: readonly SeenLeg[], from: SeenLeg, to: SeenLeg): boolean {
  let entry: SeenLeg | null = null;
  let exit: SeenLeg | null = null;
  let [entryAngle, exitAngle] = [0, 0];
  for (const leg of ring) {
    // Where roundabouts touch there are several: those count that lie farthest from the road of arrival.
    const entering = angleOf(leg.perceived + 180, from.perceived);
    const leaving = angleOf(from.perceived, leg.perceived);
    if (leg.out === NO_EDGE && entering > entryAngle) [entry, entryAngle] = [leg, entering];
    if (leg.out !== NO_EDGE && leaving > exitAngle) [exit, exitAngle] = [leg, leaving];
  }
  if (entry === null || exit === null) return false;
  const flow = entry.perceived + 180;
  const around = angleOf(flow, exit.perceived);
  const own = angleOf(flow, from.perceived);
  const wanted = angleOf(flow, to.perceived);
  return (own < around && wanted < own) || (own > around && wanted > own);
}

/** Of a turn from a direction of travel into another: 0 back, 90 right, 180 straight on, 270 left. */
function angleOf(travel: number, leaving: number): number {
  return (((180 - leaving + travel) % 360) + 360) % 360;
}
