import { type Place, between, closestOnSegment, fitLine, placeAt, samplePlaces } from "../../geo/places.ts";
import { bearingDegrees, longitudeScale, planeMeters } from "../../geo/distance.ts";

/**
 * Which way a road leaves a junction, as a driver perceives it. The first metres of a way are often drawn for the
 * map's sake (they lead to the middle of a wide road), so its first segment says little about how sharp a turn
 * is. The rules are those of OSRM (`CoordinateExtractor::ExtractRepresentativeCoordinate`): turn costs follow
 * from them, and times have to agree. So does the arithmetic: whole microdegrees, cut off where OSRM cuts off.
 */

export interface RoadTraits {
  /** Comes back to the junction. */
  readonly isLoop: boolean;
  readonly isRoundabout: boolean;
  /** Service roads, tracks and what else is no public road: drawn in every way. */
  readonly isLowPriority: boolean;
  /** Lanes of the widest road of the junction, times the allowance for the class of this one. */
  readonly consideredLanes: number;
}

const LANE_WIDTH_METERS = 3.25;
const LOOKAHEAD_METERS = 10;
const FAR_LOOKAHEAD_METERS = 40;
/** What a mapper's hand may be off at the very start. */
const INACCURACY_METERS = 2;
const SAMPLE_METERS = 1;
/** Of an offset at the start of a road, this much is taken back. */
const OFFSET_PER_CENT = 90;
/** A road that turns less than this is no curve (half of OSRM's narrow turn). */
const CURVE_DEGREES = 20;
const FUZZY_DEGREES = 25;

/**
 * @param road places along the road, the junction first, at least two, none repeated
 * @returns a place to take the bearing of, seen from the junction
 */
export function perceivedPlace(road: readonly Place[], traits: RoadTraits): Place {
  if (traits.isLoop) return road[1];
  if (road.length === 2) return road[1];
  if (traits.isRoundabout) return placeAt(road, INACCURACY_METERS);
  if (traits.isLowPriority) return placeAt(road, LOOKAHEAD_METERS);
  const lanesMeters = traits.consideredLanes * LANE_WIDTH_METERS;
  if (planeMetersOf(road[0], road[1]) > lanesMeters + LOOKAHEAD_METERS) return road[1];

  const { places, lengths } = lookAhead(road, FAR_LOOKAHEAD_METERS + lanesMeters);
  const last = places[places.length - 1];
  const total = sum(lengths);
  if (places.length === 2 || total <= INACCURACY_METERS) return last;
  if (deviation(places, places[0], last) < 0.5 * LANE_WIDTH_METERS) {
    return isSame(places[0], last) ? placeAt(places, INACCURACY_METERS) : last;
  }
  const straight = straightStart(places, lengths);
  if (straight.meters >= lanesMeters + LOOKAHEAD_METERS) return placeAt(places, 5);

  const [front, back] = regression(places);
  if (deviation(places, front, back) < 0.35 * LANE_WIDTH_METERS) {
    return corrected(road[0], closestOnSegment(front, back, places[0]), closestOnSegment(front, back, last));
  }
  const offset = Math.max(1, straight.index);
  if (isOffset(places, lengths, offset, straight.meters, total, traits.consideredLanes)) {
    return corrected(road[0], places[offset], places[offset + 1]);
  }
  if (isCurve(places, lengths, total, lanesMeters)) return curveStart(places, lengths);
  return pastTheLanes(places, total, lanesMeters) ?? placeAt(places, LOOKAHEAD_METERS);
}

function planeMetersOf(a: Place, b: Place): number {
  return planeMeters(a[0], a[1], b[0], b[1]);
}

function isSame(a: Place, b: Place): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}

/** Lengths of the segments that lead to each place (0 to the first), and the places within the limit. */
interface Ahead {
  readonly places: readonly Place[];
  readonly lengths: readonly number[];
}

/**
 * The road up to the first place at or beyond the limit. As in OSRM a segment is only cut where it is as long as
 * the limit by itself.
 */
function lookAhead(road: readonly Place[], limit: number): Ahead {
  const lengths = [0];
  let total = 0;
  for (let i = 1; i < road.length && total < limit; i++) {
    lengths.push(planeMetersOf(road[i - 1], road[i]));
    total += lengths[i];
  }
  const cut = trim(road.slice(0, lengths.length), lengths, limit);
  const kept = lengths.slice(0, cut.length);
  kept[kept.length - 1] = Math.min(kept[kept.length - 1], limit);
  return { places: cut, lengths: kept };
}

