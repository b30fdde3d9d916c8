import { type Network, UNREACHED } from "../model/network.ts";
import { BEYOND, METERS_PER_UNIT, MOST_NEAR, NEAR_FIELDS, type NearTable, NOBODY } from "./near-table.ts";
import { copiesOf, type Seeds } from "./seeds.ts";
import { WindowQueue } from "./window-queue.ts";

/** The rows of a table while they are made: entries by weight, then duration, then point, each point once. */
export class NearRows {
  readonly #network: Network;
  readonly #ranks: number;
  readonly #rows: Uint16Array;
  /** Metres of each entry. */
  readonly #meters: Float32Array;
  readonly #counts: Uint8Array;
  /** Entries that have changed since they were carried on, a bit each. */
  readonly #fresh: Uint8Array;
  /** Least weight of those, by which edges wait. */
  readonly #due: Uint32Array;
  readonly #waiting: WindowQueue;
  readonly #pointCount: number;
  #fits = true;

  /** @param table to be filled; its rows are zeros */
  constructor(network: Network, seeds: Seeds, { ranks, rows }: NearTable) {
    this.#network = network;
    this.#ranks = ranks;
    this.#rows = rows;
    this.#meters = new Float32Array(network.edgeCount * ranks);
    this.#counts = new Uint8Array(network.edgeCount);
    this.#fresh = new Uint8Array(network.edgeCount);
    this.#due = new Uint32Array(network.edgeCount).fill(UNREACHED);
    this.#waiting = new WindowQueue(this.#due);
    this.#pointCount = new Set(seeds.points).size;
    this.#plant(seeds);
  }

  /** The next edge with something to carry on, or `NO_EDGE`. */
  pop(): number {
    return this.#waiting.pop();
  }

  /** Offers the fresh entries of an edge to all edges that lead into it. */
  carryOn(edge: number): void {
    const { edgeWeights, edgeDurations, edgeLengths } = this.#network;
    const fresh = this.#fresh[edge];
    this.#fresh[edge] = 0;
    this.#due[edge] = UNREACHED;
    const first = edge * this.#ranks;
    for (let rank = 0; rank < this.#ranks; rank++) {
      if ((fresh & (1 << rank)) === 0) continue;
      const entry = (first + rank) * NEAR_FIELDS;
      this.#offerBefore(
        edge,
        this.#rows[entry],
        this.#rows[entry + 1] + edgeWeights[edge],
        this.#rows[entry + 2] + edgeDurations[edge],
        this.#meters[first + rank] + edgeLengths[edge],
      );
    }
  }

  /**
   * Writes lengths and ends of rows.
   *
   * @returns whether all ways fitted
   */
  finish(): boolean {
    for (let edge = 0; edge < this.#network.edgeCount; edge++) {
      const first = edge * this.#ranks;
      const count = this.#counts[edge];
      for (let rank = 0; rank < count; rank++) {
        const length = Math.round(this.#meters[first + rank] / METERS_PER_UNIT);
        if (length > MOST_NEAR) this.#fits = false;
        this.#rows[(first + rank) * NEAR_FIELDS + 3] = length;
      }
      if (count === this.#ranks) continue;
      this.#rows[(first + count) * NEAR_FIELDS] = count === this.#pointCount ? NOBODY : BEYOND;
    }
    return this.#fits;
  }

  /** One may arrive at a seed in the state of a restricted path: copies of its edge count as the edge. */
  #plant({ points, edges, fractions, weights, durations, startCosts }: Seeds): void {
    const copies = copiesOf(this.#network);
    for (let slot = 0; slot < edges.length; slot++) {
      const edge = edges[slot];
      const meters = this.#network.edgeLengths[edge] * fractions[slot];
      for (const into of [edge, ...(copies.get(edge) ?? [])]) {
        const cost = startCosts[slot];
        this.#offerBefore(into, points[slot], cost + weights[slot], cost + durations[slot], meters);
      }
    }
  }

  #offerBefore(edge: number, point: number, weight: number, duration: number, meters: number): void {
    const { reverseTurnOffsets, reverseTurnSources, reverseTurnClasses } = this.#network;
    const { turnClassWeights, turnClassDurations } = this.#network;
    const end = reverseTurnOffsets[edge + 1];
    for (let turn = reverseTurnOffsets[edge]; turn < end; turn++) {
      const turnClass = reverseTurnClasses[turn];
      const turnWeight = weight + turnClassWeights[turnClass];
      if (turnWeight > MOST_NEAR) continue;
      this.#offer(
        reverseTurnSources[turn],
        point,
        turnWeight,
        duration + turnClassDurations[turnClass],
        meters,
      );
    }
  }

  /** Puts a way into a row where it belongs there. */
  #offer(edge: number, point: number, weight: number, duration: number, meters: number): void {
    const rows = this.#rows;
    const first = edge * this.#ranks;
    const count = this.#counts[edge];
    let place = 0;
    for (let entry = first * NEAR_FIELDS; place < count; place++, entry += NEAR_FIELDS) {
      const known = rows[entry + 1];
      if (weight < known) break;
      if (weight === known) {
        if (duration < rows[entry + 2]) break;
        if (duration === rows[entry + 2] && point < rows[entry]) break;
      }
      if (rows[entry] === point) return;
    }
    if (place === this.#ranks) return;
    if (duration > MOST_NEAR) {
      this.#fits = false;
      return;
    }
    let end = place;
    while (end < count && rows[(first + end) * NEAR_FIELDS] !== point) end++;
    if (end === count) {
      if (count < this.#ranks) this.#counts[edge] = count + 1;
      else end--;
    }
    this.#makeRoom(edge, place, end);
    const entry = (first + place) * NEAR_FIELDS;
    rows[entry] = point;
    rows[entry + 1] = weight;
    rows[entry + 2] = duration;
    this.#meters[first + place] = meters;
    if (weight < this.#due[edge]) {
      this.#due[edge] = weight;
      this.#waiting.push(edge, weight);
    }
  }

  /** Moves the entries from `place` up to `end` back by one, over the one at `end`; the one at `place` becomes fresh. */
  #makeRoom(edge: number, place: number, end: number): void {
    const first = edge * this.#ranks;
    const fresh = this.#fresh[edge];
    const before = fresh & ((1 << place) - 1);
    const moved = (fresh & ((1 << end) - (1 << place))) << 1;
    const behind = fresh & ~((2 << end) - 1);
    this.#fresh[edge] = before | (1 << place) | moved | behind;
    if (place === end) return;
    this.#meters.copyWithin(first + place + 1, first + place, first + end);
    const start = (first + place) * NEAR_FIELDS;
    for (let field = (first + end) * NEAR_FIELDS - 1; field >= start; field--) {
      this.#rows[field + NEAR_FIELDS] = this.#rows[field];
    }
  }
}
