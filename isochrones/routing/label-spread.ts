import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { EdgeLabels } from "./edge-labels.ts";
import { copiesOf, type Seeds } from "./seeds.ts";
import { WindowQueue } from "./window-queue.ts";

/**
 * Labels of all edges towards seeds that stand all over a network, as `EdgeSearch` would find them, for searches that
 * have the whole of it to label: labels are corrected until none can be improved, instead of settled in order of
 * weight. Each is the least of what its successors offer, so that the order does not matter to the answer.
 */
export class LabelSpread implements EdgeLabels {
  readonly network: Network;
  readonly direction = "arrival";
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
  readonly points: Uint32Array;
  readonly copies: ReadonlyMap<number, readonly number[]>;
  readonly #nearer: readonly EdgeLabels[];
  readonly #waiting: WindowQueue;
  // Of the network, whose own properties may be slow to get at.
  readonly #offsets: Uint32Array;
  readonly #sources: Uint32Array;
  readonly #classes: Uint16Array;
  readonly #classWeights: Uint32Array;
  readonly #classDurations: Uint32Array;

  /** @param nearer labels of nearer points: an edge takes no label of a point that one of them has for it already */
  constructor(network: Network, nearer: readonly EdgeLabels[] = []) {
    this.network = network;
    this.weights = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.durations = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.points = new Uint32Array(network.edgeCount).fill(NO_EDGE);
    this.copies = copiesOf(network);
    this.#nearer = nearer;
    this.#waiting = new WindowQueue(this.weights);
    this.#offsets = network.reverseTurnOffsets;
    this.#sources = network.reverseTurnSources;
    this.#classes = network.reverseTurnClasses;
    this.#classWeights = network.turnClassWeights;
    this.#classDurations = network.turnClassDurations;
  }

  clear(): void {
    this.weights.fill(UNREACHED);
    this.durations.fill(UNREACHED);
    this.points.fill(NO_EDGE);
  }

  /** Offers each seed to the edges that lead into its own, and into copies of that: one may arrive in their state. */
  plant(seeds: Seeds): void {
    for (let slot = 0; slot < seeds.edges.length; slot++) {
      const edge = seeds.edges[slot];
      const weight = seeds.startCosts[slot] + seeds.weights[slot];
      const duration = seeds.startCosts[slot] + seeds.durations[slot];
      const point = seeds.points[slot];
      this.offerBefore(edge, weight, duration, point);
      for (const copy of this.copies.get(edge) ?? []) this.offerBefore(copy, weight, duration, point);
    }
  }

  /**
   * Carries all improvements on until there are none. O(m + n) over the turns and edges improved, times corrections,
   * of which there are few: on a country of 13.1 million edges each is settled 1.4 times.
   *
   * @param settled hears of each edge whose label has changed, once or more
   */
  spread(settled?: (edge: number) => void): void {
    const { edgeWeights, edgeDurations } = this.network;
    const { weights, durations, points } = this;
    for (let edge = this.#waiting.pop(); edge !== NO_EDGE; edge = this.#waiting.pop()) {
      settled?.(edge);
      const weight = weights[edge] + edgeWeights[edge];
      this.offerBefore(edge, weight, durations[edge] + edgeDurations[edge], points[edge]);
    }
  }

  /** Offers what is left to drive from the tail of an edge to all edges that lead into it. */
  offerBefore(edge: number, weight: number, duration: number, point: number): void {
    const end = this.#offsets[edge + 1];
    for (let turn = this.#offsets[edge]; turn < end; turn++) {
      const turnClass = this.#classes[turn];
      const turnWeight = weight + this.#classWeights[turnClass];
      this.offer(this.#sources[turn], turnWeight, duration + this.#classDurations[turnClass], point);
    }
  }

  /** Offers a label to an edge, which takes it where it has no better one. */
  offer(edge: number, weight: number, duration: number, point: number): void {
    const { weights, durations, points } = this;
    const known = weights[edge];
    if (weight > known) return;
    if (weight === known) {
      if (duration > durations[edge]) return;
      if (duration === durations[edge] && point >= points[edge]) return;
    }
    if (this.#nearer.length > 0 && this.#isNearer(edge, point)) return;
    weights[edge] = weight;
    durations[edge] = duration;
    points[edge] = point;
    this.#waiting.push(edge, weight);
  }

  #isNearer(edge: number, point: number): boolean {
    for (const { points } of this.#nearer) if (points[edge] === point) return true;
    return false;
  }
}
