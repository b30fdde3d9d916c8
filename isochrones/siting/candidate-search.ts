import { CellReader, type ReachedCells } from "../isoline/reached-cells.ts";
import type { Network } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import { Reach } from "../routing/reach.ts";
import { makeSeeds } from "../routing/seeds.ts";
import type { Demand } from "./demand.ts";

/** What searches from candidates share: arrays and plain objects. */
export interface SearchGround {
  readonly network: Network;
  readonly demand: Omit<Demand, "cells">;
  readonly candidateSnaps: Snaps;
  /** Deciseconds. */
  readonly limit: number;
}

/**
 * Finds whom a structure would cover at one place after another. Its own memory is 8 bytes an edge; one thread has one.
 *
 * A demand goes where the way weighs least, as in every figure of a study: a place that it reaches within the limit, but
 * by a heavier way than to the structure that serves it now, does not cover it. Opening one place covers exactly what is
 * found here. Of several places opened, the one of least weight may be beyond the limit for a demand that another would
 * have within it: so a choice covers at most the union of what its places cover, and a bound over unions stays one.
 */
export class CandidateSearch {
  readonly #ground: SearchGround;
  readonly #reach: Reach;
  readonly #reader: CellReader;

  constructor(ground: SearchGround) {
    const { network, demand } = ground;
    this.#ground = ground;
    this.#reach = new Reach(network, "arrival");
    this.#reader = new CellReader(this.#reach, demand.snaps, demand.byRoad);
  }

  /** Demands that a structure there would cover, ascending. O(edges within the limit + demands on them). */
  find(candidate: number): ReachedCells {
    const { network, candidateSnaps, limit, demand } = this.#ground;
    const seeds = makeSeeds(network, candidateSnaps, [candidate]);
    this.#reach.run(seeds, limit);
    return this.#reader.read(seeds, limit, (cell, weight, duration) => {
      const now = demand.weights[cell];
      return weight < now || (weight === now && duration < demand.durations[cell]);
    });
  }
}
