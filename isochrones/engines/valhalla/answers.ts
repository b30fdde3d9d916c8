import type { MultiPolygon } from "geojson";

import { EngineError } from "../engine-error.ts";
import { decodePolyline } from "../osrm/polyline.ts";

/** A route as Valhalla gives it. */
export interface ValhallaRoute {
  /** Whole, cut as in a matrix. */
  readonly seconds: number;
  readonly kilometers: number;
  /** `[lon, lat]` in degrees. */
  readonly line: readonly (readonly [number, number])[];
}

/** The area of one time. */
export interface ValhallaContour {
  readonly minutes: number;
  readonly area: MultiPolygon;
}

/**
 * Places on roads that Valhalla would begin or end at, for each location: `[lon, lat]` in degrees, none where no
 * road is near.
 *
 * @param count of the locations that were asked for
 */
export function readLocations(answer: unknown, count: number, where: string): [number, number][][] {
  const list = listOf(answer, where, "locations");
  if (list.length !== count) throw malformed(where, `${list.length} locations`, `${count}`);
  return list.map((location) => {
    const { edges } = objectOf(location, where, "location");
    if (edges === null) return [];
    return listOf(edges, where, "edges").map((edge) => {
      const { correlated_lon: lon, correlated_lat: lat } = objectOf(edge, where, "edge");
      return [numberOf(lon, where, "longitude"), numberOf(lat, where, "latitude")];
    });
  });
}

/** Whole seconds, row by row; null where there is no route. */
export function readDurations(
  answer: unknown,
  rows: number,
  columns: number,
  where: string,
): (number | null)[][] {
  const { sources_to_targets: table } = objectOf(answer, where, "matrix");
  const durations = listOf(objectOf(table, where, "matrix")["durations"], where, "durations");
  if (durations.length !== rows) throw malformed(where, `${durations.length} rows`, `${rows}`);
  return durations.map((row) => {
    const times = listOf(row, where, "row");
    if (times.length !== columns) throw malformed(where, `${times.length} times in a row`, `${columns}`);
    return times.map((time) => (time === null ? null : wholeSecondsOf(time, where)));
  });
}

export function readRoute(answer: unknown, where: string): ValhallaRoute {
  const { trip } = objectOf(answer, where, "route");
  const legs = listOf(objectOf(trip, where, "trip")["legs"], where, "legs");
  if (legs.length !== 1) throw malformed(where, `${legs.length} legs`, "1");
  const { summary, shape } = objectOf(legs[0], where, "leg");
  const { time, length } = objectOf(summary, where, "summary");
  const line = typeof shape === "string" ? decodePolyline(shape, 6) : null;
  if (line === null || line.length === 0) throw malformed(where, "a line that is none", "a polyline");
  return {
    seconds: wholeSecondsOf(time, where),
    kilometers: numberOf(length, where, "length"),
    line,
  };
}

/** The areas of an isochrone, by ascending minutes. */
export function readContours(answer: unknown, where: string): ValhallaContour[] {
  const features = listOf(objectOf(answer, where, "isochrone")["features"], where, "features");
  const areas = new Map<number, MultiPolygon["coordinates"]>();
  for (const feature of features) {
    const { properties, geometry } = objectOf(feature, where, "feature");
    const minutes = numberOf(objectOf(properties, where, "properties")["contour"], where, "contour");
    const { type, coordinates } = objectOf(geometry, where, "geometry");
    if (type !== "Polygon" && type !== "MultiPolygon") throw malformed(where, String(type), "a polygon");
    const polygons = (type === "Polygon" ? [coordinates] : coordinates) as MultiPolygon["coordinates"];
    areas.set(minutes, [...(areas.get(minutes) ?? []), ...polygons]);
  }
  return [...areas]
    .map(([minutes, coordinates]) => ({ minutes, area: { type: "MultiPolygon" as const, coordinates } }))
    .sort((a, b) => a.minutes - b.minutes);
}

/** A matrix has whole seconds, cut; a route has thousandths. */
function wholeSecondsOf(value: unknown, where: string): number {
  const seconds = numberOf(value, where, "time");
  // Above that, a time in deciseconds would be taken for one of the markers.
  if (seconds < 0 || seconds > 4e8) throw malformed(where, `a time of ${seconds} s`, "0 or more");
  return Math.floor(seconds);
}

function numberOf(value: unknown, where: string, what: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw malformed(where, `${JSON.stringify(value)} as ${what}`, "a number");
}

function listOf(value: unknown, where: string, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw malformed(where, `no list of ${what}`, "one");
}

function objectOf(value: unknown, where: string, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw malformed(where, `no ${what}`, "one");
}

function malformed(where: string, got: string, expected: string): EngineError {
  return new EngineError("engine.answer.malformed", where, `got ${got}, expected ${expected}`);
}
