import type { LineString } from "geojson";

import type { GeometryFormat } from "./options.ts";
import { encodePolyline } from "./polyline.ts";
import { toDegrees } from "./waypoint.ts";

/** A line of microdegrees in the form that was asked for; two points at least. */
export function geometryOf(
  points: readonly (readonly [number, number])[],
  format: GeometryFormat,
): string | LineString {
  const line = points.map(toDegrees);
  if (format !== "geojson") return encodePolyline(line, format === "polyline" ? 5 : 6);
  const coordinates = line.map(([lon, lat]) => [lon, lat]);
  return {
    coordinates: coordinates.length === 1 ? [...coordinates, ...coordinates] : coordinates,
    type: "LineString",
  };
}
