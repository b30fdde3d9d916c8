import type { Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";

/** The tag for cars comes before the one for everybody. */
const KEYS = ["oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"];
const FORWARD_VALUES: ReadonlySet<string> = new Set(["yes", "1", "true"]);

/** What a way's oneway tags say. */
export interface Oneway {
  /** The one direction left open, null where both are. */
  readonly open: "forward" | "backward" | null;
  /** Do both directions take turns on one lane? */
  readonly alternating: boolean;
}

/** Direction of a way by its tags, or implied by a motorway or a roundabout (not by a motorway's links). */
export function onewayOf(tags: Tags, highway: string | undefined): Oneway {
  const value = firstValue(tags);
  const alternating = value === "alternating";
  if (value === "-1") return { open: "backward", alternating };
  if (value !== undefined && FORWARD_VALUES.has(value)) return { open: "forward", alternating };
  const implied = value !== "no" && (highway === "motorway" || isRoundabout(tags));
  return { open: implied ? "forward" : null, alternating };
}

/** A circle driven in one direction. */
export function isRoundabout(tags: Tags): boolean {
  const junction = tags.get("junction");
  return junction === "roundabout" || junction === "circular";
}

function firstValue(tags: Tags): string | undefined {
  for (const key of KEYS) {
    const value = tagValue(tags, key);
    if (value !== undefined) return value;
  }
  return undefined;
}
