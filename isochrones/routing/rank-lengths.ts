import { type Network } from "../model/network.ts";
import type { LabelSpread } from "./label-spread.ts";
import type { Seeds } from "./seeds.ts";

/**
 * Lengths of the ways that labels by rank stand for. Labels know no parents: the next edge of a way is found again as the
 * one that offered the label, the first such one where several did. Ways share their ends, so what is known of one serves
 * the next: O(turns times ranks) for all of them, 4 bytes an edge and rank.
 */
export class RankLengths {
  readonly #network: Network;
  readonly #seeds: Seeds;
  readonly #ranks: readonly LabelSpread[];
  /** Metres from the head of edge e by rank r at `e * ranks + r`; NaN: not known yet. */
  readonly #meters: Float32Array;
  readonly #waiting: number[] = [];
  /** Of the hop found last: metres to the seed on the next edge, or the entry of the way that it goes on with. */
  #onSeed = 0;
  #next = 0;

  /** @param ranks labels that have been spread to their end from these seeds */
  constructor(network: Network, seeds: Seeds, ranks: readonly LabelSpread[]) {
    this.#network = network;
    this.#seeds = seeds;
    this.#ranks = ranks;
    this.#meters = new Float32Array(network.edgeCount * ranks.length).fill(NaN);
  }

  /** Metres from the head of an edge to the seed of this rank. The edge must have a label of it. */
  meters(edge: number, rank: number): number {
    const meters = this.#meters;
    const count = this.#ranks.length;
    const waiting = this.#waiting;
    const first = edge * count + rank;
    waiting.push(first);
    while (waiting.length > 0) {
      const entry = waiting[waiting.length - 1];
      const from = Math.floor(entry / count);
      const nextEdge = this.#findHop(from, entry - from * count);
      const isSeed = this.#next < 0;
      if (!isSeed && Number.isNaN(meters[this.#next])) {
        waiting.push(this.#next);
        continue;
      }
      meters[entry] = isSeed ? this.#onSeed : this.#network.edgeLengths[nextEdge] + meters[this.#next];
      waiting.pop();
    }
    return meters[first];
  }

  /** The edge that is driven after this one on the way of a label. */
  #findHop(edge: number, rank: number): number {
    const { turnOffsets, turnTargets, turnClasses, turnClassWeights, turnClassDurations } = this.#network;
    const label = this.#ranks[rank];
    const point = label.points[edge];
    for (let turn = turnOffsets[edge]; turn < turnOffsets[edge + 1]; turn++) {
      const next = turnTargets[turn];
      const weight = label.weights[edge] - turnClassWeights[turnClasses[turn]];
      const duration = label.durations[edge] - turnClassDurations[turnClasses[turn]];
      if (this.#endsOn(next, point, weight, duration) || this.#goesOnFrom(next, point, weight, duration)) {
        return next;
      }
    }
    throw new Error(`edge ${edge}: no edge after it explains its label of rank ${rank}`);
  }

  #endsOn(edge: number, point: number, weight: number, duration: number): boolean {
    const seeds = this.#seeds;
    const original = this.#network.edgeOriginals[edge];
    for (const slot of seeds.byEdge.get(original) ?? []) {
      const cost = seeds.startCosts[slot];
      if (seeds.points[slot] !== point || cost + seeds.weights[slot] !== weight) continue;
      if (cost + seeds.durations[slot] !== duration) continue;
      this.#next = -1;
      this.#onSeed = this.#network.edgeLengths[original] * seeds.fractions[slot];
      return true;
    }
    return false;
  }

  #goesOnFrom(edge: number, point: number, weight: number, duration: number): boolean {
    const weightLeft = weight - this.#network.edgeWeights[edge];
    const durationLeft = duration - this.#network.edgeDurations[edge];
    for (let rank = 0; rank < this.#ranks.length; rank++) {
      const { points, weights, durations } = this.#ranks[rank];
      if (points[edge] !== point) continue;
      if (weights[edge] !== weightLeft || durations[edge] !== durationLeft) return false;
      this.#next = edge * this.#ranks.length + rank;
      return true;
    }
    return false;
  }
}
