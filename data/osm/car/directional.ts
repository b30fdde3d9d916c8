import type { Tags } from "../profile.ts";

/** Something that holds along a way's direction and against it. */
export interface Both<T> {
  readonly forward: T;
  readonly backward: T;
}

/** A key with its two directional variants, spelled once instead of for each way. */
export interface DirectionalKey {
  readonly common: string;
  readonly forward: string;
  readonly backward: string;
}

/** Value of a tag; an empty one counts as missing. */
export function tagValue(tags: Tags, key: string): string | undefined {
  return tags.get(key) || undefined;
}

/** `maxspeed` to `maxspeed`, `maxspeed:forward`, `maxspeed:backward`. */
export function directionalKey(common: string): DirectionalKey {
  return { common, forward: `${common}:forward`, backward: `${common}:backward` };
}

/**
 * The first key that says something, for each direction on its own. Within one key the directional variant
 * comes first; a directional variant of a later key never wins over an earlier common one.
 */
export function firstForBoth(tags: Tags, keys: readonly DirectionalKey[]): Both<string | undefined> {
  let forward: string | undefined;
  let backward: string | undefined;
  for (const key of keys) {
    forward ??= tagValue(tags, key.forward);
    backward ??= tagValue(tags, key.backward);
    if (forward === undefined || backward === undefined) {
      const common = tagValue(tags, key.common);
      forward ??= common;
      backward ??= common;
    }
    if (forward !== undefined && backward !== undefined) break;
  }
  return { forward, backward };
}

/**
 * One key for both directions, where on a oneway the common variant speaks for the open direction only.
 *
 * @param open which direction a oneway leaves open, null on a road with two
 */
export function valueForBoth(
  tags: Tags,
  key: DirectionalKey,
  open: "forward" | "backward" | null,
): Both<string | undefined> {
  const common = tagValue(tags, key.common);
  return {
    forward: tagValue(tags, key.forward) ?? (open === "backward" ? undefined : common),
    backward: tagValue(tags, key.backward) ?? (open === "forward" ? undefined : common),
  };
}
