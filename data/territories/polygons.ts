import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import { InputError } from "../input-error.ts";

type Position = readonly [number, number];
type Ring = readonly Position[];

/**
 * A GeoJSON Polygon or MultiPolygon, checked, as MultiPolygon coordinates `[lon, lat]`. Heights are left out.
 *
 * @param where the feature, for messages
 * @throws InputError `geojson.geometry` for another type or a malformed ring, `geojson.crs` where the numbers
 * cannot be degrees
 */
export function readPolygons(geometry: Readonly<Record<string, unknown>>, where: string): CommuneShape {
  const { type, coordinates } = geometry;
  if (type !== "Polygon" && type !== "MultiPolygon") {
    throw malformed(where, `geometry of type ${JSON.stringify(type)}, expected Polygon or MultiPolygon`);
  }
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  if (!Array.isArray(polygons)) throw malformed(where, "no coordinates, expected an array");
  return polygons.map((polygon: unknown) => {
    if (!Array.isArray(polygon) || polygon.length === 0) {
      throw malformed(where, "a polygon without rings, expected at least one");
    }
    return polygon.map((ring: unknown) => readRing(ring, where));
  });
}

function readRing(ring: unknown, where: string): Ring {
  if (!Array.isArray(ring) || ring.length < 4) {
    throw malformed(where, "a ring of fewer than 4 positions, expected at least 4");
  }
  const positions = ring.map((position: unknown) => readPosition(position, where));
  const [first, last] = [positions[0], positions[positions.length - 1]];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw malformed(where, `a ring from ${first.join(",")} to ${last.join(",")}, expected the same position`);
  }
  return positions;
}

function readPosition(position: unknown, where: string): Position {
  const numbers: readonly unknown[] = Array.isArray(position) ? position : [];
  const [lon, lat] = [numbers[0], numbers[1]];
  if (typeof lon !== "number" || typeof lat !== "number") {
    throw malformed(where, `position ${JSON.stringify(position)}, expected [lon, lat]`);
  }
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    const what = `coordinates ${lon}, ${lat} of a projected system, expected degrees (WGS 84, EPSG:4326)`;
    throw new InputError("geojson.crs", where, what);
  }
  // Most often the position will do as it was parsed: a country's outlines have millions.
  return numbers.length === 2 ? (numbers as Position) : [lon, lat];
}

function malformed(where: string, what: string): InputError {
  return new InputError("geojson.geometry", where, what);
}
