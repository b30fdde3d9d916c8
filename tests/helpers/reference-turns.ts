import type { RoadProfile } from "../../isochrones/model/network.ts";
import { Obstacle, type Roads, type TurnRestriction } from "../../isochrones/model/roads.ts";

/** One stretch between two neighbouring nodes of a way, in one direction that is open to cars. */
export interface Segment {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly way: number;
  readonly alongWay: boolean;
  readonly profile: RoadProfile;
  readonly speedKmh: number;
  readonly isRestricted: boolean;
  /** Deciseconds. */
  readonly duration: number;
  readonly weight: number;
}

/** Time and weight of a manoeuvre, deciseconds. */
export interface TurnCost {
  readonly duration: number;
  readonly weight: number;
}

/** After driving exactly these segments, `to` is forbidden, or is one of those that alone are allowed. */
interface SpelledRestriction {
  readonly kind: "no" | "only";
  readonly driven: readonly number[];
  readonly to: number;
}

const MAX_TURN_WEIGHT = 32767;
/** No segment. */
const NOWHERE = -1;
const RADIANS = Math.PI / 180e6;

/**
 * The rules of the road, segment by segment, written a second time and without any concern for speed: what may
 * be driven after what, and what it costs. From OSRM's car profile and its handling of turns. Holds for segments
 * long enough (17 m) to be the direction in which a driver perceives the road.
 */
export class ReferenceRules {
  readonly segments: readonly Segment[];
  /** Segments on restrictions that look back beyond the last segment. */
  readonly remembered: ReadonlySet<number>;
  /** How many segments the longest restriction looks back. */
  readonly longestMemory: number;
  readonly #roads: Roads;
  readonly #spelled: readonly SpelledRestriction[];

  constructor(roads: Roads) {
    this.#roads = roads;
    this.segments = listSegments(roads);
    this.#spelled = roads.restrictions.flatMap((restriction) => this.#spell(restriction));
    const long = this.#spelled.filter(({ driven }) => driven.length > 1);
    this.remembered = new Set(long.flatMap(({ driven }) => driven));
    this.longestMemory = Math.max(1, ...long.map(({ driven }) => driven.length));
  }

  /** The open segment from one node to the next, if there is one. Two ways never join the same two nodes. */
  between(from: number, to: number): Segment | undefined {
    return this.segments.find((segment) => segment.from === from && segment.to === to);
  }

  /** Cost of driving on into `next` after these segments, or null where that is not allowed. */
  turn(driven: readonly number[], next: Segment): TurnCost | null {
    const last = this.segments[driven[driven.length - 1]];
    if (next.from !== last.to) return null;
    if (!this.#obeys(driven, next, this.#spelled)) return null;
    if (!this.#isPassable(last, next)) return null;
    const duration = this.#turnDuration(last, next);
    return { duration, weight: next.isRestricted && !last.isRestricted ? MAX_TURN_WEIGHT : duration };
  }

  #obeys(driven: readonly number[], next: Segment, rules: readonly SpelledRestriction[]): boolean {
    const inForce = rules.filter((rule) => endsWith(driven, rule.driven));
    if (inForce.some(({ kind, to }) => kind === "no" && to === next.index)) return false;
    // Commands that begin alike are alternatives; those of other lengths hold as well.
    const commands = inForce.filter(({ kind }) => kind === "only");
    return commands.every((command) =>
      commands.some((other) => other.driven.length === command.driven.length && other.to === next.index),
    );
  }

  /** Whatever restrictions say. */
  #isPassable(last: Segment, next: Segment): boolean {
    if (next.to === last.from) return this.#mayTurnBack(last);
    return (this.#roads.nodeObstacles[last.to] & Obstacle.barrier) === 0;
  }

  #mayTurnBack(last: Segment): boolean {
    const node = last.to;
    const obstacles = this.#roads.nodeObstacles[node];
    if ((obstacles & (Obstacle.barrier | Obstacle.turnaround)) !== 0) return true;
    if (this.#roadCount(node) === 1) return true;
    if (this.segments.filter(({ to }) => to === node).length <= 1) return true;
    const atNode = this.#spelled.filter(({ driven }) => driven.length === 1);
    const exits = this.segments.filter(
      (exit) => exit.from === node && this.#obeys([last.index], exit, atNode),
    );
    return exits.length === 1;
  }

  /** Ends of road at a node, whether open in this direction, in that, or in both. */
  #roadCount(node: number): number {
    return this.#neighbours(node).length;
  }