/** Cuts at the first segment that is itself as long as asked; leaves the road whole where none is. */
function trim(places: readonly Place[], lengths: readonly number[], meters: number): readonly Place[] {
  if (lengths[lengths.length - 1] < meters) return places;
  const at = lengths.findIndex((length, index) => index > 0 && length >= meters);
  const before = at > 1 ? lengths[at - 1] : 0;
  const share = clamp((meters - before) / (lengths[at] - before));
  return [...places.slice(0, at), between(places[at - 1], places[at], share)];
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}

/** Greatest distance of the places from the straight line between two others. */
function deviation(places: readonly Place[], a: Place, b: Place): number {
  let most = 0;
  for (const place of places) most = Math.max(most, planeMetersOf(place, closestOnSegment(a, b, place)));
  return most;
}

/** The least-squares line through samples of the road, from its beginning to its end. */
function regression(places: readonly Place[]): readonly [Place, Place] {
  const last = places[places.length - 1];
  const samples = samplePlaces(places, FAR_LOOKAHEAD_METERS, SAMPLE_METERS);
  if (samples.length < 2) return [places[0], last];
  const [a, b] = fitLine(samples);
  return [closestOnSegment(a, b, places[0]), closestOnSegment(a, b, last)];
}

/** How far the road goes before it first bends. */
function straightStart(
  places: readonly Place[],
  lengths: readonly number[],
): { index: number; meters: number } {
  let meters = lengths[1];
  let index = 2;
  for (; index < places.length; index++) {
    if (deviation(places.slice(0, index), places[0], places[index]) >= 0.25 * LANE_WIDTH_METERS) break;
    meters += lengths[index];
  }
  return { index: index - 1, meters };
}

/** Takes an offset at the start of the road back: the road as if it began at the junction. */
function corrected(junction: Place, base: Place, head: Place): Place {
  if (planeMetersOf(base, head) < INACCURACY_METERS) return head;
  return [
    head[0] - Math.trunc((OFFSET_PER_CENT * (base[0] - junction[0])) / 100),
    head[1] - Math.trunc((OFFSET_PER_CENT * (base[1] - junction[1])) / 100),
  ];
}

/** Does the road begin with a short piece across the lanes and run straight from there? */
function isOffset(
  places: readonly Place[],
  lengths: readonly number[],
  offset: number,
  straightMeters: number,
  total: number,
  consideredLanes: number,
): boolean {
  if (offset + 1 >= places.length) return false;
  const acrossLanes = 0.5 * Math.trunc(consideredLanes) * LANE_WIDTH_METERS;
  if (sum(lengths.slice(0, offset + 1)) - acrossLanes >= LANE_WIDTH_METERS) return false;
  if (total < 0.4 * FAR_LOOKAHEAD_METERS) return false;
  if (total - Math.max(straightMeters, lengths[1]) < 0.1 * total) return false;
  const long = lengths.findIndex((length, index) => index >= offset && length >= 30);
  const end = Math.min(places.length, (long < 0 ? lengths.length : long) + 1);
  return deviation(places.slice(offset, end), places[offset], places[end - 1]) < 0.5 * LANE_WIDTH_METERS;
}

/** Does the road bend one way all along, as a drawn curve does? */
function isCurve(
  places: readonly Place[],
  lengths: readonly number[],
  total: number,
  lanesMeters: number,
): boolean {
  const count = places.length;
  const turned = Math.abs(
    turnDegrees(bearingOf(places[0], places[1]), bearingOf(places[count - 2], places[count - 1])),
  );
  if (turned <= CURVE_DEGREES) return false;
  const last = places[count - 1];
  const sides = places.slice(1, -1).map((place) => side(places[0], last, place) > 0);
  if (sides.some((isLeft) => isLeft !== sides[0])) return false;
  const peak = singlePeak(places);
  if (peak === null) return false;
  const isEarly = sum(lengths.slice(0, peak.index + 1)) <= 0.35 * total;
  const isFlat = peak.meters < Math.max(0.3 * lanesMeters, 0.5 * LANE_WIDTH_METERS);
  if ((isEarly || isFlat) && total > LOOKAHEAD_METERS) return false;
  return total > 2 * lanesMeters && bendsThroughout(places, lengths, total, lanesMeters);
}

