import type { Tags } from "../../data/osm/profile.ts";

/** `{ highway: "primary" }` or `highway=primary oneway=yes` to tags; values with spaces need the first form. */
export function osmTags(tags: Readonly<Record<string, string>> | string): Tags {
  if (typeof tags !== "string") return new Map(Object.entries(tags));
  const pairs = tags.split(" ").filter((pair) => pair !== "");
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
