import proj4 from "proj4";

/** Metres east and north of the centre of the fictitious territory. */
export type Point = readonly [x: number, y: number];

/** Metres in a degree of latitude on the sphere of radius 6 371 008.8 m (mean radius, IUGG). */
const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;

// ETRS89 / LAEA Europe, the grid of INSEE's and Eurostat's cells (EPSG registry, 3035).
export const LAEA_EUROPE =
  "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs";

/** Ties the flat plane on which the territory is drawn to the globe. */
export interface Plane {
  /** Degrees, rounded to OSM's 1e-7. */
  toLonLat(point: Point): [lon: number, lat: number];
  /** EPSG:3035 metres. */
  toGrid(point: Point): [easting: number, northing: number];
}

export function createPlane(center: readonly [lon: number, lat: number]): Plane {
  const [centerLon, centerLat] = center;
  const metersPerLon = METERS_PER_DEGREE * Math.cos((centerLat * Math.PI) / 180);
  const laea = proj4("WGS84", LAEA_EUROPE);
  const toLonLat = ([x, y]: Point): [number, number] => [
    roundDegrees(centerLon + x / metersPerLon),
    roundDegrees(centerLat + y / METERS_PER_DEGREE),
  ];
  return {
    toLonLat,
    toGrid(point) {
      const [easting, northing] = laea.forward(toLonLat(point));
      return [easting, northing];
    },
  };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Of two points, cheaper than their distance where only the nearer one is looked for. */
export function squaredDistance(a: Point, b: Point): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/** Distance from a point to a segment, and how far along it (0 to 1) the nearest place lies. */
export function toSegment(point: Point, a: Point, b: Point): { meters: number; share: number } {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared;
  const share = Math.min(1, Math.max(0, along));
  return { meters: Math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy), share };
}

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