  #neighbours(node: number): number[] {
    const neighbours = this.segments.flatMap(({ from, to }) =>
      from === node ? [to] : to === node ? [from] : [],
    );
    return [...new Set(neighbours)];
  }

  /**
   * The roads around who arrives, from the one of arrival on against the clock, with the angles at which they lie: 0
   * back, 90 right, 180 ahead, 270 left. In the order of their first two metres, and pushed apart where what is seen
   * from farther away is in another order.
   */
  #around(last: Segment): { to: number; angle: number }[] {
    const node = last.to;
    const atNode = this.#spelled.filter(({ driven }) => driven.length === 1);
    const angleTo = (bearingOfRoad: (from: number, to: number) => number, to: number): number =>
      Number(((bearingOfRoad(node, last.from) - bearingOfRoad(node, to) + 720) % 360).toFixed(8)) % 360;
    const far = (from: number, to: number): number => bearing(this.#roads, from, to);
    const near = (from: number, to: number): number => nearBearing(this.#roads, from, to);
    const roads = this.#neighbours(node)
      .filter((to) => to !== last.from)
      .map((to) => {
        const next = this.between(node, to);
        const isOpen =
          next !== undefined && this.#isPassable(last, next) && this.#obeys([last.index], next, atNode);
        let [angle, order] = [angleTo(far, to), angleTo(near, to)];
        if (isOpen && ((angle < 15 && order > 180) || (angle > 345 && order < 180))) [angle, order] = [0, 0];
        else if (order === 0) order = angle > 180 ? 360 : 0;
        else if (Math.abs(angle - order) > 180 && Math.min(angle, order) < 90 && Math.max(angle, order) > 270)
          order = angle;
        return { to, angle, order, isOpen };
      })
      .filter(({ angle, isOpen }) => isOpen || angle !== 0);
    const back = this.between(node, last.from);
    const mayReturn =
      back !== undefined && this.#mayTurnBack(last) && this.#obeys([last.index], back, atNode);
    if (mayReturn || roads.every(({ angle }) => angle !== 0))
      roads.push({ to: last.from, angle: 0, order: -1, isOpen: mayReturn });
    roads.sort((a, b) => a.order - b.order || a.angle - b.angle);
    for (let i = 1; i < roads.length; i++) {
      const least = roads[i - 1].angle;
      if (roads[i].angle < least) roads[i].angle = least + Math.min(0.5, (360 - least) / 2);
    }
    return roads;
  }

  #turnDuration(last: Segment, next: Segment): number {
    let seconds = this.#obstacleSeconds(last);
    const around = this.#around(last);
    const { angle } = around.find(({ to }) => to === next.to) ?? { angle: 0 };
    const isUTurn = angle === 0;
    const count = around.length - (isUTurn && around[0].to !== next.to ? 1 : 0);
    if (count > 2 || last.profile.mode !== next.profile.mode || isUTurn) {
      const bias = last.profile.leftHandDriving ? 1 / 1.075 : 1.075;
      const right = 180 - angle;
      seconds +=
        right >= 0
          ? 7.5 / (1 + Math.exp(-(((13 / bias) * right) / 180 - 6.5 * bias)))
          : 7.5 / (1 + Math.exp(-((13 * bias * -right) / 180 - 6.5 / bias)));
      if (isUTurn) seconds += 20;
    }
    return Math.trunc(seconds * 10);
  }

  /** Stops without a direction are left out: their rule is tested apart. */
  #obstacleSeconds(last: Segment): number {
    const bits = this.#roads.nodeObstacles[last.to];
    const has = (bit: number): boolean => (bits & bit) !== 0;
    const met = (both: number, forward: number, backward: number): boolean =>
      has(both) || has(last.alongWay ? forward : backward);
    let seconds = 0;
    if (met(Obstacle.signal, Obstacle.signalForward, Obstacle.signalBackward)) seconds += 2;
    if (met(Obstacle.giveWay, Obstacle.giveWayForward, Obstacle.giveWayBackward)) seconds += 1;
    if (has(Obstacle.gate)) seconds += 60;
    if (has(Obstacle.stopMinor)) {
      const isMinor = this.segments.some((exit) => exit.from === last.to && exit.speedKmh > last.speedKmh);
      if (isMinor) seconds += 2;
    } else if (met(0, Obstacle.stopForward, Obstacle.stopBackward)) {
      seconds += 2;
    }
    return seconds;
  }

  #spell({ kind, fromWay, toWay, via }: TurnRestriction): SpelledRestriction[] {
    const spelled: SpelledRestriction[] = [];
    const paths = "node" in via ? [{ nodes: [via.node] }] : this.#drives(via.ways);
    for (const { nodes } of paths) {
      const middle = nodes.slice(1).map((node, index) => this.between(nodes[index], node));
      if (middle.some((segment) => segment === undefined)) continue;
      const through = middle.flatMap((segment) => (segment === undefined ? [] : [segment.index]));
      for (const from of this.segments.filter(({ way, to }) => way === fromWay && to === nodes[0])) {
        // A command to take a road that only leads in leaves nothing to take.
        const leadsIn = this.segments.some(
          (segment) =>
            segment.way === toWay && segment.to === nodes[0] && !this.between(segment.to, segment.from),
        );
        if (kind === "only" && "node" in via && fromWay !== toWay && leadsIn)
          spelled.push({ kind, driven: [from.index], to: NOWHERE });
        for (const to of this.segments.filter(
          (segment) => segment.way === toWay && segment.from === nodes[nodes.length - 1],
        )) {
          const driven = [from.index, ...through];
          const route = [from.from, ...nodes, to.to];
          const turnsBack = route.some((node, index) => index > 1 && node === route[index - 2]);
          if (turnsBack === ("node" in via && fromWay === toWay))
            spelled.push({ kind, driven, to: to.index });
        }
      }
    }
    return spelled;
  }

  /** Ways driven from end to end, one after the other: their nodes, from either end of the first. */
  #drives(ways: readonly number[]): { nodes: number[] }[] {
    const nodesOf = (way: number): number[] => [
      ...this.#roads.wayNodes.subarray(this.#roads.wayOffsets[way], this.#roads.wayOffsets[way + 1]),
    ];
    const first = nodesOf(ways[0]);
    return [first, first.toReversed()].flatMap((start) => {
      const nodes = [...start];
      for (const way of ways.slice(1)) {
        const along = nodesOf(way);
        const at = nodes[nodes.length - 1];
        if (along[0] !== at && along[along.length - 1] !== at) return [];
        nodes.push(...(along[0] === at ? along : along.toReversed()).slice(1));
      }
      return [{ nodes }];
    });
  }
}

