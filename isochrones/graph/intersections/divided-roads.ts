import { planeMeters } from "../../geo/distance.ts";
import { closestOnSegment, fitLine, type Place, placeAt, samplePlaces } from "../../geo/places.ts";
import { NO_EDGE } from "../../model/network.ts";
import { perceivedLegs } from "./bearings.ts";
import { followRoad, straightOrByName } from "./follow-road.ts";
import { deviation, isSameEnd, type Leg, type RoadEnd, type SeenLeg } from "./leg.ts";
import type { Legs } from "./legs.ts";
import { bearOneName, isNews } from "./road-names.ts";
import { nearestTurn, type View, viewFrom } from "./view.ts";

/** Halves of one road leave a junction within this angle. */
const MAX_SPREAD_DEGREES = 95;
const STRAIGHT_DEGREES = 180;
const RIGHT_DEGREES = 90;
const LEFT_DEGREES = 270;
const NARROW_DEGREES = 40;
const FUZZY_DEGREES = 25;
const LANE_METERS = 3.25;
/** How far both halves are followed to see whether they are parallel, and how far they have to reach. */
const FOLLOWED_METERS = 120;
const LEAST_METERS = 40;
const SAMPLE_METERS = 5;
/** Distance between parallel halves beyond their lanes. */
const MAX_GAP_METERS = 12;
const MAX_SLOPE = 0.2;
/** A split before a junction: how far away, and how wide beyond the lanes. */
const TRIANGLE_METERS = 80;
const TRIANGLE_GAP_METERS = 10;
const TRIANGLE_HOPS = 5;
/** A traffic island: how long where the road is whole at both ends, and at one. */
const ISLAND_METERS = 30;
const SHORT_ISLAND_METERS = 15;
/** Area over squared girth from which a ring is round; a circle has 1 / 4π. */
const ROUND = 0.85 / (4 * Math.PI);

/**
 * Tells the halves of a divided road at the place where they part, as OSRM does (`MergableRoadDetector`): drivers take
 * them for one road, and turns there cost what they would cost on one.
 */
export class DividedRoads {
  readonly #legs: Legs;

  constructor(legs: Legs) {
    this.#legs = legs;
  }

  /** Could any two of these roads be halves of one? Cheap, and no for nearly all junctions. */
  hasCandidates(around: readonly Leg[]): boolean {
    for (const a of around) {
      if (a.out !== NO_EDGE) continue;
      for (const b of around) if (b.out !== NO_EDGE && this.#areAlike(a, b)) return true;
    }
    return false;
  }

  /**
   * Are the roads at a place of the list and at the next one halves of one road, and told from their other neighbours?
   *
   * @param around all roads of the junction, clockwise
   */
  arePair(around: readonly SeenLeg[], index: number): boolean {
    const at = (offset: number): SeenLeg => around[(index + offset + around.length) % around.length];
    return (
      this.#areDistinct(at(-1), at(0)) && this.#areHalves(at(0), at(1)) && this.#areDistinct(at(1), at(2))
    );
  }

  #areDistinct(a: SeenLeg, b: SeenLeg): boolean {
    return deviation(a.perceived, b.perceived) > MAX_SPREAD_DEGREES || !this.#bearOneName(a, b);
  }

