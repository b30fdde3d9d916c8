import type { RoadName } from "../../../isochrones/model/network.ts";
import type { Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";

const SIDEPATHS: ReadonlySet<string> = new Set(["footway", "cycleway", "path"]);

/** Name and reference of a way; several references are told apart by `; `. */
export function roadNameOf(tags: Tags): RoadName {
  return { name: tagValue(tags, "name") ?? streetBeside(tags), ref: spaced(tags.get("ref") ?? "") };
}

/** A path along a street goes by the street's name. */
function streetBeside(tags: Tags): string {
  const isSidepath =
    SIDEPATHS.has(tags.get("highway") ?? "") &&
    (tags.get("footway") === "sidewalk" ||
      tags.get("cycleway") === "sidepath" ||
      tags.get("is_sidepath") === "yes");
  if (!isSidepath) return "";
  return tagValue(tags, "is_sidepath:of:name") ?? tagValue(tags, "street:name") ?? "";
}

function spaced(list: string): string {
  return list.replaceAll(";", "; ").replaceAll(/\s{2,}/g, " ");
}
