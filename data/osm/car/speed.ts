import type { Tags } from "../profile.ts";
import type { Access } from "./access.ts";
import type { Both } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import { DEFAULT_SPEED_KMH, SMOOTHNESS_SPEEDS_KMH, TRACKTYPE_SPEEDS_KMH } from "./figures.ts";
import { limitedSpeedsKmh } from "./maxspeed.ts";

/**
 * Speed of each direction before limits and surface, by the class of the road; without one the access tags
 * must let cars in. null: no speed, so no road in that direction.
 */
export function classSpeedsKmh(
  highway: string | undefined,
  access: Both<Access>,
  edition: CarEdition,
): Both<number | null> {
  const speed = highway === undefined ? undefined : edition.speedsKmh.get(highway);
  if (speed !== undefined) return { forward: speed, backward: speed };
  return { forward: grantedSpeedKmh(access.forward), backward: grantedSpeedKmh(access.backward) };
}

/** An access value that nobody knows lets cars in too. */
function grantedSpeedKmh(access: Access): number | null {
  return access.value === undefined || access.denied ? null : DEFAULT_SPEED_KMH;
}

/** Tagged speed limits replace the speeds of the class; surface, tracktype and smoothness then cap both. */
export function drivenSpeedsKmh(
  tags: Tags,
  classSpeeds: Both<number | null>,
  edition: CarEdition,
): Both<number> {
  const limited = limitedSpeedsKmh(tags, edition);
  const cap = surfaceCapKmh(tags, edition);
  return {
    forward: Math.min(limited.forward || (classSpeeds.forward ?? 0), cap),
    backward: Math.min(limited.backward || (classSpeeds.backward ?? 0), cap),
  };
}

function surfaceCapKmh(tags: Tags, edition: CarEdition): number {
  return Math.min(
    capOf(edition.surfaceSpeedsKmh, tags.get("surface")),
    capOf(TRACKTYPE_SPEEDS_KMH, tags.get("tracktype")),
    capOf(SMOOTHNESS_SPEEDS_KMH, tags.get("smoothness")),
  );
}

function capOf(speeds: ReadonlyMap<string, number>, value: string | undefined): number {
  return (value === undefined ? undefined : speeds.get(value)) ?? Infinity;
}