  #bearOneName(a: Leg, b: Leg): boolean {
    const { names } = this.#legs.roads;
    return bearOneName(names[this.#legs.nameOf(a)], names[this.#legs.nameOf(b)]);
  }

  #areHalves(left: SeenLeg, right: SeenLeg): boolean {
    if (deviation(left.perceived, right.perceived) > MAX_SPREAD_DEGREES) return false;
    if ((left.out === NO_EDGE) === (right.out === NO_EDGE) || !this.#areAlike(left, right)) return false;
    if (this.#isLoop(left) || this.#isLoop(right)) return false;
    if (this.#isIsland(left, right)) return true;
    if (this.#isLink(left) || this.#isLink(right)) return false;
    if (this.#isTriangle(left, right)) return true;
    return this.#areParallel(left, right) && !this.#isRing(left, right);
  }

  #areAlike(a: Leg, b: Leg): boolean {
    const [own, other] = [this.#legs.profileOf(a), this.#legs.profileOf(b)];
    if (own.roundabout || other.roundabout || own.mode !== other.mode) return false;
    if (own.highway !== other.highway) return false;
    return this.#bearOneName(a, b);
  }

  #isLoop(leg: Leg): boolean {
    return this.#legs.farNode(leg) === leg.node || this.#nextFork(leg).node === leg.node;
  }

  /** The end of a road at the next place where roads part; names may change before. */
  #nextFork(leg: Leg): RoadEnd {
    let end = this.#legs.farEnd(leg);
    for (let steps = 0; steps < 1000 && end.node !== leg.node; steps++) {
      const around = this.#legs.at(end.node);
      if (around.length !== 2) break;
      const onward = around.find((other) => !isSameEnd(other, end));
      if (onward === undefined) break;
      end = this.#legs.farEnd(onward);
    }
    return end;
  }

  #isIsland(left: Leg, right: Leg): boolean {
    const meeting = this.#nextFork(left).node;
    if (meeting !== this.#nextFork(right).node || meeting === left.node) return false;
    const isWholeHere = this.#splitsInTwo(left.node);
    const isWholeThere = this.#splitsInTwo(meeting);
    if (!isWholeHere && !isWholeThere) return false;
    const meters = this.#metersBetween(left.node, meeting);
    return meters < (isWholeHere && isWholeThere ? ISLAND_METERS : SHORT_ISLAND_METERS);
  }

  /** Three roads of one name. */
  #splitsInTwo(node: number): boolean {
    const around = this.#legs.at(node);
    if (around.length !== 3) return false;
    const { names } = this.#legs.roads;
    const [first, ...others] = around.map((leg) => names[this.#legs.nameOf(leg)]);
    const isNamed = first.name !== "";
    return others.every(
      (name) => (isNamed || name.name !== "") && (!isNews(first, name) || !isNews(name, first)),
    );
  }

  #metersBetween(a: number, b: number): number {
    return planeMeters(...this.#legs.placeOf(a), ...this.#legs.placeOf(b));
  }

  /** Does the road lead onto another one, straight through the next junction, that is itself one? */
  #isLink(leg: SeenLeg): boolean {
    const end = this.#nextFork(leg);
    const around = perceivedLegs(this.#legs, end.node);
    const arrival = around.find((other) => isSameEnd(other, end));
    if (arrival === undefined) return false;
    const view = viewFrom(around, arrival, (to) => to.out !== NO_EDGE && to !== arrival);
    const { names } = this.#legs.roads;
    const own = names[this.#legs.nameOf(leg)];
    const next = nearestTurn(view, STRAIGHT_DEGREES, (other) => {
      const name = names[this.#legs.nameOf(other)];
      return own.name !== "" && name.name !== "" && !isNews(own, name) && !isNews(name, own);
    });
    if (next === undefined) return false;
    const opposite = nearestTurn(view, (next.angle + STRAIGHT_DEGREES) % 360);
    if (opposite === undefined || opposite.leg === arrival) return false;
    const turned = deviation(deviation(next.angle, STRAIGHT_DEGREES), deviation(opposite.angle, 0));
    if (turned < FUZZY_DEGREES) return false;
    return (
      deviation(opposite.angle, next.angle) >= STRAIGHT_DEGREES - FUZZY_DEGREES &&
      (next.leg.out === NO_EDGE) === (opposite.leg.out === NO_EDGE) &&
      this.#areAlike(next.leg, opposite.leg)
    );
  }

  /** Do the halves only part to meet another road on both sides of an island? */
  #isTriangle(left: SeenLeg, right: SeenLeg): boolean {
    const corner = this.#cornerOf(left, left, RIGHT_DEGREES);
    if (this.#metersBetween(left.node, corner.end) > TRIANGLE_METERS) return false;
    const other = this.#cornerOf(right, left, LEFT_DEGREES);
    const across = nearestTurn(corner.view, RIGHT_DEGREES);
    if (across === undefined || deviation(across.angle, RIGHT_DEGREES) > NARROW_DEGREES) return false;
    const width = (this.#lanesOf(left) + this.#lanesOf(right)) * LANE_METERS;
    if (this.#metersBetween(corner.end, other.end) > width + TRIANGLE_GAP_METERS) return false;
    return this.#followToFork(across.leg, left).end === other.end;
  }

  /** The first crossing along a half; the second where the first has no turn to the side in question. */
  #cornerOf(half: SeenLeg, left: SeenLeg, side: number): { end: number; view: View } {
    const first = this.#followToFork(half, left);
    const turn = nearestTurn(first.view, side);
    const ahead = nearestTurn(first.view, STRAIGHT_DEGREES);
    const hasTurn = turn !== undefined && deviation(turn.angle, side) <= NARROW_DEGREES;
    return hasTurn || ahead === undefined ? first : this.#followToFork(ahead.leg, left);
  }

  #followToFork(start: SeenLeg, left: SeenLeg): { end: number; view: View } {
    let [hops, end] = [0, start.node];
    let view: View = [];
    const onRoad = (leg: SeenLeg, ahead: View): boolean => {
      hops++;
      end = this.#legs.farNode(leg);
      view = ahead;
      return view.length > 2 || hops === TRIANGLE_HOPS;
    };
    const course = { name: this.#legs.nameOf(left), bearing: left.perceived, stopsAtForks: false };
    followRoad(this.#legs, start, onRoad, straightOrByName(this.#legs, course));
    return { end, view };
  }

  #lanesOf(leg: Leg): number {
    return Math.max(1, this.#legs.profileOf(leg).lanes);
  }

  #areParallel(left: SeenLeg, right: SeenLeg): boolean {
    const [own, other] = [left, right].map((half) => this.#lineAlong(half, left, true));
    if (own.meters <= LEAST_METERS || other.meters <= LEAST_METERS) return false;
    const meet = isSame(own.line[own.line.length - 1], other.line[other.line.length - 1]);
    // Where they meet again, their beginning belongs to the comparison; else it only leads apart.
    const [a, b] = [own, other].map(({ line }) => {
      const samples = samplePlaces(line, FOLLOWED_METERS, SAMPLE_METERS);
      return meet ? samples : samples.slice(Math.floor(samples.length / 3));
    });
    if (!areParallelLines(a, b)) return false;
    const gap = Math.min(
      metersFrom(a[Math.floor(a.length / 2)], b),
      metersFrom(b[Math.floor(b.length / 2)], a),
    );
    const lanes = 0.5 * (this.#lanesOf(left) + this.#lanesOf(right)) * LANE_METERS;
    return gap <= lanes + MAX_GAP_METERS;
  }

  #isRing(left: SeenLeg, right: SeenLeg): boolean {
    const [own, other] = [left, right].map((half) => this.#lineAlong(half, left, false));
    const last = own.line[own.line.length - 1];
    if (!isSame(last, other.line[other.line.length - 1]) || !isSame(own.line[0], last)) return false;
    return areaOf(own.line) / own.meters ** 2 >= ROUND;
  }

  /** The line of a half over junctions, and how long it is, 120 m at most. */
  #lineAlong(half: SeenLeg, left: SeenLeg, stopsAtForks: boolean): { line: Place[]; meters: number } {
    const line: Place[] = [];
    let meters = 0;
    const onRoad = (leg: SeenLeg): boolean => {
      const rest = FOLLOWED_METERS - meters;
      const road = this.#legs.lineFrom(leg, rest);
      const length = this.#legs.metersUpTo(leg, rest);
      line.push(...(length < rest ? road : trimmed(road, rest)));
      meters += length;
      return meters >= FOLLOWED_METERS;
    };
    const course = { name: this.#legs.nameOf(half), bearing: left.perceived, stopsAtForks };
    followRoad(this.#legs, half, onRoad, straightOrByName(this.#legs, course));
    return { line, meters };
  }
}

function isSame(a: Place, b: Place): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** The line up to so many metres: all places before, and the one there. */
function trimmed(line: readonly Place[], meters: number): Place[] {
  const kept = [line[0]];
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    length += planeMeters(...line[i - 1], ...line[i]);
    if (length >= meters) break;
    kept.push(line[i]);
  }
  return [...kept, placeAt(line, meters)];
}

/** Do the lines through two sets of places differ by a slope of one in five at most? */
function areParallelLines(a: readonly Place[], b: readonly Place[]): boolean {
  if (a.length < 2 || b.length < 2) return false;
  const [first, second] = [a, b].map((places) => {
    const [from, to] = fitLine(places);
    return Math.atan2(to[1] - from[1], to[0] - from[0]);
  });
  return Math.abs(Math.tan(first - second)) < MAX_SLOPE;
}

function metersFrom(place: Place, line: readonly Place[]): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const foot = closestOnSegment(line[i - 1], line[i], place);
    least = Math.min(least, planeMeters(...place, ...foot));
  }
  return least;
}

/** Square metres inside a closed line. */
function areaOf(line: readonly Place[]): number {
  const [lon, lat] = line[0];
  const east = planeMeters(lon, lat, lon + 1, lat);
  const north = planeMeters(lon, lat, lon, lat + 1);
  let twice = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    twice += (a[0] - lon) * (b[1] - lat) - (b[0] - lon) * (a[1] - lat);
  }
  return (Math.abs(twice) / 2) * east * north;
}
