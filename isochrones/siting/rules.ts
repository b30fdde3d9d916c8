/** Which choices of sites are allowed. */
export interface SitingRules {
  /** How many sites, 1 or more; where there are fewer, all of them. */
  readonly count: number;
  /** Sites that are in every choice, each once, at most `count`. */
  readonly forced?: readonly number[];
  /** Sites that are in none. */
  readonly forbidden?: readonly number[];
  readonly floors?: SiteFloors;
}

/** So many of the sites at least in each of some territories, which do not overlap. */
export interface SiteFloors {
  /** Territory of each site, `NO_TERRITORY` outside all of them. */
  readonly territories: Uint32Array;
  /** By territory. */
  readonly least: readonly number[];
}

export const NO_TERRITORY = 0xffffffff;

/** Rules that contradict each other: more sites are asked for than may be chosen. */
export class ImpossibleRulesError extends Error {
  override readonly name = "ImpossibleRulesError";
}

/** Throws `ImpossibleRulesError` where no choice follows the rules. O(sites). */
export function checkRules(
  { count, forced = [], forbidden = [], floors }: SitingRules,
  siteCount: number,
): void {
  const isForbidden = new Set(forbidden);
  if (forced.length > count) {
    throw new ImpossibleRulesError(`${forced.length} sites are forced, ${count} may be chosen`);
  }
  const both = forced.find((site) => isForbidden.has(site));
  if (both !== undefined) throw new ImpossibleRulesError(`site ${both} is both forced and forbidden`);
  if (floors === undefined) return;
  const available = floors.least.map(() => 0);
  for (let site = 0; site < siteCount; site++) {
    const territory = floors.territories[site];
    if (territory !== NO_TERRITORY && !isForbidden.has(site)) available[territory]++;
  }
  const short = floors.least.findIndex((least, territory) => available[territory] < least);
  if (short >= 0) {
    const asked = `${floors.least[short]} sites are asked for in territory ${short}`;
    throw new ImpossibleRulesError(`${asked}, it has ${available[short]}`);
  }
  const openings = new OpenPlaces({ count, floors });
  for (const site of forced) openings.take(site);
  if (!openings.canBeFilled) {
    throw new ImpossibleRulesError(`the floors and the forced sites ask for more than ${count} sites`);
  }
}

/** Places that are left to fill, and how many of them the floors claim. */
export class OpenPlaces {
  readonly #floors: SiteFloors | null;
  /** Sites that each territory still lacks; below 0 where it has more than it must. */
  readonly #lacks: number[];
  #left: number;
  #claimed: number;

  constructor({ count, floors }: Pick<SitingRules, "count" | "floors">) {
    this.#floors = floors ?? null;
    this.#lacks = [...(floors?.least ?? [])];
    this.#left = count;
    this.#claimed = this.#lacks.reduce((sum, lack) => sum + Math.max(0, lack), 0);
  }

  get left(): number {
    return this.#left;
  }

  /** Is there room for what the floors ask for? */
  get canBeFilled(): boolean {
    return this.#claimed <= this.#left;
  }

  /** May it be the next one? What may not now may not later either, as long as none is given back. */
  canTake(site: number): boolean {
    if (this.#left === 0) return false;
    if (this.#claimed < this.#left) return true;
    const territory = this.#territoryOf(site);
    return territory !== NO_TERRITORY && this.#lacks[territory] > 0;
  }

  take(site: number): void {
    this.#left--;
    const territory = this.#territoryOf(site);
    if (territory !== NO_TERRITORY && this.#lacks[territory]-- > 0) this.#claimed--;
  }

  /** May one chosen site give its place to another? */
  canSwap(out: number, into: number): boolean {
    const from = this.#territoryOf(out);
    return from === NO_TERRITORY || from === this.#territoryOf(into) || this.#lacks[from] < 0;
  }

  swap(out: number, into: number): void {
    const from = this.#territoryOf(out);
    this.#left++;
    if (from !== NO_TERRITORY && ++this.#lacks[from] > 0) this.#claimed++;
    this.take(into);
  }

  #territoryOf(site: number): number {
    return this.#floors?.territories[site] ?? NO_TERRITORY;
  }
}
