import { NO_EDGE, NO_NODE, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import type { EdgeSearch } from "./edge-search.ts";
import { placesOfPoint } from "./places.ts";
import { partOf, type Seeds } from "./seeds.ts";

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
  for (let point = 0; point < count; point++) {
    const edge = snaps.edges[point];
    if (edge === NO_EDGE) continue;
    if (snaps.nodes[point] !== NO_NODE) {
      for (const place of placesOfPoint(search.network, snaps, point))
        readEdge(search, seeds, times, point, place.edge, place.fraction);
      continue;
    }
    const fraction = snaps.fractions[point];
    readEdge(search, seeds, times, point, edge, fraction);
    if (edgeTwins[edge] !== NO_EDGE) readEdge(search, seeds, times, point, edgeTwins[edge], 1 - fraction);
  }
  return times;
}

function readEdge(
  search: EdgeSearch,
  seeds: Seeds,
  times: PointTimes,
  point: number,
  edge: number,
  fraction: number,
): void {
  const { edgeWeights, edgeDurations } = search.network;
  const isArrival = search.direction === "arrival";
  const weight = edgeWeights[edge];
  const duration = edgeDurations[edge];
  const rest = isArrival ? 1 - fraction : fraction;
  const restWeight = partOf(weight, rest);
  const restDuration = partOf(duration, rest);
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
  for (const slot of slots) {
    const ahead = isArrival ? seeds.fractions[slot] - fraction : fraction - seeds.fractions[slot];
    if (ahead >= 0) offer(times, point, partOf(weight, ahead), partOf(duration, ahead), seeds.points[slot]);
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
