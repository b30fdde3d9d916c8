import type { Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";

/** `[west, south, east, north]`, degrees. */
export type Bounds = [number, number, number, number];

/**
 * Where a commune lies, from the outlines in the tiles that the map has loaded; null when none of them
 * holds it. Pieces from several tiles are joined.
 */
export function findCommuneBounds(map: MapLibreMap, code: string): Bounds | null {
  const pieces = map.querySourceFeatures("fond", {
    sourceLayer: "communes",
    filter: ["==", ["get", "code"], code],
  });
  let bounds: Bounds | null = null;
  for (const { geometry } of pieces) {
    if (geometry.type === "Polygon" || geometry.type === "MultiLineString") {
      bounds = extend(bounds, geometry.coordinates.flat());
    } else if (geometry.type === "MultiPolygon") {
      bounds = extend(bounds, geometry.coordinates.flat(2));
    } else if (geometry.type === "LineString") {
      bounds = extend(bounds, geometry.coordinates);
    }
  }
  return bounds;
}

/** The smallest box around some positions and, if given, a former box. */
export function extend(bounds: Bounds | null, positions: readonly Position[]): Bounds | null {
  let box = bounds;
  for (const [lon = 0, lat = 0] of positions) {
    box =
      box === null
        ? [lon, lat, lon, lat]
        : [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)];
  }
  return box;
}
