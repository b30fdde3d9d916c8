import { NO_TERRITORY, type SiteFloors, type SitingRules } from "./rules.ts";

/**
 * The best choice where each site is worth a sum of its own, whatever others are chosen: the forced ones, in each territory
 * with a floor those worth most until it is filled, then those worth most of all others. No choice within the rules is worth
 * more: any other one becomes this one by exchanges that lose nothing.
 */
export class PaidSites {
  readonly #forced: readonly number[];
  readonly #floors: SiteFloors | null;
  readonly #places: number;
  /** Places that each territory must still be given beyond its forced sites. */
  readonly #lacks: readonly number[];
  /** Neither forced nor forbidden. */
  readonly #free: Uint32Array;

  constructor(siteCount: number, { count, forced = [], forbidden = [], floors }: SitingRules) {
    const isFixed = new Set([...forced, ...forbidden]);
    this.#forced = forced;
    this.#floors = floors ?? null;
    this.#places = count - forced.length;
    this.#lacks = (floors?.least ?? []).map((least, territory) =>
      Math.max(0, least - forced.filter((site) => floors?.territories[site] === territory).length),
    );
    this.#free = Uint32Array.from({ length: siteCount }, (_, site) => site).filter(
      (site) => !isFixed.has(site),
    );
  }

  /** @param worths of each site, 0 or more. O(n log n) over the sites */
  choose(worths: Float64Array): number[] {
    const chosen = [...this.#forced];
    let others = this.#free;
    this.#lacks.forEach((lack, territory) => {
      const inside = this.#free.filter((site) => this.#territoryOf(site) === territory);
      chosen.push(...mostOf(inside, worths, lack));
    });
    if (this.#lacks.length > 0) {
      const taken = new Set(chosen);
      others = others.filter((site) => !taken.has(site));
    }
    const left = this.#places - (chosen.length - this.#forced.length);
    return [...chosen, ...mostOf(others, worths, left)];
  }

  #territoryOf(site: number): number {
    return this.#floors?.territories[site] ?? NO_TERRITORY;
  }
}

/** The sites worth most; of several at the edge the first. */
function mostOf(sites: Uint32Array, worths: Float64Array, count: number): number[] {
  if (count <= 0) return [];
  if (count >= sites.length) return [...sites];
  const sorted = Float64Array.from(sites, (site) => worths[site]).sort();
  const least = sorted[sorted.length - count];
  const most = Array.from(sites.filter((site) => worths[site] > least));
  for (const site of sites) {
    if (most.length >= count) break;
    if (worths[site] === least) most.push(site);
  }
  return most;
}
