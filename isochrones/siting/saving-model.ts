import type { Gains } from "./cover.ts";
import type { SparseRows } from "./sparse-rows.ts";

/**
 * The p-median (Hakimi 1964) beside structures that are there already: how much time each site would save whom. Times
 * that no site shortens are no part of it.
 */
export interface SavingModel {
  /** Of each demand: people, and the deciseconds that they take without any site. */
  readonly weights: Float64Array;
  readonly times: Uint32Array;
  /** Demands of each site, and by entry the deciseconds to it: less than they take now. */
  readonly sites: SparseRows;
  readonly siteTimes: Uint32Array;
}

/** Times of demands with some sites chosen, and what others would save: weight times deciseconds. */
export class SavedTime implements Gains {
  readonly #model: SavingModel;
  /** Deciseconds of each demand with the chosen sites. */
  readonly times: Uint32Array;
  #saved = 0;

  constructor(model: SavingModel, sites: Iterable<number> = []) {
    this.#model = model;
    this.times = model.times.slice();
    for (const site of sites) this.add(site);
  }

  get siteCount(): number {
    return this.#model.sites.offsets.length - 1;
  }

  get weight(): number {
    return this.#saved;
  }

  /** O(its demands). */
  gainOf(site: number): number {
    const { sites, siteTimes, weights } = this.#model;
    const { times } = this;
    const end = sites.offsets[site + 1];
    let gain = 0;
    for (let i = sites.offsets[site]; i < end; i++) {
      const demand = sites.values[i];
      if (siteTimes[i] < times[demand]) gain += weights[demand] * (times[demand] - siteTimes[i]);
    }
    return gain;
  }

  add(site: number): void {
    this.#saved += this.gainOf(site);
    const { sites, siteTimes } = this.#model;
    for (let i = sites.offsets[site]; i < sites.offsets[site + 1]; i++) {
      const demand = sites.values[i];
      if (siteTimes[i] < this.times[demand]) this.times[demand] = siteTimes[i];
    }
  }
}
