/** What some rounds of one contender took. */
export interface Summary {
  /** Rounds counted. */
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** How noisy it was: `(max - min) / median`; 0 where the median is 0. */
  readonly spread: number;
}

/** @param values at least one */
export function summarise(values: readonly number[]): Summary {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const middle = median(values);
  return {
    count: values.length,
    min,
    median: middle,
    max,
    spread: middle === 0 ? 0 : (max - min) / middle,
  };
}

/** The middle value, or the mean of the two in the middle. @param values at least one */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("got no values, expected at least one");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How often `measured` took as long as `base`, round by round: what slows the machine down for a while slows both
 * sides of a pair. Rounds that one of the two does not have are left out.
 *
 * @param measured by round
 * @param base by round, of the same unit
 */
export function pairedRatios(
  measured: ReadonlyMap<number, number>,
  base: ReadonlyMap<number, number>,
): number[] {
  const ratios: number[] = [];
  for (const [round, value] of measured) {
    const other = base.get(round);
    if (other !== undefined && other > 0) ratios.push(value / other);
  }
  return ratios;
}

/**
 * Probability that so many or more ratios lie on one side of 1 though both sides are equally fast: the two-sided sign
 * test, exact. It asks nothing of how times are distributed. Ratios of exactly 1 say nothing and are left out.
 *
 * @returns 0 to 1; 1 where nothing is left
 */
export function signTest(ratios: readonly number[]): number {
  const above = ratios.filter((ratio) => ratio > 1).length;
  const below = ratios.filter((ratio) => ratio < 1).length;
  const count = above + below;
  const extreme = Math.max(above, below);
  let tail = 0;
  let ways = 1;
  // Ways to choose k of the ratios, from k = count down, each from the one before.
  for (let chosen = count; chosen >= extreme; chosen--) {
    tail += ways;
    ways = (ways * chosen) / (count - chosen + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** count);
}
