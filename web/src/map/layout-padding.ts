const EDGE = 40;
/** On phones and in small frames, where the map needs its room. */
const NARROW_EDGE = 16;
const NARROW = 640;
/** Widths of the legend at the left and of the card at the right, with their margins, pixels. */
const LEGEND = 280;
const CARD = 350;
/** Height of what the legend lies in while it is closed, with its margins. */
const CLOSED_LEGEND = 210;

/**
 * Where legend and card are: below the map; over it, the legend closed; over it, the legend open. The widths are those of
 * layout.css, map.css and legend.ts.
 */
export type MapLayout = "stacked" | "tight" | "wide";

export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The room in each layout. */
export function paddingIn(layout: MapLayout, width: number, hasCard: boolean): Padding {
  const edge = width < NARROW && layout === "stacked" ? NARROW_EDGE : EDGE;
  if (layout === "stacked") return { top: edge, bottom: edge, left: edge, right: edge };
  const right = hasCard ? CARD : edge;
  return layout === "tight"
    ? { top: edge, bottom: CLOSED_LEGEND, left: edge, right }
    : { top: edge, bottom: edge, left: LEGEND, right };
}
