/** Mean earth radius used by OSRM, metres; kept so that lengths and times agree with its. */
export const EARTH_RADIUS_METERS = 6372797.560856;
/** Coordinates are stored as whole microdegrees, OSRM's precision (about 11 cm). */
export const MICRODEGREES = 1e6;

const RADIANS_PER_DEGREE = Math.PI / 180;
const RADIANS_PER_MICRODEGREE = RADIANS_PER_DEGREE / MICRODEGREES;

/** Metres in one microdegree of latitude. */
export const METERS_PER_MICRODEGREE = EARTH_RADIUS_METERS * RADIANS_PER_MICRODEGREE;

export function toMicrodegrees(degrees: number): number {
  return Math.round(degrees * MICRODEGREES);
}

/** Great-circle distance in metres between two points in microdegrees (haversine, exact for short legs). */
export function distanceMeters(lonA: number, latA: number, lonB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS_PER_MICRODEGREE) / 2);
  const sinLon = Math.sin(((lonB - lonA) * RADIANS_PER_MICRODEGREE) / 2);
  const h =
    sinLat * sinLat +
    Math.cos(latA * RADIANS_PER_MICRODEGREE) * Math.cos(latB * RADIANS_PER_MICRODEGREE) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial great-circle bearing from A to B, microdegrees in, degrees clockwise from north in [0, 360). */
export function bearingDegrees(lonA: number, latA: number, lonB: number, latB: number): number {
  const dLon = (lonB - lonA) * RADIANS_PER_MICRODEGREE;
  const a = latA * RADIANS_PER_MICRODEGREE;
  const b = latB * RADIANS_PER_MICRODEGREE;
  const y = Math.sin(dLon) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(dLon);
  const degrees = Math.atan2(y, x) / RADIANS_PER_DEGREE;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** How many times shorter a microdegree of longitude is than one of latitude, at a latitude in microdegrees. */
export function longitudeScale(lat: number): number {
  return Math.cos(lat * RADIANS_PER_MICRODEGREE);
}
