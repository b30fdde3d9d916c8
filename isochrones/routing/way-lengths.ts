import { NO_EDGE } from "../model/network.ts";
import type { EdgeSearch } from "./edge-search.ts";
import type { Seeds } from "./seeds.ts";
import type { Way } from "./ways.ts";

/**
 * Lengths of the ways that one run of a search has found. Ways share their ends, so what is known of one serves the
 * next: O(edges of the tree) for any number of ways.
 */
export class WayLengths {
  readonly #search: EdgeSearch;
  readonly #seeds: Seeds;
  /** Metres between an edge, itself left out, and its seed. */
  readonly #known = new Map<number, number>();

  constructor(search: EdgeSearch, seeds: Seeds) {
    this.#search = search;
    this.#seeds = seeds;
  }

  meters({ place, label, slot }: Way): number {
    const isArrival = this.#search.direction === "arrival";
    const own = this.#lengthOf(place.edge);
    if (label === NO_EDGE) return own * Math.abs(this.#seeds.fractions[slot] - place.fraction);
    return own * (isArrival ? 1 - place.fraction : place.fraction) + this.#between(label);
  }

  #between(label: number): number {
    const { parents } = this.#search;
    const waiting: number[] = [];
    let edge = label;
    while (!this.#known.has(edge) && parents[edge] !== NO_EDGE) {
      waiting.push(edge);
      edge = parents[edge];
    }
    let meters = this.#known.get(edge) ?? this.#onSeed(edge);
    this.#known.set(edge, meters);
    for (const before of waiting.reverse()) {
      meters += this.#lengthOf(parents[before]);
      this.#known.set(before, meters);
    }
    return meters;
  }

  #onSeed(edge: number): number {
    const slot = this.#search.seedSlots[edge];
    const fraction = this.#seeds.fractions[slot];
    const share = this.#search.direction === "arrival" ? fraction : 1 - fraction;
    return this.#lengthOf(this.#seeds.edges[slot]) * share;
  }

  #lengthOf(edge: number): number {
    return this.#search.network.edgeLengths[edge];
  }
}
