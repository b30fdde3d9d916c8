import type { Tags } from "../profile.ts";
import { directionalKey, firstForBoth, tagValue } from "./directional.ts";
import type { Both } from "./directional.ts";
import type { CarEdition } from "./edition.ts";

/** From the most to the least precise. */
const ACCESS_KEYS = ["motorcar", "motor_vehicle", "vehicle", "access"];
const DIRECTIONAL_ACCESS_KEYS = ACCESS_KEYS.map(directionalKey);

/** Values that let cars in wherever they stand. */
const GRANTED_ACCESS: ReadonlySet<string> = new Set([
  "yes",
  "motorcar",
  "motor_vehicle",
  "vehicle",
  "permissive",
  "designated",
  "hov",
]);

/** What the access tags of a way say to cars in one direction. */
export interface Access {
  /** The value that decides, undefined where no tag speaks. */
  readonly value: string | undefined;
  readonly denied: boolean;
  /** Only for those who have business there. */
  readonly restricted: boolean;
}

/**
 * Access to a way, for each direction. Restricted access is believed on the classes that are open to cars by
 * themselves; elsewhere it keeps them out.
 */
export function wayAccess(tags: Tags, highway: string | undefined, edition: CarEdition): Both<Access> {
  const { forward, backward } = firstForBoth(tags, DIRECTIONAL_ACCESS_KEYS);
  const restrictable = highway !== undefined && edition.speedsKmh.has(highway);
  return {
    forward: judge(forward, restrictable, edition),
    backward: judge(backward, restrictable, edition),
  };
}

/** Access through a node; restricted values let cars pass there. */
export function nodeAccess(tags: Tags, edition: CarEdition): Access {
  for (const key of ACCESS_KEYS) {
    const value = tagValue(tags, key);
    if (value !== undefined) return judge(value, true, edition);
  }
  return judge(undefined, true, edition);
}

function judge(tagged: string | undefined, restrictable: boolean, edition: CarEdition): Access {
  const value = tagged !== undefined && edition.splitsAccess ? kindest(tagged, edition) : tagged;
  if (value === undefined) return { value, denied: false, restricted: false };
  const restricted = restrictable && edition.restrictedAccess.has(value);
  return { value, denied: !restricted && edition.deniedAccess.has(value), restricted };
}

function kindest(value: string, edition: CarEdition): string {
  if (!value.includes(";")) return value;
  const parts = value
    .split(";")
    .filter((part) => part !== "")
    .map((part) => part.trim());
  return (
    parts.find((part) => GRANTED_ACCESS.has(part)) ??
    parts.find((part) => edition.restrictedAccess.has(part)) ??
    parts.find((part) => edition.deniedAccess.has(part)) ??
    parts[0] ??
    value
  );
}
