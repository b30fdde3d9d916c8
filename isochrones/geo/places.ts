import { planeMeters } from "./distance.ts";

/**
 * Places in whole microdegrees and what OSRM computes with them. It keeps each place that it comes upon in coordinates
 * of six decimals, and cuts off or rounds on the way there; near by, that turns directions by degrees. These functions
 * do the same.
 */
export type Place = readonly [lon: number, lat: number];

/** A share of the way from one place to another, cut off. */
export function between(a: Place, b: Place, share: number): Place {
  return [Math.trunc(a[0] + share * (b[0] - a[0])), Math.trunc(a[1] + share * (b[1] - a[1]))];
}

/** The place so many metres along a line, or its end. */
export function placeAt(line: readonly Place[], meters: number): Place {
  let before = 0;
  for (let i = 1; i < line.length; i++) {
    const length = metersBetween(line[i - 1], line[i]);
    if (before + length >= meters) return between(line[i - 1], line[i], shareOf(meters - before, length));
    before += length;
  }
  return line[line.length - 1];
}

/** The place of a segment that is nearest in degrees, as if those of longitude were as long as those of latitude. */
export function closestOnSegment(a: Place, b: Place, place: Place): Place {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return a;
  const share = clamp((dx * (place[0] - a[0]) + dy * (place[1] - a[1])) / squared);
  return [Math.round((1 - share) * a[0] + share * b[0]), Math.round((1 - share) * a[1] + share * b[1])];
}

/**
 * Places along a line every so many metres, its beginning first.
 *
 * @param maxMeters no place lies farther along
 */
export function samplePlaces(line: readonly Place[], maxMeters: number, stepMeters: number): Place[] {
  const samples: Place[] = [line[0]];
  let carried = 0;
  let total = 0;
  for (let i = 1; i < line.length && total <= maxMeters; i++) {
    const length = metersBetween(line[i - 1], line[i]);
    const count = Math.floor((Math.min(maxMeters - total, length) + carried) / stepMeters);
    if (carried + length >= stepMeters) {
      for (let k = 0; k < count; k++) {
        samples.push(between(line[i - 1], line[i], shareOf(stepMeters - carried + k * stepMeters, length)));
      }
      carried += length - count * stepMeters;
    } else {
      carried += length;
    }
    total += length;
  }
  return samples;
}

/** How far the line of a regression reaches beyond its places, microdegrees. */
const BEYOND = 10;

/** The line of least squares through two or more places, as two places a little beyond them; west or south first. */
export function fitLine(places: readonly Place[]): readonly [Place, Place] {
  const [west, east] = extremesOf(places, 0);
  const [south, north] = extremesOf(places, 1);
  // Steep lines are fitted as if north were east.
  const isSteep = north - south > 2 * (east - west);
  const [u, v] = isSteep ? ([1, 0] as const) : ([0, 1] as const);
  const [meanU, meanV] = [meanOf(places, u), meanOf(places, v)];
  let variance = 0;
  let covariance = 0;
  for (const place of places) {
    variance += (place[u] - meanU) ** 2;
    covariance += (place[u] - meanU) * (place[v] - meanV);
  }
  const isLevel = isSteep ? west === east : south === north;
  if (variance === 0 || isLevel) return [places[0], places[places.length - 1]];
  const slope = covariance / variance;
  const at = (along: number): Place => {
    const across = Math.round(meanV + slope * (along - meanU));
    return isSteep ? [across, along] : [along, across];
  };
  return isSteep ? [at(south - BEYOND), at(north + BEYOND)] : [at(west - BEYOND), at(east + BEYOND)];
}

function metersBetween(a: Place, b: Place): number {
  return planeMeters(a[0], a[1], b[0], b[1]);
}

function shareOf(meters: number, length: number): number {
  return length === 0 ? 0 : clamp(meters / length);
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}

/** The least and the greatest of the longitudes, or of the latitudes. */
function extremesOf(places: readonly Place[], axis: 0 | 1): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const place of places) {
    if (place[axis] < least) least = place[axis];
    if (place[axis] > greatest) greatest = place[axis];
  }
  return [least, greatest];
}

function meanOf(places: readonly Place[], axis: 0 | 1): number {
  let sum = 0;
  for (const place of places) sum += place[axis];
  return sum / places.length;
}
