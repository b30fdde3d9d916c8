import type { MultiPolygon, Point } from "geojson";

/** `[west, south, east, north]`, degrees. */
export type Box = [number, number, number, number];

/** The smallest box around a geometry; null for an area without positions. O(positions). */
export function boxOf(geometry: Point | MultiPolygon): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const rings = geometry.type === "Point" ? [[geometry.coordinates]] : geometry.coordinates.flat();
  for (const ring of rings) {
    // Taking positions apart is ten times as slow, and a country has five million.
    for (let i = 0; i < ring.length; i++) {
      const position = ring[i];
      const lon = position[0];
      const lat = position[1];
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  return west === Infinity ? null : [west, south, east, north];
}
