import type { Map as MapLibreMap } from "maplibre-gl";

import { paddingIn } from "./layout-padding.ts";
import type { MapLayout, Padding } from "./layout-padding.ts";

/** Room to leave around what the map is moved to, so that legend and card do not hide it. */
export function paddingAround(map: MapLibreMap): Padding {
  return paddingFor(map.getContainer().clientWidth, true);
}

/**
 * The same for a map of some width in pixels.
 *
 * @param hasCard whether the card of a selection is about to show
 */
export function paddingFor(width: number, hasCard: boolean): Padding {
  return paddingIn(layoutNow(), width, hasCard);
}

function layoutNow(): MapLayout {
  if (matchMedia("(max-width: 56rem)").matches) return "stacked";
  return matchMedia("(max-width: 80rem)").matches ? "tight" : "wide";
}
