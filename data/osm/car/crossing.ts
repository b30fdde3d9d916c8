import type { RoadMode } from "../../../isochrones/model/network.ts";
import type { Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";
import { parseDurationSeconds } from "./duration.ts";
import { MOVABLE_BRIDGE_SPEED_KMH, ROUTE_SPEEDS_KMH } from "./figures.ts";

/** A way on which the car is carried or has to wait: a ferry, a shuttle train, a movable bridge. */
export interface Crossing {
  readonly mode: RoadMode;
  /** null: the class of the road decides. */
  readonly speedKmh: number | null;
  /** Seconds for the whole way, 0 where its tags do not say. */
  readonly durationSeconds: number;
}

/**
 * How the way is crossed, or null for an ordinary road. As in OSRM a crossing is open in both directions,
 * whatever its oneway tags say, and the mode of a shuttle train is that of a ferry.
 */
export function crossingOf(tags: Tags, route: string | undefined): Crossing | null {
  const carrierSpeedKmh = route === undefined ? undefined : ROUTE_SPEEDS_KMH.get(route);
  const isMovable = tags.get("bridge") === "movable";
  if (carrierSpeedKmh === undefined && !isMovable) return null;
  const durationSeconds = taggedDuration(tags);
  if (!isMovable) return { mode: "ferry", speedKmh: carrierSpeedKmh ?? null, durationSeconds };
  const fallbackKmh = durationSeconds > 0 ? (carrierSpeedKmh ?? null) : MOVABLE_BRIDGE_SPEED_KMH;
  return { mode: "driving", speedKmh: fallbackKmh, durationSeconds };
}

/** At least a second where there is a duration at all. */
function taggedDuration(tags: Tags): number {
  const duration = tagValue(tags, "duration");
  const seconds = duration === undefined ? undefined : parseDurationSeconds(duration);
  return seconds === undefined ? 0 : Math.max(seconds, 1);
}
