import { GrowableUint32 } from "../graph/growable.ts";
import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { Direction, EdgeLabels } from "./edge-labels.ts";
import { Heap } from "./heap.ts";
import { copiesOf, type Seeds } from "./seeds.ts";

export interface SearchLimits {
  /** The search stops once all of these edges are settled. */
  readonly until?: readonly number[];
  /** Deciseconds: ways that take longer are not gone on with. Ways that do not are as they would be without it. */
  readonly mostDuration?: number;
  /** Hears of each edge as its turn comes, before what leads on from it; the search stops where it answers true. */
  readonly isEnough?: (edge: number, weight: number) => boolean;
}

/**
 * Dijkstra's algorithm over directed edges, from any number of seeds at once. Each edge gets the least weight,
 * among those the least duration, and among those the lowest point: the answer does not depend on the order of
 * the queue. One object serves many searches; only what the last one touched is cleared. `Reach` is for what lies within
 * a time of one point.
 *
 * O((m + n) log n) over the turns and edges reached.
 */
export class EdgeSearch implements EdgeLabels {
  readonly network: Network;
  readonly direction: Direction;
  /** Deciseconds by weight and by duration, `UNREACHED` where the search did not come. */
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
  /** Point of the seed that the label leads to or comes from. */
  readonly points: Uint32Array;
  /** The next edge towards the seed, `NO_EDGE` where it lies on the adjacent edge. */
  readonly parents: Uint32Array;
  /** The edge that carries the seed, for labels without a parent. */
  readonly seedSlots: Uint32Array;

  readonly #settled: Uint8Array;
  readonly #touched = new GrowableUint32();
  readonly #heap = new Heap();
  #completed: Seeds | null = null;
  /** Copies of edges on restricted paths, by original. */
  readonly copies: ReadonlyMap<number, readonly number[]>;
  readonly #offsets: Uint32Array;
  readonly #neighbours: Uint32Array;
  readonly #classes: Uint16Array;

  constructor(network: Network, direction: Direction) {
    this.network = network;
    this.direction = direction;
    this.weights = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.durations = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.points = new Uint32Array(network.edgeCount).fill(NO_EDGE);
    this.parents = new Uint32Array(network.edgeCount).fill(NO_EDGE);
    this.seedSlots = new Uint32Array(network.edgeCount).fill(NO_EDGE);
    this.#settled = new Uint8Array(network.edgeCount);
    this.copies = copiesOf(network);
    const isArrival = direction === "arrival";
    this.#offsets = isArrival ? network.reverseTurnOffsets : network.turnOffsets;
    this.#neighbours = isArrival ? network.reverseTurnSources : network.turnTargets;
    this.#classes = isArrival ? network.reverseTurnClasses : network.turnClasses;
  }

  /**
   * Seeds of the last search where it went to its end, null where it stopped earlier: who holds the same ones need not
   * search again.
   */
  get completed(): Seeds | null {
    return this.#completed;
  }

  run(seeds: Seeds, limits: SearchLimits = {}): void {
    this.#reset();
    this.#completed = isWhole(limits) ? seeds : null;
    for (let slot = 0; slot < seeds.edges.length; slot++) this.#plant(seeds, slot);
    this.#spread(limits);
  }

  #reset(): void {
    for (const edge of this.#touched.view()) {
      this.weights[edge] = UNREACHED;
      this.durations[edge] = UNREACHED;
      this.points[edge] = NO_EDGE;
      this.parents[edge] = NO_EDGE;
      this.seedSlots[edge] = NO_EDGE;
      this.#settled[edge] = 0;
    }
    this.#touched.clear();
    this.#heap.clear();
  }

  #plant(seeds: Seeds, slot: number): void {
    const edge = seeds.edges[slot];
    const { network } = this;
    const isArrival = this.direction === "arrival";
    const cost = seeds.startCosts[slot];
    const weight = cost + (isArrival ? seeds.weights[slot] : network.edgeWeights[edge] - seeds.weights[slot]);
    const duration =
      cost + (isArrival ? seeds.durations[slot] : network.edgeDurations[edge] - seeds.durations[slot]);
    this.#relaxTurns(edge, weight, duration, seeds.points[slot], NO_EDGE, slot);
    // A trip may begin on the road of a copy but not in its state: only arrivals pass through copies.
    if (this.direction === "departure") return;
    for (const copy of this.copies.get(edge) ?? []) {
      this.#relaxTurns(copy, weight, duration, seeds.points[slot], NO_EDGE, slot);
    }
  }

  #relaxTurns(
    edge: number,
    weight: number,
    duration: number,
    point: number,
    parent: number,
    seedSlot: number,
  ): void {
    const { turnClassWeights, turnClassDurations } = this.network;
    const end = this.#offsets[edge + 1];
    for (let turn = this.#offsets[edge]; turn < end; turn++) {
      const next = this.#neighbours[turn];
      if (this.#settled[next] === 1) continue;
      const turnClass = this.#classes[turn];
      const nextWeight = weight + turnClassWeights[turnClass];
      const known = this.weights[next];
      if (nextWeight > known) continue;
      const nextDuration = duration + turnClassDurations[turnClass];
      if (nextWeight === known) {
        const knownDuration = this.durations[next];
        if (nextDuration > knownDuration) continue;
        if (nextDuration === knownDuration && point >= this.points[next]) continue;
      } else {
        if (known === UNREACHED) this.#touched.push(next);
        this.#heap.push(nextWeight, next);
      }
      this.weights[next] = nextWeight;
      this.durations[next] = nextDuration;
      this.points[next] = point;
      this.parents[next] = parent;
      this.seedSlots[next] = seedSlot;
    }
  }

  #spread({ until, isEnough, mostDuration = Infinity }: SearchLimits): void {
    const { edgeWeights, edgeDurations } = this.network;
    const heap = this.#heap;
    const settled = this.#settled;
    let awaited = until === undefined ? -1 : new Set(until).size;
    const isAwaited = until === undefined ? null : new Set(until);
    while (heap.size > 0) {
      const edge = heap.pop();
      if (settled[edge] === 1) continue;
      settled[edge] = 1;
      if (isEnough?.(edge, this.weights[edge]) === true) return;
      if (isAwaited?.has(edge) === true && --awaited === 0) return;
      const duration = this.durations[edge] + edgeDurations[edge];
      if (duration > mostDuration) continue;
      this.#relaxTurns(
        edge,
        this.weights[edge] + edgeWeights[edge],
        duration,
        this.points[edge],
        edge,
        NO_EDGE,
      );
    }
  }
}

function isWhole({ until, isEnough, mostDuration }: SearchLimits): boolean {
  return until === undefined && isEnough === undefined && mostDuration === undefined;
}
