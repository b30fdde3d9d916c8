import type { Tags } from "../profile.ts";
import { directionalKey, valueForBoth } from "./directional.ts";
import type { Both } from "./directional.ts";

const LANES = directionalKey("hov:lanes");

/** Is the whole way kept for cars with several people in them? */
export function isReserved(tags: Tags): boolean {
  return tags.get("hov") === "designated";
}

/** Are all lanes of a direction kept for them? */
export function hasReservedLanesOnly(tags: Tags, open: "forward" | "backward" | null): Both<boolean> {
  const { forward, backward } = valueForBoth(tags, LANES, open);
  return { forward: isReservedOnly(forward), backward: isReservedOnly(backward) };
}

function isReservedOnly(lanes: string | undefined): boolean {
  return lanes !== undefined && lanes.split("|").every((lane) => lane === "designated");
}
