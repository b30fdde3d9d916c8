import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import type { LabelSpread } from "./label-spread.ts";
import { type Place, placesOfPoint } from "./places.ts";
import { rankLabels } from "./rank-labels.ts";
import type { Seeds } from "./seeds.ts";

/** For each of n points its k nearest seeds, row by row: entry `point * k + rank`. */
export interface KNearest {
  readonly k: number;
  /** Deciseconds, `UNREACHED` where fewer seeds can be reached. */
  readonly durations: Uint32Array;
  readonly weights: Uint32Array;
  /** Points of the seeds, `NO_EDGE` where there are fewer. */
  readonly nearest: Uint32Array;
}

/**
 * The k seeds of least weight from each point, each seed point once. With k = 1 it is the nearest seed. Costs what
 * `rankLabels` does.
 */
export function kNearest(network: Network, seeds: Seeds, snaps: Snaps, k: number): KNearest {
  return readPoints(network, rankLabels(network, seeds, k), seeds, snaps);
}

function readPoints(network: Network, ranks: readonly LabelSpread[], seeds: Seeds, snaps: Snaps): KNearest {
  const k = ranks.length;
  const count = snaps.edges.length;
  const result: KNearest = {
    k,
    durations: new Uint32Array(count * k).fill(UNREACHED),
    weights: new Uint32Array(count * k).fill(UNREACHED),
    nearest: new Uint32Array(count * k).fill(NO_EDGE),
  };
  for (let point = 0; point < count; point++) {
    for (const place of placesOfPoint(network, snaps, point)) readPlace(result, point, place, ranks, seeds);
  }
  return result;
}

function readPlace(
  result: KNearest,
  point: number,
  { edge, fraction, weight, duration }: Place,
  ranks: readonly LabelSpread[],
  seeds: Seeds,
): void {
  for (const { network, weights, durations, points } of ranks) {
    if (weights[edge] === UNREACHED) break;
    const toSeed = durations[edge] + network.edgeDurations[edge] - duration;
    keep(result, point, weights[edge] + network.edgeWeights[edge] - weight, toSeed, points[edge]);
  }
  for (const slot of seeds.byEdge.get(edge) ?? []) {
    if (seeds.fractions[slot] < fraction) continue;
    const cost = seeds.startCosts[slot];
    const betweenWeight = cost + Math.max(0, seeds.weights[slot] - weight);
    const between = cost + Math.max(0, seeds.durations[slot] - duration);
    keep(result, point, betweenWeight, between, seeds.points[slot]);
  }
}

/** Puts a way into the row of a point, by weight, duration and seed, each seed by its best way. */
function keep(result: KNearest, point: number, weight: number, duration: number, seed: number): void {
  const { k, weights, durations, nearest } = result;
  const start = point * k;
  const last = start + k - 1;
  let place = start;
  while (place <= last && isBefore(result, place, weight, duration, seed)) {
    if (nearest[place] === seed) return;
    place++;
  }
  if (place > last) return;
  let end = place;
  while (end < last && nearest[end] !== seed) end++;
  for (let slot = end; slot > place; slot--) {
    weights[slot] = weights[slot - 1];
    durations[slot] = durations[slot - 1];
    nearest[slot] = nearest[slot - 1];
  }
  weights[place] = weight;
  durations[place] = duration;
  nearest[place] = seed;
}

function isBefore(
  { weights, durations, nearest }: KNearest,
  slot: number,
  weight: number,
  duration: number,
  seed: number,
): boolean {
  if (weights[slot] !== weight) return weights[slot] < weight;
  if (durations[slot] !== duration) return durations[slot] < duration;
  return nearest[slot] <= seed;
}
