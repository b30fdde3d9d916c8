import type { Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";
import type { Both } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import {
  ALTERNATING_PREFERENCE,
  DISLIKED_SERVICES,
  NARROW_PREFERENCE,
  NARROW_WIDTH_METERS,
  SERVICE_PREFERENCE,
  SIDE_ROAD_PREFERENCE,
} from "./figures.ts";
import { leadingInteger, parseMeters } from "./measure.ts";

/** Later edition only: preference for two directions on a road under these widths in metres. */
const WIDTH_STEPS: readonly (readonly [number, number])[] = [
  [4, 0.6],
  [5, 0.75],
  [6, 0.8],
];
/** Later edition only: `lane_markings=no` with two directions. */
const UNMARKED_PREFERENCE = 0.75;
/** Later edition only: the direction that has to yield by `priority=forward|backward`. */
const YIELDING_PREFERENCE = 0.7;

/**
 * How much a road is liked, 0 to 1, for each direction: the least of what its service, width, lanes and side
 * role say. It divides the weight and leaves the time alone.
 *
 * @param twoWay is the way open in both directions?
 */
export function preferences(
  tags: Tags,
  road: { readonly twoWay: boolean; readonly alternating: boolean },
  edition: CarEdition,
): Both<number> {
  const common = Math.min(
    DISLIKED_SERVICES.has(tags.get("service") ?? "") ? SERVICE_PREFERENCE : 1,
    edition.finePreferences ? fineWidthPreference(tags, road.twoWay) : widthPreference(tags, road.twoWay),
    road.alternating ? ALTERNATING_PREFERENCE : 1,
    isSideRoad(tags) ? SIDE_ROAD_PREFERENCE : 1,
  );
  const priority = edition.finePreferences ? tags.get("priority") : undefined;
  return {
    forward: priority === "backward" ? Math.min(common, YIELDING_PREFERENCE) : common,
    backward: priority === "forward" ? Math.min(common, YIELDING_PREFERENCE) : common,
  };
}

function widthPreference(tags: Tags, twoWay: boolean): number {
  // Whole metres only, and on oneways too.
  const isNarrow = leadingNumber(tags, "width") <= NARROW_WIDTH_METERS;
  return isNarrow || hasSharedLane(tags, twoWay) ? NARROW_PREFERENCE : 1;
}

function fineWidthPreference(tags: Tags, twoWay: boolean): number {
  if (!twoWay) return 1;
  const width = tagValue(tags, "width");
  const meters = width === undefined ? undefined : parseMeters(width);
  if (hasSharedLane(tags, twoWay) || (meters ?? Infinity) <= NARROW_WIDTH_METERS) return NARROW_PREFERENCE;
  const step = WIDTH_STEPS.find(([limit]) => meters !== undefined && meters < limit);
  if (step !== undefined) return step[1];
  return tags.get("lane_markings") === "no" ? UNMARKED_PREFERENCE : 1;
}

function hasSharedLane(tags: Tags, twoWay: boolean): boolean {
  return twoWay && leadingNumber(tags, "lanes") <= 1;
}

function leadingNumber(tags: Tags, key: string): number {
  const value = tags.get(key);
  return (value === undefined ? undefined : leadingInteger(value)) ?? Infinity;
}

function isSideRoad(tags: Tags): boolean {
  const value = tags.get("side_road");
  return value === "yes" || value === "rotary";
}
