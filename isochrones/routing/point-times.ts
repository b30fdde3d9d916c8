import { NO_EDGE, NO_NODE, UNREACHED } from "../model/network.ts";
import { OFFSETS, type Snaps } from "../model/points.ts";
import type { EdgeLabels } from "./edge-labels.ts";
import type { Place } from "./places.ts";
import type { Seeds } from "./seeds.ts";

/** Times of points to their nearest seed (or from it, in a departure search): parallel arrays. */
export interface PointTimes {
  /** Deciseconds, `UNREACHED` without a route. */
  readonly durations: Uint32Array;
  readonly weights: Uint32Array;
  /** Point of the nearest seed, `NO_EDGE` without a route. */
  readonly nearest: Uint32Array;
}

/**
 * Reads the times of snapped points out of a finished search: the rest of their own edge in either direction,
 * then the label; or straight along the edge where a seed lies on it. At a junction, any of its roads. O(points).
 */
export function timesAtPoints(labels: EdgeLabels, seeds: Seeds, snaps: Snaps): PointTimes {
  const count = snaps.edges.length;
  const times: PointTimes = {
    durations: new Uint32Array(count).fill(UNREACHED),
    weights: new Uint32Array(count).fill(UNREACHED),
    nearest: new Uint32Array(count).fill(NO_EDGE),
  };
  const reader = new PointReader(labels, seeds, snaps, times);
  for (let point = 0; point < count; point++) reader.read(point);
  return times;
}

/** Reads the times of some of the points again, into times of all of them. O(points given). */
export function updateTimes(
  labels: EdgeLabels,
  seeds: Seeds,
  snaps: Snaps,
  points: Iterable<number>,
  times: PointTimes,
): void {
  const reader = new PointReader(labels, seeds, snaps, times);
  for (const point of points) {
    times.durations[point] = UNREACHED;
    times.weights[point] = UNREACHED;
    times.nearest[point] = NO_EDGE;
    reader.read(point);
  }
}

/** Plain numbers instead of a `Place`, and arrays at hand: two million cells come by here. */
class PointReader {
  readonly #labels: EdgeLabels;
  readonly #seeds: Seeds;
  readonly #times: PointTimes;
  readonly #isArrival: boolean;
  readonly #edgeTwins: Uint32Array;
  readonly #edgeWeights: Uint32Array;
  readonly #edgeDurations: Uint32Array;
  readonly #edges: Uint32Array;
  readonly #fractions: Float32Array;
  readonly #nodes: Uint32Array;
  readonly #offsets: Uint32Array;

  constructor(labels: EdgeLabels, seeds: Seeds, snaps: Snaps, times: PointTimes) {
    this.#labels = labels;
    this.#seeds = seeds;
    this.#times = times;
    this.#isArrival = labels.direction === "arrival";
    this.#edgeTwins = labels.network.edgeTwins;
    this.#edgeWeights = labels.network.edgeWeights;
    this.#edgeDurations = labels.network.edgeDurations;
    this.#edges = snaps.edges;
    this.#fractions = snaps.fractions;
    this.#nodes = snaps.nodes;
    this.#offsets = snaps.offsets;
  }

  read(point: number): void {
    const edge = this.#edges[point];
    if (edge === NO_EDGE) return;
    if (this.#nodes[point] !== NO_NODE) this.#readJunction(point, this.#nodes[point]);
    const offsets = this.#offsets;
    const fraction = this.#fractions[point];
    const first = point * OFFSETS;
    this.#readPlace(point, edge, fraction, offsets[first], offsets[first + 1]);
    const twin = this.#edgeTwins[edge];
    if (twin !== NO_EDGE) this.#readPlace(point, twin, 1 - fraction, offsets[first + 2], offsets[first + 3]);
  }

  /** All roads of the junction on which trips may begin: the places of `placesOf`, without an object for each. */
  #readJunction(point: number, node: number): void {
    const { nodeOutOffsets, nodeInOffsets, nodeInEdges, edgeProfiles, profiles } = this.#labels.network;
    for (let out = nodeOutOffsets[node]; out < nodeOutOffsets[node + 1]; out++) {
      if (profiles[edgeProfiles[out]].startpoint) this.#readPlace(point, out, 0, 0, 0);
    }
    for (let i = nodeInOffsets[node]; i < nodeInOffsets[node + 1]; i++) {
      const into = nodeInEdges[i];
      if (!profiles[edgeProfiles[into]].startpoint) continue;
      this.#readPlace(point, into, 1, this.#edgeDurations[into], this.#edgeWeights[into]);
    }
  }

  #readPlace(point: number, edge: number, fraction: number, duration: number, weight: number): void {
    const restWeight = this.#isArrival ? this.#edgeWeights[edge] - weight : weight;
    const restDuration = this.#isArrival ? this.#edgeDurations[edge] - duration : duration;
    this.#offerLabel(point, edge, restWeight, restDuration);
    // One may arrive on a road in the state of a restricted path, but never sets out in one.
    if (!this.#isArrival) {
      for (const copy of this.#labels.copies.get(edge) ?? [])
        this.#offerLabel(point, copy, restWeight, restDuration);
    }
    const slots = this.#seeds.byEdge.get(edge);
    if (slots !== undefined) this.#offerSeeds(point, slots, { fraction, duration, weight });
  }

  #offerLabel(point: number, edge: number, restWeight: number, restDuration: number): void {
    const { weights, durations, points } = this.#labels;
    if (weights[edge] === UNREACHED) return;
    this.#offer(point, weights[edge] + restWeight, durations[edge] + restDuration, points[edge]);
  }

  #offerSeeds(
    point: number,
    slots: readonly number[],
    { fraction, duration, weight }: Omit<Place, "edge">,
  ): void {
    const seeds = this.#seeds;
    const sign = this.#isArrival ? 1 : -1;
    for (const slot of slots) {
      if (sign * (seeds.fractions[slot] - fraction) < 0) continue;
      const cost = seeds.startCosts[slot];
      const betweenWeight = Math.max(0, sign * (seeds.weights[slot] - weight));
      const between = Math.max(0, sign * (seeds.durations[slot] - duration));
      this.#offer(point, cost + betweenWeight, cost + between, seeds.points[slot]);
    }
  }

  #offer(point: number, weight: number, duration: number, nearest: number): void {
    const { weights, durations, nearest: nearests } = this.#times;
    const known = weights[point];
    if (weight > known) return;
    if (weight === known) {
      if (duration > durations[point]) return;
      if (duration === durations[point] && nearest >= nearests[point]) return;
    }
    weights[point] = weight;
    durations[point] = duration;
    nearests[point] = nearest;
  }
}
