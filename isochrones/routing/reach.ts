import { GrowableUint32 } from "../graph/growable.ts";
import { type Network, UNREACHED } from "../model/network.ts";
import { BucketQueue } from "./bucket-queue.ts";
import type { Direction } from "./edge-labels.ts";
import { Heap } from "./heap.ts";
import { copiesOf, type Seeds } from "./seeds.ts";

/** Searches ahead that have looked at this many edges for each one touched cost as much as to follow all ways. */
const AHEAD_PER_TOUCHED = 2;

/** Which edges follow an edge in one sense, and at which class of cost. */
interface Turns {
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly classes: Uint16Array;
}

/**
 * The roads from which a point is reached within a time, or that are reached from it: Dijkstra's algorithm over directed
 * edges, as `EdgeSearch` does it, that looks at little more than it finds. One object serves many searches in one
 * direction; only what the last one touched is cleared. 8 bytes an edge.
 *
 * Each edge gets the least weight, among those the least duration. The bound is one of time, but the search goes by
 * weight: an edge may be within the bound and yet heavy (behind a road for residents, at the end of an alley), and then
 * a lighter way would rule, though it takes longer than the bound. To follow all such ways up to the heaviest edge
 * multiplies the work. Instead, a heavy edge is judged by itself: a search on from it towards the seeds, off settled
 * edges, either meets a lighter way or finds that there is none.
 *
 * O(edges and turns reached + bound in deciseconds); a logarithm more for heavy edges. Where searches ahead look at too
 * much, all ways are followed after all.
 */
export class Reach {
  readonly network: Network;
  readonly direction: Direction;
  /**
   * Deciseconds left to drive from an edge's head, or driven up to its tail in a departure. Where it is at most the bound
   * of the search, it is final.
   */
  readonly durations: Uint32Array;
  /** By weight, for the same edges. */
  readonly weights: Uint32Array;

  /** Copies of edges on restricted paths, by original. */
  readonly copies: ReadonlyMap<number, readonly number[]>;
  /** Turns away from the seeds, and towards them. */
  readonly #outward: Turns;
  readonly #inward: Turns;
  readonly #aheadPerTouched: number;
  readonly #touched = new GrowableUint32();
  /** Edges whose weight is within the bound. */
  readonly #light = new BucketQueue();
  /** Heavier ones: those of a duration within it, and others. */
  readonly #heavy = new Heap();
  readonly #beyond = new Heap();
  readonly #ahead = new Heap();
  /** Settled before all lighter ones were. */
  readonly #judged = new Set<number>();
  #bound = 0;
  /** What is not settled weighs at least this. */
  #floor = 0;
  #lookedAhead = 0;

  /** @param aheadPerTouched 0 follows all ways, Infinity none beyond the bound: for tests, the answer is the same */
  constructor(network: Network, direction: Direction, aheadPerTouched = AHEAD_PER_TOUCHED) {
    this.network = network;
    this.direction = direction;
    this.#aheadPerTouched = aheadPerTouched;
    this.durations = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.weights = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.copies = copiesOf(network);
    const forwards: Turns = {
      offsets: network.turnOffsets,
      neighbours: network.turnTargets,
      classes: network.turnClasses,
    };
    const backwards: Turns = {
      offsets: network.reverseTurnOffsets,
      neighbours: network.reverseTurnSources,
      classes: network.reverseTurnClasses,
    };
    [this.#outward, this.#inward] = direction === "arrival" ? [backwards, forwards] : [forwards, backwards];
  }

  /** Edges that the last search has labelled, within the bound or not, ascending; valid until the next search. */
  get touched(): Uint32Array {
    return this.#touched.view();
  }

  /** Edges that the last search has not settled weigh at least this, in deciseconds as `weights` has them. */
  get floor(): number {
    return this.#floor;
  }

  /** @param boundDeciseconds labels up to it are final */
  run(seeds: Seeds, boundDeciseconds: number): void {
    this.#reset(boundDeciseconds);
    for (let slot = 0; slot < seeds.edges.length; slot++) this.#plant(seeds, slot);
    this.#settleLight();
    this.#settleHeavy();
    // Edges are numbered as they lie on the map: who reads them in order reads memory in order.
    this.#touched.view().sort();
  }

  /**
   * Is there a way from an edge's head to the seeds, or from the seeds to its tail in a departure, that weighs less than
   * this? Asked after a search, also about edges
   * that it has not reached. O((m + n) log n) over the unsettled edges that such a way might lead through.
   */
  hasLighterWay(edge: number, weight: number): boolean {
    if (this.weights[edge] < weight) return true;
    if (weight <= this.#floor || this.#isSettled(edge)) return false;
    const { turnClassWeights, edgeWeights } = this.network;
    const { offsets, neighbours, classes } = this.#inward;
    const driven = new Map([[edge, 0]]);
    const ahead = this.#ahead;
    ahead.clear();
    ahead.push(0, edge);
    while (ahead.size > 0) {
      const so = ahead.peekKey();
      const last = ahead.pop();
      if (driven.get(last) !== so) continue;
      this.#lookedAhead++;
      for (let turn = offsets[last]; turn < offsets[last + 1]; turn++) {
        const next = neighbours[turn];
        // A way on by a settled edge is in the label of the edge on this side of it.
        if (this.#isSettled(next)) continue;
        const upTo = so + turnClassWeights[classes[turn]] + edgeWeights[next];
        if (upTo + this.weights[next] < weight) return true;
        if (upTo + this.#floor >= weight || (driven.get(next) ?? Infinity) <= upTo) continue;
        driven.set(next, upTo);
        ahead.push(upTo, next);
      }
    }
    return false;
  }

  #isSettled(edge: number): boolean {
    return this.weights[edge] < this.#floor || this.#judged.has(edge);
  }

  #reset(bound: number): void {
    const { weights, durations } = this;
    for (const edge of this.#touched.view()) {
      weights[edge] = UNREACHED;
      durations[edge] = UNREACHED;
    }
    this.#touched.clear();
    this.#light.clear(bound + 1);
    this.#heavy.clear();
    this.#beyond.clear();
    this.#judged.clear();
    this.#bound = bound;
    this.#floor = 0;
    this.#lookedAhead = 0;
  }

  #plant(seeds: Seeds, slot: number): void {
    const edge = seeds.edges[slot];
    const cost = seeds.startCosts[slot];
    if (this.direction === "departure") {
      const { edgeWeights, edgeDurations } = this.network;
      // A trip may begin on the road of a copy but not in its state.
      this.#relax(
        edge,
        cost + edgeWeights[edge] - seeds.weights[slot],
        cost + edgeDurations[edge] - seeds.durations[slot],
      );
      return;
    }
    const weight = cost + seeds.weights[slot];
    const duration = cost + seeds.durations[slot];
    this.#relax(edge, weight, duration);
    for (const copy of this.copies.get(edge) ?? []) this.#relax(copy, weight, duration);
  }

