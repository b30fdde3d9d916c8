import type { CoveringModel } from "./covering-model.ts";

/** What sites bring beyond those chosen so far. It never grows as more are chosen. */
export interface Gains {
  readonly siteCount: number;
  /** What all chosen sites bring together. */
  readonly weight: number;
  /** What one more would bring. */
  gainOf(site: number): number;
  add(site: number): void;
}

/**
 * What some chosen sites cover of a model: how many of them reach each group. Sums are taken over groups in ascending
 * order, so that a gain over fewer groups is never the greater one, to the last bit: sums of weights that are not
 * negative are rounded in the same sense.
 */
export class Cover implements Gains {
  readonly #model: CoveringModel;
  /** How many chosen sites reach each group. */
  readonly #counts: Uint32Array;

  constructor(model: CoveringModel, sites: Iterable<number> = []) {
    this.#model = model;
    this.#counts = new Uint32Array(model.weights.length);
    for (const site of sites) this.add(site);
  }

  get siteCount(): number {
    return this.#model.candidates.length;
  }

  /** Weight of all that is covered. O(groups). */
  get weight(): number {
    const { weights } = this.#model;
    let sum = 0;
    for (let group = 0; group < weights.length; group++) if (this.#counts[group] > 0) sum += weights[group];
    return sum;
  }

  /** How many chosen sites reach a group. */
  countOf(group: number): number {
    return this.#counts[group];
  }

  /** What one more site would cover that nothing covers yet. O(its groups). */
  gainOf(site: number): number {
    const { sites, weights } = this.#model;
    const end = sites.offsets[site + 1];
    let gain = 0;
    for (let i = sites.offsets[site]; i < end; i++) {
      const group = sites.values[i];
      if (this.#counts[group] === 0) gain += weights[group];
    }
    return gain;
  }

  add(site: number): void {
    this.#count(site, 1);
  }

  remove(site: number): void {
    this.#count(site, -1);
  }

  #count(site: number, by: 1 | -1): void {
    const { offsets, values } = this.#model.sites;
    for (let i = offsets[site]; i < offsets[site + 1]; i++) this.#counts[values[i]] += by;
  }
}
