import Flatbush from "flatbush";

import {
  distanceMeters,
  longitudeScale,
  METERS_PER_MICRODEGREE,
  MICRODEGREES,
  planeMeters,
} from "../geo/distance.ts";
import type { SnapIndexData } from "../model/dataset.ts";
import { NO_EDGE, NO_NODE, type Network } from "../model/network.ts";
import { type Offsets, OFFSETS, type Snaps } from "../model/points.ts";
import { offsetsOnSegment } from "./offsets.ts";

/** First radius looked in, then doubled until a road is certain to be the nearest. */
const FIRST_RADIUS_METERS = 200;

/** Half of the earth's girth, metres: beyond, there is nothing. */
const FARTHEST_METERS = 20_100_000;

export interface Snap {
  readonly edge: number;
  readonly fraction: number;
  /** The junction that the nearest place is, else `NO_NODE`. */
  readonly node: number;
  readonly offsets: Offsets;
  /** The shape point at which the nearest segment begins. */
  readonly segment: number;
  readonly distanceMeters: number;
}

/** Finds the nearest drivable road of a point: the edge, the place along it, and how far away it is. */
export class Snapper {
  readonly #network: Network;
  readonly #data: SnapIndexData;
  readonly #index: Flatbush | null;
  /** The edge along each shape and the one against it, `NO_EDGE` where closed. */
  readonly #along: Uint32Array;
  readonly #against: Uint32Array;

  constructor(network: Network, data: SnapIndexData) {
    this.#network = network;
    this.#data = data;
    this.#index = data.index.byteLength === 0 ? null : Flatbush.from(data.index);
    const shapeCount = network.shapeOffsets.length - 1;
    this.#along = new Uint32Array(shapeCount).fill(NO_EDGE);
    this.#against = new Uint32Array(shapeCount).fill(NO_EDGE);
    for (let edge = 0; edge < network.firstCopy; edge++) {
      const shape = network.edgeShapes[edge];
      ((shape & 1) === 0 ? this.#along : this.#against)[shape >> 1] = edge;
    }
  }

  /**
   * @param lon degrees
   * @param maxMeters roads farther away do not count
   * @returns null where there is no road within `maxMeters`
   */
  snap(lon: number, lat: number, maxMeters: number): Snap | null {
    if (this.#index === null) return null;
    const x = lon * MICRODEGREES;
    const y = lat * MICRODEGREES;
    let radius = Math.min(FIRST_RADIUS_METERS, maxMeters);
    for (;;) {
      const found = this.#nearestWithin(this.#index, x, y, radius);
      if (found !== null) return this.#toSnap(found, x, y);
      if (radius >= maxMeters) return null;
      radius = Math.min(radius * 2, maxMeters);
    }
  }

  /** Snaps many points, degrees. Points without a road get `NO_EDGE` and an infinite distance. */
  snapAll(lons: ArrayLike<number>, lats: ArrayLike<number>, maxMeters: number): Snaps {
    const count = lons.length;
    const snaps: Snaps = {
      edges: new Uint32Array(count).fill(NO_EDGE),
      fractions: new Float32Array(count),
      offsets: new Uint32Array(count * OFFSETS),
      nodes: new Uint32Array(count).fill(NO_NODE),
      distancesMeters: new Float32Array(count).fill(Infinity),
    };
    for (let point = 0; point < count; point++) {
      const snap = this.snap(lons[point], lats[point], maxMeters);
      if (snap === null) continue;
      snaps.edges[point] = snap.edge;
      snaps.fractions[point] = snap.fraction;
      const { duration, weight, twinDuration, twinWeight } = snap.offsets;
      const first = point * OFFSETS;
      snaps.offsets[first] = duration;
      snaps.offsets[first + 1] = weight;
      snaps.offsets[first + 2] = twinDuration;
      snaps.offsets[first + 3] = twinWeight;
      snaps.nodes[point] = snap.node;
      snaps.distancesMeters[point] = snap.distanceMeters;
    }
    return snaps;
  }

  /**
   * The nearest segments of roads that are accepted, nearest first; a road may come several times.
   *
   * @param accepts sees each edge with the segment of its shape that is in question
   */
  snapSeveral(lon: number, lat: number, { maxMeters, number, accepts }: RoadSearch): Snap[] {
    if (this.#index === null) return [];
    const x = lon * MICRODEGREES;
    const y = lat * MICRODEGREES;
    const limit = Math.min(maxMeters, FARTHEST_METERS);
    let radius = Math.min(FIRST_RADIUS_METERS, limit);
    for (;;) {
      const feet: Foot[] = [];
      this.#visit(this.#index, x, y, radius, (shape, segment, along, squared) => {
        const isAccepted = [this.#along[shape], this.#against[shape]].some(
          (edge) => edge !== NO_EDGE && accepts(edge, segment),
        );
        if (isAccepted) feet.push({ shape, segment, along, squared });
      });
      if (feet.length >= number || radius >= limit) {
        feet.sort((a, b) => a.squared - b.squared || a.segment - b.segment);
        return feet.slice(0, number).map((foot) => this.#toSnap(foot, x, y, accepts));
      }
      radius = Math.min(radius * 2, limit);
    }
  }

  #nearestWithin(index: Flatbush, x: number, y: number, radiusMeters: number): Foot | null {
    const best = { shape: NO_EDGE, segment: 0, along: 0, squared: Infinity };
    this.#visit(index, x, y, radiusMeters, (shape, segment, along, squared) => {
      const isBetter = squared < best.squared || (squared === best.squared && shape < best.shape);
      if (!isBetter) return;
      best.shape = shape;
      best.segment = segment;
      best.along = along;
      best.squared = squared;
    });
    return best.shape === NO_EDGE ? null : best;
  }

  /** The foot of a point on each segment within a radius: how far along the segment, and how far away, squared. */
  #visit(
    index: Flatbush,
    x: number,
    y: number,
    radiusMeters: number,
    see: (shape: number, segment: number, along: number, squared: number) => void,
  ): void {
    const scale = longitudeScale(y);
    const reachY = radiusMeters / METERS_PER_MICRODEGREE;
    const reachX = reachY / Math.max(scale, 1e-6);
    const limit = reachY * reachY;
    const { shapeLons, shapeLats } = this.#network;
    const { boxShapes, boxFirsts, boxLasts } = this.#data;
    index.search(x - reachX, y - reachY, x + reachX, y + reachY, (box) => {
      for (let i = boxFirsts[box]; i < boxLasts[box]; i++) {
        // Latitude microdegrees, with the point at the origin.
        const ax = (shapeLons[i] - x) * scale;
        const ay = shapeLats[i] - y;
        const dx = (shapeLons[i + 1] - x) * scale - ax;
        const dy = shapeLats[i + 1] - y - ay;
        const length = dx * dx + dy * dy;
        const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
        const footX = ax + along * dx;
        const footY = ay + along * dy;
        const squared = footX * footX + footY * footY;
        if (squared <= limit) see(boxShapes[box], i, along, squared);
      }
      return false;
    });
  }

  #toSnap(
    { shape, segment, along }: Foot,
    x: number,
    y: number,
    accepts: RoadSearch["accepts"] = anyRoad,
  ): Snap {
    const { shapeLons, shapeLats, shapeOffsets } = this.#network;
    let before = 0;
    let total = 0;
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1] - 1; i++) {
      const meters = planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
      if (i < segment) before += meters;
      else if (i === segment) before += meters * along;
      total += meters;
    }
    const footLon = shapeLons[segment] + (shapeLons[segment + 1] - shapeLons[segment]) * along;
    const footLat = shapeLats[segment] + (shapeLats[segment + 1] - shapeLats[segment]) * along;
    const isAlong = this.#along[shape] !== NO_EDGE && accepts(this.#along[shape], segment);
    const edge = isAlong ? this.#along[shape] : this.#against[shape];
    const metersAway = distanceMeters(x, y, footLon, footLat);
    // Coordinates have six decimals: a foot that rounds to the end of the road is the junction itself.
    const isAt = (point: number): boolean =>
      Math.round(footLon) === shapeLons[point] && Math.round(footLat) === shapeLats[point];
    const [first, last] = [shapeOffsets[shape], shapeOffsets[shape + 1] - 1];
    const isAtFirst = segment === first && isAt(first);
    if (isAtFirst || (segment === last - 1 && isAt(last))) {
      const isAtTail = isAtFirst === isAlong;
      const node = isAtTail ? this.#network.edgeTails[edge] : this.#network.edgeHeads[edge];
      const offsets = offsetsOnSegment(this.#network, edge, segment, isAtFirst ? 0 : 1);
      return { edge, fraction: isAtTail ? 0 : 1, node, offsets, segment, distanceMeters: metersAway };
    }
    const fraction = total === 0 ? 0 : Math.min(1, before / total);
    const ahead = isAlong ? fraction : 1 - fraction;
    const offsets = offsetsOnSegment(this.#network, edge, segment, along);
    return { edge, fraction: ahead, node: NO_NODE, offsets, segment, distanceMeters: metersAway };
  }
}

