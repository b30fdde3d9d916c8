import type { Gains } from "./cover.ts";

/**
 * More than this no choice covers that has the sites of a cover which are forced, and `places` others: what the cover
 * covers, and the `places` largest gains beyond it.
 *
 * Let S be the chosen sites, T the best choice. The forced ones are in both, so at most `places` sites of T are not in S.
 * Coverage never falls as sites come, and the more there are, the less one brings (it is monotone and submodular):
 * f(T) ≤ f(S ∪ T) ≤ f(S) + the gains beyond S of the sites of T that are not in S (Nemhauser, Wolsey and Fisher 1978).
 * Floors only forbid choices.
 *
 * O(pairs of site and group + n log n over the sites).
 *
 * @param isExcluded 1 for sites that may not be chosen, or have been
 */
export function upperBound(cover: Gains, places: number, isExcluded: Uint8Array): number {
  const { siteCount } = cover;
  const gains = new Float64Array(siteCount);
  for (let site = 0; site < siteCount; site++) {
    if (isExcluded[site] === 0) gains[site] = cover.gainOf(site);
  }
  gains.sort();
  let bound = cover.weight;
  for (let i = siteCount - 1; i >= Math.max(0, siteCount - places); i--) bound += gains[i];
  return bound;
}
