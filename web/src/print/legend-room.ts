/** `[west, south, east, north]`, degrees. */
type Bounds = readonly [number, number, number, number];

/** Lengths in pixels. */
interface Frame {
  readonly width: number;
  readonly height: number;
  /** Around the map on all sides. */
  readonly edge: number;
  /** What a legend hides at the left. */
  readonly legend: number;
}

/**
 * What to keep free at the left of a map so that its legend hides nothing of some bounds: no more than that takes, for what is
 * tall and narrow stands clear of the legend in the middle of the frame. In Mercator's projection.
 */
export function legendRoom(
  [west, south, east, north]: Bounds,
  { width, height, edge, legend }: Frame,
): number {
  const across = ((east - west) * Math.PI) / 180;
  const up = mercatorY(north) - mercatorY(south);
  const drawn = up === 0 ? width : ((height - 2 * edge) * across) / up;
  // In the middle of what is right of the room: (room + width - drawn) / 2 is to be past the legend.
  const room = 2 * (legend + edge) + drawn - width;
  return Math.min(legend, Math.max(0, room));
}

function mercatorY(latitude: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
}
