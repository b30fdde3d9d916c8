import type { Tags } from "../profile.ts";
import { directionalKey, firstForBoth } from "./directional.ts";
import type { Both } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import { MAXSPEED_SHARE } from "./figures.ts";
import { parseSpeedKmh } from "./measure.ts";

const KEYS = ["maxspeed:advisory", "maxspeed", "source:maxspeed", "maxspeed:type"].map(directionalKey);

/** Legal limits by kind of road, for every country without one of its own. */
const LIMITS_KMH: ReadonlyMap<string, number> = new Map([
  ["urban", 50],
  ["rural", 90],
  ["trunk", 110],
  ["motorway", 130],
]);

/**
 * Speeds in km/h that follow from the speed limits of a way, 0 where it has none that can be read. An
 * advisory limit wins, then the limit itself, then the place that it is said to come from.
 */
export function limitedSpeedsKmh(tags: Tags, edition: CarEdition): Both<number> {
  const { forward, backward } = firstForBoth(tags, KEYS);
  return { forward: drivenSpeedKmh(forward, edition), backward: drivenSpeedKmh(backward, edition) };
}

function drivenSpeedKmh(value: string | undefined, edition: CarEdition): number {
  return value === undefined ? 0 : parseMaxspeedKmh(value, edition) * MAXSPEED_SHARE;
}

/**
 * A speed limit in km/h: `50`, `30 mph`, `none`, `FR:rural`; 0 for any other. Speed zones (`FR:zone30`,
 * `FR:30`), `walk` and `signals` are among those, as in OSRM: the class of the road then decides.
 */
export function parseMaxspeedKmh(value: string, edition: CarEdition): number {
  const speed = parseSpeedKmh(value);
  if (speed !== undefined) return speed;
  const place = value.toLowerCase();
  const kind = /[a-z]{2}:([a-z]+)/.exec(place)?.[1] ?? "";
  return edition.nationalLimitsKmh.get(place) ?? LIMITS_KMH.get(kind) ?? 0;
}
