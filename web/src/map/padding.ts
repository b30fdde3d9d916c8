import type { Map as MapLibreMap } from "maplibre-gl";

const EDGE = 40;
/** On phones and in small frames, where the map needs its room. */
const NARROW_EDGE = 16;
const NARROW = 640;
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
  if (width < WIDE_ENOUGH) {
    const edge = width < NARROW ? NARROW_EDGE : EDGE;
    return { top: edge, bottom: edge, left: edge, right: edge };
  }
  return { top: EDGE, bottom: EDGE, left: LEGEND, right: hasCard ? CARD : EDGE };
}