/** Degrees from one bearing to another, -180 to 180, positive to the right. */
function turnDegrees(from: number, to: number): number {
  return ((((to - from) % 360) + 540) % 360) - 180;
}

function bearingOf(a: Place, b: Place): number {
  return bearingDegrees(a[0], a[1], b[0], b[1]);
}

/** Positive where the place lies to the left of the line. */
function side(a: Place, b: Place, place: Place): number {
  return (b[0] - a[0]) * (place[1] - a[1]) - (b[1] - a[1]) * (place[0] - a[0]);
}

/** The place farthest from the chord, where the distance first only grows and then only shrinks. */
function singlePeak(places: readonly Place[]): { index: number; meters: number } | null {
  const last = places[places.length - 1];
  const heights = places.map((place) => planeMetersOf(place, closestOnSegment(places[0], last, place)));
  if (places.length === 3) return { index: 1, meters: heights[1] };
  let past = 2;
  while (past < heights.length && heights[past] > heights[past - 1]) past++;
  if (past === heights.length) return { index: places.length - 1, meters: 0 };
  for (let i = past + 1; i < heights.length; i++) {
    if (heights[i] > heights[i - 1]) return null;
  }
  return { index: past - 1, meters: heights[past - 1] };
}

/** No long straight piece, and no change of hand, within a curve. */
function bendsThroughout(
  places: readonly Place[],
  lengths: readonly number[],
  total: number,
  lanesMeters: number,
): boolean {
  const bends = places.slice(2).map((place, i) => signedBend(places[i], places[i + 1], place));
  let straightMeters = Math.max(0, lengths[1] - lanesMeters);
  let wasStraight = false;
  for (let i = 1; i < bends.length; i++) {
    const bothTurn = Math.abs(bends[i - 1]) > FUZZY_DEGREES && Math.abs(bends[i]) > FUZZY_DEGREES;
    if (bothTurn && bends[i - 1] > 0 !== bends[i] > 0) return false;
    const isStraight = Math.abs(bends[i]) < 5;
    const length = lengths[i + 1];
    if (isStraight) {
      straightMeters += length;
      if (wasStraight && straightMeters > 0.3 * total) return false;
    } else if (straightMeters > 0.3 * total) {
      return false;
    } else {
      straightMeters = length;
    }
    wasStraight = isStraight;
  }
  return true;
}

/** How a curve sets out: its first metres, past what only leads to the lanes. */
function curveStart(places: readonly Place[], lengths: readonly number[]): Place {
  const far = trim(places, lengths, 3 * INACCURACY_METERS);
  const farLengths = lengths.slice(0, far.length);
  farLengths[far.length - 1] = planeMetersOf(far[far.length - 2], far[far.length - 1]);
  const near = trim(far, farLengths, 2 * INACCURACY_METERS);
  return corrected(places[0], near[near.length - 1], far[far.length - 1]);
}

/** The line of the road past the lanes of the junction; null where it is not straight there either. */
function pastTheLanes(places: readonly Place[], total: number, lanesMeters: number): Place | null {
  const skipped = 0.8 * lanesMeters;
  const rest = trimFront(places, 0.8 * skipped);
  if (rest.length < 2 || total < skipped + INACCURACY_METERS) return null;
  const [front, back] = regression(rest);
  return deviation(rest, front, back) < 0.5 * LANE_WIDTH_METERS ? corrected(places[0], front, back) : null;
}

function trimFront(places: readonly Place[], meters: number): readonly Place[] {
  let before = 0;
  for (let i = 1; i < places.length; i++) {
    const length = planeMetersOf(places[i - 1], places[i]);
    if (before + length >= meters)
      return [between(places[i - 1], places[i], (meters - before) / length), ...places.slice(i)];
    before += length;
  }
  return [];
}

/** Change of direction at b on a conformal map, degrees, positive to the left. */
function signedBend(a: Place, b: Place, c: Place): number {
  const scale = longitudeScale(b[1]);
  const bearing = (from: Place, to: Place): number =>
    (Math.atan2((to[0] - from[0]) * scale, to[1] - from[1]) * 180) / Math.PI;
  return -turnDegrees(bearing(a, b), bearing(b, c));
}