function anyRoad(): boolean {
  return true;
}

/** Which roads are looked for, and how many. */
export interface RoadSearch {
  readonly maxMeters: number;
  readonly number: number;
  /** @param segment the shape point at which the piece in question begins */
  readonly accepts: (edge: number, segment: number) => boolean;
}

/** The nearest point of a shape. */
interface Foot {
  readonly shape: number;
  readonly segment: number;
  readonly along: number;
  readonly squared: number;
}

/** Point of an edge at a fraction of its length, `[lon, lat]` in degrees. */
export function pointOnEdge(network: Network, edge: number, fraction: number): [number, number] {
  const { shapeLons, shapeLats, shapeOffsets } = network;
  const shape = network.edgeShapes[edge] >> 1;
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  let left = network.edgeLengths[edge] * (isAgainst ? 1 - fraction : fraction);
  const last = shapeOffsets[shape + 1] - 1;
  for (let i = shapeOffsets[shape]; i < last; i++) {
    const meters = planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    if (left <= meters && meters > 0) {
      const t = left / meters;
      return [
        (shapeLons[i] + (shapeLons[i + 1] - shapeLons[i]) * t) / MICRODEGREES,
        (shapeLats[i] + (shapeLats[i + 1] - shapeLats[i]) * t) / MICRODEGREES,
      ];
    }
    left -= meters;
  }
  return [shapeLons[last] / MICRODEGREES, shapeLats[last] / MICRODEGREES];
}