  /** Offers what an edge comes to, driven to its end, to the edges that follow it outwards. */
  #relax(edge: number, weight: number, duration: number): void {
    const { weights, durations } = this;
    const { offsets, neighbours, classes } = this.#outward;
    const { turnClassWeights, turnClassDurations } = this.network;
    const bound = this.#bound;
    const end = offsets[edge + 1];
    for (let turn = offsets[edge]; turn < end; turn++) {
      const next = neighbours[turn];
      const turnClass = classes[turn];
      const known = weights[next];
      const nextWeight = weight + turnClassWeights[turnClass];
      if (nextWeight > known) continue;
      const nextDuration = duration + turnClassDurations[turnClass];
      if (nextWeight === known && nextDuration >= durations[next]) continue;
      if (known === UNREACHED) this.#touched.push(next);
      weights[next] = nextWeight;
      durations[next] = nextDuration;
      if (nextWeight > bound) (nextDuration <= bound ? this.#heavy : this.#beyond).push(nextWeight, next);
      else if (nextWeight < known) this.#light.put(nextWeight, next);
    }
  }

  #settle(edge: number): void {
    const { edgeWeights, edgeDurations } = this.network;
    this.#relax(edge, this.weights[edge] + edgeWeights[edge], this.durations[edge] + edgeDurations[edge]);
  }

  #settleLight(): void {
    const light = this.#light;
    for (let weight = 0; weight <= this.#bound; weight++) {
      for (let edge = light.take(weight); edge >= 0; edge = light.take(weight)) {
        // Else put in again since, and taken already.
        if (this.weights[edge] === weight) this.#settle(edge);
      }
    }
    this.#floor = this.#bound + 1;
  }

  /** In the order of weight as long as no edge beyond the bound would come next, then by judging. */
  #settleHeavy(): void {
    const [heavy, beyond, bound] = [this.#heavy, this.#beyond, this.#bound];
    for (;;) {
      this.#skipOld(heavy, 0, bound);
      if (heavy.size === 0) return;
      this.#skipOld(beyond, bound + 1, UNREACHED);
      const limit = beyond.size === 0 ? UNREACHED : beyond.peekKey();
      const weight = heavy.peekKey();
      this.#floor = Math.min(weight, limit);
      if (weight <= limit) {
        this.#settle(heavy.pop());
      } else if (this.#lookedAhead > this.#aheadPerTouched * this.#touched.length) {
        this.#settle(beyond.pop());
      } else {
        this.#judge(heavy.pop(), weight);
      }
    }
  }

  /**
   * Settles the lightest of the edges within the bound, or takes it out. A lighter way that is not known yet leads
   * through edges beyond the bound, for those within it have been judged before: so it takes too long, and so does the edge.
   */
  #judge(edge: number, weight: number): void {
    if (this.hasLighterWay(edge, weight)) {
      this.durations[edge] = UNREACHED;
    } else {
      this.#judged.add(edge);
      this.#settle(edge);
    }
  }

  /** Drops items that have got another label since, or are settled. */
  #skipOld(heap: Heap, least: number, most: number): void {
    while (heap.size > 0) {
      const edge = heap.peekItem();
      const duration = this.durations[edge];
      const isCurrent = this.weights[edge] === heap.peekKey() && duration >= least && duration <= most;
      if (isCurrent && !this.#judged.has(edge)) return;
      heap.pop();
    }
  }
}
