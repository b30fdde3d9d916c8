import { NO_EDGE, NO_NODE, UNREACHED } from "../model/network.ts";
import { OFFSETS, type Snaps } from "../model/points.ts";
import type { EdgeSearch } from "./edge-search.ts";
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
export function timesAtPoints(search: EdgeSearch, seeds: Seeds, snaps: Snaps): PointTimes {
  const count = snaps.edges.length;
  const times: PointTimes = {
    durations: new Uint32Array(count).fill(UNREACHED),
    weights: new Uint32Array(count).fill(UNREACHED),
    nearest: new Uint32Array(count).fill(NO_EDGE),
  };
  const { edgeTwins } = search.network;
  const { offsets } = snaps;
  for (let point = 0; point < count; point++) {
    const edge = snaps.edges[point];
    if (edge === NO_EDGE) continue;
    if (snaps.nodes[point] !== NO_NODE) {
      for (const place of placesOfPoint(search.network, snaps, point))
        readEdge(search, seeds, times, point, place.edge, place.fraction, place.duration, place.weight);
      continue;
    }
    const fraction = snaps.fractions[point];
    const first = point * OFFSETS;
    readEdge(search, seeds, times, point, edge, fraction, offsets[first], offsets[first + 1]);
    const twin = edgeTwins[edge];
    if (twin !== NO_EDGE)
      readEdge(search, seeds, times, point, twin, 1 - fraction, offsets[first + 2], offsets[first + 3]);
  }
  return times;
}

/** Plain numbers instead of a `Place`: two million cells come by here. */
function readEdge(
  search: EdgeSearch,
  seeds: Seeds,
  times: PointTimes,
  point: number,
  edge: number,
  fraction: number,
  duration: number,
  weight: number,
): void {
  const { edgeWeights, edgeDurations } = search.network;
  const isArrival = search.direction === "arrival";
  const restWeight = isArrival ? edgeWeights[edge] - weight : weight;
  const restDuration = isArrival ? edgeDurations[edge] - duration : duration;
  const offerLabel = (labelled: number): void => {
    if (search.weights[labelled] === UNREACHED) return;
    const toSeed = search.durations[labelled] + restDuration;
    offer(times, point, search.weights[labelled] + restWeight, toSeed, search.points[labelled]);
  };
  offerLabel(edge);
  // One may arrive on a road in the state of a restricted path, but never sets out in one.
  if (!isArrival) search.copies.get(edge)?.forEach(offerLabel);
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
