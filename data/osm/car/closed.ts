import type { Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";
import type { CarEdition } from "./edition.ts";

/** Highways that no access tag opens. */
const NEVER_ROADS: ReadonlySet<string> = new Set([
  "area",
  "reversible",
  "impassable",
  "hov_lanes",
  "steps",
  "construction",
  "proposed",
]);

/** Works that leave a road open. */
const OPEN_WORKS: ReadonlySet<string> = new Set(["no", "widening", "minor"]);

const FORBIDDEN_SERVICES: ReadonlySet<string> = new Set(["emergency_access"]);

/**
 * Is the way closed whatever its access tags say: an area, not built, out of use, or with a direction that
 * changes a few times a day (`oneway=reversible`)?
 */
export function isClosed(tags: Tags, highway: string | undefined, edition: CarEdition): boolean {
  return (
    (highway !== undefined && NEVER_ROADS.has(highway)) ||
    tags.get("area") === "yes" ||
    isUnbuilt(tags, highway, edition) ||
    tags.get("oneway") === "reversible" ||
    tags.get("impassable") === "yes" ||
    tags.get("status") === "impassable" ||
    FORBIDDEN_SERVICES.has(tags.get("service") ?? "")
  );
}

function isUnbuilt(tags: Tags, highway: string | undefined, edition: CarEdition): boolean {
  if (tags.get("railway") === "construction") return true;
  const works = tagValue(tags, "construction");
  if (works !== undefined && !OPEN_WORKS.has(works)) return true;
  const proposed = tagValue(tags, "proposed") !== undefined;
  return proposed && (edition.proposalsClose || highway === undefined);
}
