import { GrowableUint32 } from "../graph/growable.ts";
import { NO_EDGE, NO_NODE, UNREACHED } from "../model/network.ts";
import { OFFSETS, type PointsByRoad, type Snaps } from "../model/points.ts";
import { placesOfPoint } from "../routing/places.ts";
import type { Reach } from "../routing/reach.ts";
import type { Seeds } from "../routing/seeds.ts";

/** Cells from which a point is reached within a bound, or that are reached from it: parallel arrays. */
export interface ReachedCells {
  /** Ascending. */
  readonly cells: Uint32Array;
  readonly deciseconds: Uint32Array;
  /** By weight, in deciseconds, for the same ways. */
  readonly weights: Uint32Array;
}

/** Is a cell wanted whose way to the point has this weight and duration, deciseconds? */
export type IsWanted = (cell: number, weight: number, duration: number) => boolean;

/**
 * Reads the times of cells out of a bounded search, as `timesAtPoints` reads them out of a whole one, by looking at the
 * cells on the roads reached and at no others.
 */
export class CellReader {
  readonly #reach: Reach;
  readonly #snaps: Snaps;
  readonly #byRoad: PointsByRoad;
  readonly #isArrival: boolean;
  readonly #isCandidate: Uint8Array;
  readonly #candidates = new GrowableUint32();
  /** The least of what the cell in hand has been offered. */
  #weight = UNREACHED;
  #duration = UNREACHED;

  /** @param byRoad of the same snaps */
  constructor(reach: Reach, snaps: Snaps, byRoad: PointsByRoad) {
    this.#reach = reach;
    this.#snaps = snaps;
    this.#byRoad = byRoad;
    this.#isArrival = reach.direction === "arrival";
    this.#isCandidate = new Uint8Array(snaps.edges.length);
  }

  /**
   * Cells within a bound, at most that of the search just run from these seeds. O(n log n) over the edges reached and
   * the cells on them.
   *
   * @param isWanted by weight and duration: others are left out
   */
  read(seeds: Seeds, maxDeciseconds: number, isWanted?: IsWanted): ReachedCells {
    const cells = this.#findCandidates(seeds, maxDeciseconds);
    const deciseconds = new Uint32Array(cells.length);
    const weights = new Uint32Array(cells.length);
    let count = 0;
    for (const cell of cells) {
      this.#isCandidate[cell] = 0;
      this.#readPlaces(seeds, cell);
      if (this.#duration > maxDeciseconds) continue;
      if (isWanted?.(cell, this.#weight, this.#duration) === false) continue;
      if (this.#goesAnotherWay(cell)) continue;
      cells[count] = cell;
      weights[count] = this.#weight;
      deciseconds[count++] = this.#duration;
    }
    return {
      cells: cells.slice(0, count),
      deciseconds: deciseconds.slice(0, count),
      weights: weights.slice(0, count),
    };
  }

  /** Ascending: the view is the reader's own. */
  #findCandidates(seeds: Seeds, maxDeciseconds: number): Uint32Array {
    const { durations, touched, network } = this.#reach;
    this.#candidates.clear();
    for (const edge of touched) {
      if (durations[edge] <= maxDeciseconds) this.#addCells(network.edgeShapes[edge] >> 1);
    }
    for (const edge of seeds.edges) this.#addCells(network.edgeShapes[edge] >> 1);
    return this.#candidates.view().sort();
  }

  #addCells(shape: number): void {
    const { offsets, points } = this.#byRoad;
    const end = offsets[shape + 1];
    for (let i = offsets[shape]; i < end; i++) {
      const cell = points[i];
      if (this.#isCandidate[cell] === 1) continue;
      this.#isCandidate[cell] = 1;
      this.#candidates.push(cell);
    }
  }

  #readPlaces(seeds: Seeds, cell: number): void {
    this.#weight = UNREACHED;
    this.#duration = UNREACHED;
    const { edges, nodes, fractions, offsets } = this.#snaps;
    if (nodes[cell] !== NO_NODE) {
      for (const { edge, fraction, duration, weight } of placesOfPoint(
        this.#reach.network,
        this.#snaps,
        cell,
      ))
        this.#readPlace(seeds, edge, fraction, duration, weight);
      return;
    }
    const edge = edges[cell];
    const twin = this.#reach.network.edgeTwins[edge];
    const first = cell * OFFSETS;
    this.#readPlace(seeds, edge, fractions[cell], offsets[first], offsets[first + 1]);
    if (twin === NO_EDGE) return;
    this.#readPlace(seeds, twin, 1 - fractions[cell], offsets[first + 2], offsets[first + 3]);
  }

  /** The part of the edge between the place and its label, or straight along it where a seed lies on it. */
  #readPlace(seeds: Seeds, edge: number, fraction: number, duration: number, weight: number): void {
    const { network } = this.#reach;
    if (this.#isArrival) {
      this.#offerLabel(edge, network.edgeWeights[edge] - weight, network.edgeDurations[edge] - duration);
    } else {
      this.#offerLabel(edge, weight, duration);
      // One may arrive on a road in the state of a restricted path.
      for (const copy of this.#reach.copies.get(edge) ?? []) this.#offerLabel(copy, weight, duration);
    }
    const sign = this.#isArrival ? 1 : -1;
    for (const slot of seeds.byEdge.get(edge) ?? []) {
      if (sign * (seeds.fractions[slot] - fraction) < 0) continue;
      const cost = seeds.startCosts[slot];
      this.#offer(
        cost + Math.max(0, sign * (seeds.weights[slot] - weight)),
        cost + Math.max(0, sign * (seeds.durations[slot] - duration)),
      );
    }
  }

  #offerLabel(edge: number, weight: number, duration: number): void {
    const { weights, durations } = this.#reach;
    if (weights[edge] !== UNREACHED) this.#offer(weights[edge] + weight, durations[edge] + duration);
  }

  #offer(weight: number, duration: number): void {
    if (weight > this.#weight || (weight === this.#weight && duration >= this.#duration)) return;
    this.#weight = weight;
    this.#duration = duration;
  }

  /** Is there a lighter way for the cell than that found, which the search has not followed because it takes too long? */
  #goesAnotherWay(cell: number): boolean {
    if (this.#weight <= this.#reach.floor) return false;
    const reach = this.#reach;
    const { network } = reach;
    return placesOfPoint(network, this.#snaps, cell).some(({ edge, weight }) => {
      if (this.#isArrival) {
        return reach.hasLighterWay(edge, this.#weight - (network.edgeWeights[edge] - weight));
      }
      const states = [edge, ...(reach.copies.get(edge) ?? [])];
      return states.some((state) => reach.hasLighterWay(state, this.#weight - weight));
    });
  }
}
