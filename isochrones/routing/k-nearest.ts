import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import { Heap } from "./heap.ts";
import { type Place, placesOfPoint } from "./places.ts";
import { copiesOf, type Seeds } from "./seeds.ts";

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
 * The k seeds of least weight from each point, each seed point once, in one search: every edge is settled up to
 * k times, each time for another seed. With k = 1 it is the nearest seed.
 *
 * O(k (m + n) log (k n)) over the turns and edges of the network.
 */
export function kNearest(network: Network, seeds: Seeds, snaps: Snaps, k: number): KNearest {
  const labels = new KLabels(network, k);
  plant(labels, seeds);
  labels.spread();
  return readPoints(labels, seeds, snaps);
}

/** Labels still to be settled, in growing arrays: an edge may wait for several seeds at once. */
class KLabels {
  readonly network: Network;
  readonly k: number;
  /** Settled labels of edge e: `e * k` on, `counts[e]` of them, by weight. */
  readonly counts: Uint8Array;
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
  readonly points: Uint32Array;
  readonly #heap = new Heap();
  readonly #waiting: { edge: number; weight: number; duration: number; point: number }[] = [];

  constructor(network: Network, k: number) {
    this.network = network;
    this.k = k;
    this.counts = new Uint8Array(network.edgeCount);
    this.weights = new Uint32Array(network.edgeCount * k);
    this.durations = new Uint32Array(network.edgeCount * k);
    this.points = new Uint32Array(network.edgeCount * k);
  }

  /** Offers what is left behind an edge to the edges that lead into it. */
  offer(edge: number, weight: number, duration: number, point: number): void {
    const { reverseTurnOffsets, reverseTurnSources, reverseTurnClasses } = this.network;
    const { turnClassWeights, turnClassDurations } = this.network;
    for (let turn = reverseTurnOffsets[edge]; turn < reverseTurnOffsets[edge + 1]; turn++) {
      const before = reverseTurnSources[turn];
      if (this.counts[before] === this.k || this.#isSettled(before, point)) continue;
      const label = {
        edge: before,
        weight: weight + turnClassWeights[reverseTurnClasses[turn]],
        duration: duration + turnClassDurations[reverseTurnClasses[turn]],
        point,
      };
      this.#heap.push(label.weight, this.#waiting.length);
      this.#waiting.push(label);
    }
  }

  spread(): void {
    const { edgeWeights, edgeDurations } = this.network;
    while (this.#heap.size > 0) {
      for (const { edge, weight, duration, point } of this.#nextOfOneWeight()) {
        if (this.counts[edge] === this.k || this.#isSettled(edge, point)) continue;
        const slot = edge * this.k + this.counts[edge]++;
        this.weights[slot] = weight;
        this.durations[slot] = duration;
        this.points[slot] = point;
        this.offer(edge, weight + edgeWeights[edge], duration + edgeDurations[edge], point);
      }
    }
  }

  /** All waiting labels of the least weight, by duration and point: ties must not depend on the queue. */
  #nextOfOneWeight(): { edge: number; weight: number; duration: number; point: number }[] {
    const weight = this.#heap.peekKey();
    const labels: { edge: number; weight: number; duration: number; point: number }[] = [];
    while (this.#heap.size > 0 && this.#heap.peekKey() === weight)
      labels.push(this.#waiting[this.#heap.pop()]);
    return labels.length === 1
      ? labels
      : labels.sort((a, b) => a.edge - b.edge || a.duration - b.duration || a.point - b.point);
  }

  #isSettled(edge: number, point: number): boolean {
    for (let slot = edge * this.k; slot < edge * this.k + this.counts[edge]; slot++) {
      if (this.points[slot] === point) return true;
    }
    return false;
  }
}

function plant(labels: KLabels, seeds: Seeds): void {
  const { network } = labels;
  const copies = copiesOf(network);
  for (let slot = 0; slot < seeds.edges.length; slot++) {
    const edge = seeds.edges[slot];
    const [weight, duration] = [seeds.weights[slot], seeds.durations[slot]];
    labels.offer(edge, weight, duration, seeds.points[slot]);
    for (const copy of copies.get(edge) ?? []) labels.offer(copy, weight, duration, seeds.points[slot]);
  }
}

interface Candidate {
  readonly weight: number;
  readonly duration: number;
  readonly point: number;
}

function readPoints(labels: KLabels, seeds: Seeds, snaps: Snaps): KNearest {
  const { network, k } = labels;
  const count = snaps.edges.length;
  const result: KNearest = {
    k,
    durations: new Uint32Array(count * k).fill(UNREACHED),
    weights: new Uint32Array(count * k).fill(UNREACHED),
    nearest: new Uint32Array(count * k).fill(NO_EDGE),
  };
  for (let point = 0; point < count; point++) {
    const candidates = placesOfPoint(network, snaps, point).flatMap((place) =>
      candidatesOn(labels, seeds, place),
    );
    candidates.sort((a, b) => a.weight - b.weight || a.duration - b.duration || a.point - b.point);
    const taken = new Set<number>();
    for (const candidate of candidates) {
      if (taken.has(candidate.point)) continue;
      const slot = point * k + taken.size;
      result.weights[slot] = candidate.weight;
      result.durations[slot] = candidate.duration;
      result.nearest[slot] = candidate.point;
      taken.add(candidate.point);
      if (taken.size === k) break;
    }
  }
  return result;
}

function candidatesOn(
  { network, k, counts, weights, durations, points }: KLabels,
  seeds: Seeds,
  { edge, fraction, weight, duration }: Place,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (let slot = edge * k; slot < edge * k + counts[edge]; slot++) {
    candidates.push({
      weight: weights[slot] + network.edgeWeights[edge] - weight,
      duration: durations[slot] + network.edgeDurations[edge] - duration,
      point: points[slot],
    });
  }
  for (const slot of seeds.byEdge.get(edge) ?? []) {
    const ahead = seeds.fractions[slot] - fraction;
    if (ahead < 0) continue;
    candidates.push({
      weight: Math.max(0, seeds.weights[slot] - weight),
      duration: Math.max(0, seeds.durations[slot] - duration),
      point: seeds.points[slot],
    });
  }
  return candidates;
}
