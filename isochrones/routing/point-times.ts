import { NO_EDGE, NO_NODE, UNREACHED } from "../model/network.ts";
import { OFFSETS, type Snaps } from "../model/points.ts";
import type { EdgeLabels } from "./edge-labels.ts";
import { placesOfPoint } from "./places.ts";
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
  for (let point = 0; point < count; point++) readPoint(labels, seeds, snaps, times, point);
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
  for (const point of points) {
    times.durations[point] = UNREACHED;
    times.weights[point] = UNREACHED;
    times.nearest[point] = NO_EDGE;
    readPoint(labels, seeds, snaps, times, point);
  }
}

function readPoint(labels: EdgeLabels, seeds: Seeds, snaps: Snaps, times: PointTimes, point: number): void {
  const edge = snaps.edges[point];
  if (edge === NO_EDGE) return;
  if (snaps.nodes[point] !== NO_NODE) {
    for (const place of placesOfPoint(labels.network, snaps, point))
      readEdge(labels, seeds, times, point, place.edge, place.fraction, place.duration, place.weight);
    return;
  }
  const { offsets } = snaps;
  const fraction = snaps.fractions[point];
  const first = point * OFFSETS;
  readEdge(labels, seeds, times, point, edge, fraction, offsets[first], offsets[first + 1]);
  const twin = labels.network.edgeTwins[edge];
  if (twin !== NO_EDGE)
    readEdge(labels, seeds, times, point, twin, 1 - fraction, offsets[first + 2], offsets[first + 3]);
}

/** Plain numbers instead of a `Place`: two million cells come by here. */
function readEdge(
  labels: EdgeLabels,
  seeds: Seeds,
  times: PointTimes,
  point: number,
  edge: number,
  fraction: number,
  duration: number,
  weight: number,
): void {
  const { edgeWeights, edgeDurations } = labels.network;
  const isArrival = labels.direction === "arrival";
  const restWeight = isArrival ? edgeWeights[edge] - weight : weight;
  const restDuration = isArrival ? edgeDurations[edge] - duration : duration;
  const offerLabel = (labelled: number): void => {
    if (labels.weights[labelled] === UNREACHED) return;
    const toSeed = labels.durations[labelled] + restDuration;
    offer(times, point, labels.weights[labelled] + restWeight, toSeed, labels.points[labelled]);
  };
  offerLabel(edge);
  // One may arrive on a road in the state of a restricted path, but never sets out in one.
  if (!isArrival) labels.copies.get(edge)?.forEach(offerLabel);
  const slots = seeds.byEdge.get(edge);
  if (slots === undefined) return;
  const sign = isArrival ? 1 : -1;
  for (const slot of slots) {
    if (sign * (seeds.fractions[slot] - fraction) < 0) continue;
    const cost = seeds.startCosts[slot];
    const betweenWeight = Math.max(0, sign * (seeds.weights[slot] - weight));
    const between = Math.max(0, sign * (seeds.durations[slot] - duration));
    offer(times, point, cost + betweenWeight, cost + between, seeds.points[slot]);
  }
}

function offer(times: PointTimes, point: number, weight: number, duration: number, nearest: number): void {
  const known = times.weights[point];
  if (weight > known) return;
  if (weight === known) {
    if (duration > times.durations[point]) return;
    if (duration === times.durations[point] && nearest >= times.nearest[point]) return;
  }
  times.weights[point] = weight;
  times.durations[point] = duration;
  times.nearest[point] = nearest;
}
