import type { MultiPolygon } from "geojson";

/** Draws a small map into a square of this side, in its own units. */
export const INSET_SIDE = 100;
const MARGIN = 4;

/**
 * The outline as the data of an SVG path, as large as fits the square: degrees of longitude are narrowed by the cosine
 * of the middle latitude, which is right to a few percent at the size of a département. O(points).
 *
 * @param bbox `[west, south, east, north]`, degrees
 */
export function insetPath(outline: MultiPolygon, bbox: readonly [number, number, number, number]): string {
  const [west, south, east, north] = bbox;
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const width = (east - west) * narrowing;
  const height = north - south;
  const scale = (INSET_SIDE - 2 * MARGIN) / (Math.max(width, height) || 1);
  const left = (INSET_SIDE - width * scale) / 2;
  const top = (INSET_SIDE - height * scale) / 2;
  return outline.coordinates
    .flat()
    .map((ring) => {
      const points = ring.map(([lon = west, lat = north]) => {
        const x = left + (lon - west) * narrowing * scale;
        const y = top + (north - lat) * scale;
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      });
      return `M${points.join("L")}Z`;
    })
    .join("");
}
