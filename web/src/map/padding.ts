import type { Map as MapLibreMap } from "maplibre-gl";

const EDGE = 40;
/** Widths of the legend at the left and of the card at the right, with their margins, pixels. */
const LEGEND = 280;
const CARD = 350;
/** Below this, neither leaves room beside it: they lie elsewhere or over the map. */
const WIDE_ENOUGH = 900;

export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

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
  if (width < WIDE_ENOUGH) return { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE };
  return { top: EDGE, bottom: EDGE, left: LEGEND, right: hasCard ? CARD : EDGE };
}