function endsWith(driven: readonly number[], path: readonly number[]): boolean {
  return (
    path.length <= driven.length &&
    path.every((segment, i) => segment === driven[driven.length - path.length + i])
  );
}

function listSegments(roads: Roads): Segment[] {
  const segments: Segment[] = [];
  for (let way = 0; way < roads.wayProfiles.length; way++) {
    const nodes = roads.wayNodes.subarray(roads.wayOffsets[way], roads.wayOffsets[way + 1]);
    for (let i = 0; i + 1 < nodes.length; i++) {
      for (const alongWay of [true, false]) {
        const [from, to] = alongWay ? [nodes[i], nodes[i + 1]] : [nodes[i + 1], nodes[i]];
        const segment = describe(roads, way, nodes.length - 1, from, to, alongWay);
        if (segment.speedKmh > 0) segments.push({ ...segment, index: segments.length });
      }
    }
  }
  return segments;
}

function describe(
  roads: Roads,
  way: number,
  segmentsOfWay: number,
  from: number,
  to: number,
  alongWay: boolean,
): Omit<Segment, "index"> {
  const profile = roads.profiles[roads.wayProfiles[way]];
  const speedKmh = alongWay ? profile.forwardSpeedKmh : profile.backwardSpeedKmh;
  const rateKmh = alongWay ? profile.forwardRateKmh : profile.backwardRateKmh;
  const meters = metersBetween(roads, from, to);
  const isTimed = profile.durationSeconds > 0;
  const seconds = isTimed ? profile.durationSeconds / segmentsOfWay : (meters * 3.6) / speedKmh;
  const weighed = isTimed ? profile.durationWeightSeconds / segmentsOfWay : (meters * 3.6) / rateKmh;
  return {
    from,
    to,
    way,
    alongWay,
    profile,
    speedKmh,
    isRestricted: alongWay ? profile.forwardRestricted : profile.backwardRestricted,
    duration: Math.max(1, Math.round(seconds * 10)),
    weight: Math.max(1, Math.round(weighed * 10)),
  };
}

/** By the radii of curvature of the WGS 84 ellipsoid, in the middle of a stripe of 0.05 degrees. */
function metersBetween({ nodeLons, nodeLats }: Roads, from: number, to: number): number {
  const stripe = Math.floor((nodeLats[from] + nodeLats[to]) / 2 / 50_000);
  const sin = Math.sin((stripe + 0.5) * 50_000 * RADIANS);
  const flattening = 1 / 298.257223563;
  const squared = flattening * (2 - flattening);
  const eastRadius = 6_378_137 / Math.sqrt(1 - squared * sin ** 2);
  const northRadius = (6_378_137 * (1 - squared)) / Math.sqrt(1 - squared * sin ** 2) ** 3;
  return Math.hypot(
    (nodeLons[to] - nodeLons[from]) * RADIANS * eastRadius * Math.sqrt(1 - sin ** 2),
    (nodeLats[to] - nodeLats[from]) * RADIANS * northRadius,
  );
}

/** Degrees from north in which a great circle leaves a node for another one. */
function bearing({ nodeLons, nodeLats }: Roads, from: number, to: number): number {
  return bearingTo(nodeLons[from], nodeLats[from], nodeLons[to], nodeLats[to]);
}

/** The same for the place two metres along, in whole microdegrees cut off. */
function nearBearing(roads: Roads, from: number, to: number): number {
  const { nodeLons, nodeLats } = roads;
  const share = Math.min(1, 2 / metersBetween(roads, from, to));
  const lon = Math.trunc(nodeLons[from] + share * (nodeLons[to] - nodeLons[from]));
  const lat = Math.trunc(nodeLats[from] + share * (nodeLats[to] - nodeLats[from]));
  return bearingTo(nodeLons[from], nodeLats[from], lon, lat);
}

function bearingTo(lonA: number, latA: number, lonB: number, latB: number): number {
  const [a, b, across] = [latA * RADIANS, latB * RADIANS, (lonB - lonA) * RADIANS];
  const east = Math.sin(across) * Math.cos(b);
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(across);
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}
