import { planeMeters } from "../../isochrones/geo/distance.ts";

/** A line wider or higher than this at a zoom is drawn on more than one screen, pixels. */
const SCREEN_PIXELS = 512;
const METERS_PER_PIXEL_AT_ZOOM_0 = 156_543;
const MAX_ZOOM = 18;
/** What may be left out is not seen at the zoom that shows the whole line. */
const TOLERANCE_PIXELS = 4;

/**
 * Leaves out points that do not show at the zoom at which the whole line fits on a screen (Douglas-Peucker).
 *
 * @param points microdegrees
 */
export function simplifyLine(
  points: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  if (points.length < 3) return points;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const extent = planeMeters(
    lons.reduce((a, b) => Math.min(a, b)),
    lats.reduce((a, b) => Math.min(a, b)),
    lons.reduce((a, b) => Math.max(a, b)),
    lats.reduce((a, b) => Math.max(a, b)),
  );
  const zoom = Math.log2((SCREEN_PIXELS * METERS_PER_PIXEL_AT_ZOOM_0) / Math.max(extent, 1));
  const metersPerPixel = METERS_PER_PIXEL_AT_ZOOM_0 / 2 ** Math.min(MAX_ZOOM, Math.max(0, Math.floor(zoom)));
  const isKept = keepCorners(points, metersPerPixel * TOLERANCE_PIXELS);
  return points.filter((_, index) => isKept[index] === 1);
}

function keepCorners(points: readonly (readonly [number, number])[], toleranceMeters: number): Uint8Array {
  const isKept = new Uint8Array(points.length);
  isKept[0] = 1;
  isKept[points.length - 1] = 1;
  const waiting: [number, number][] = [[0, points.length - 1]];
  for (let span = waiting.pop(); span !== undefined; span = waiting.pop()) {
    const [first, last] = span;
    let [farthest, most] = [first, toleranceMeters];
    for (let i = first + 1; i < last; i++) {
      const meters = metersFromSegment(points[i], points[first], points[last]);
      if (meters > most) [farthest, most] = [i, meters];
    }
    if (farthest === first) continue;
    isKept[farthest] = 1;
    waiting.push([first, farthest], [farthest, last]);
  }
  return isKept;
}

function metersFromSegment(
  [lon, lat]: readonly [number, number],
  [lonA, latA]: readonly [number, number],
  [lonB, latB]: readonly [number, number],
): number {
  const scale = Math.cos((lat * Math.PI) / 180e6);
  const [dx, dy] = [(lonB - lonA) * scale, latB - latA];
  const [px, py] = [(lon - lonA) * scale, lat - latA];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return planeMeters(lon, lat, lonA + (t * dx) / scale, latA + t * dy);
}
