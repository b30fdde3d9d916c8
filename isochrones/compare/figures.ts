import { UNREACHED } from "../model/network.ts";

/** The same travel times twice, from two engines: row by row, entry `origin * destinationCount + destination`. */
export interface TimePairs {
  /** Deciseconds of the one that is judged; `UNREACHED` without a route. */
  readonly measured: Uint32Array;
  /** Of the one that it is judged by. */
  readonly reference: Uint32Array;
}

/** Least value, middle and ends of differences; all 0 without any. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** How far two engines agree. */
export interface PairFigures {
  readonly pairs: number;
  readonly reachableInBoth: number;
  readonly reachableInMeasuredOnly: number;
  readonly reachableInReferenceOnly: number;
  /** Pairs reachable in one only, over all pairs. */
  readonly oneOnlyShare: number;
  /** |measured - reference| / reference, over pairs reachable in both whose reference is not 0. */
  readonly relative: Spread;
  /** |measured - reference|, over pairs reachable in both. */
  readonly absoluteSeconds: Spread;
  /** Who is slower: positive where the measured times are longer. */
  readonly bias: { readonly medianRelative: number; readonly meanSeconds: number };
}

/** Compares all pairs. O(n log n). */
export function comparePairs({ measured, reference }: TimePairs): PairFigures {
  const both: number[] = [];
  let measuredOnly = 0;
  let referenceOnly = 0;
  for (let pair = 0; pair < measured.length; pair++) {
    const isMeasured = measured[pair] !== UNREACHED;
    const isReference = reference[pair] !== UNREACHED;
    if (isMeasured && isReference) both.push(pair);
    else if (isMeasured) measuredOnly++;
    else if (isReference) referenceOnly++;
  }
  const seconds = Float64Array.from(both, (pair) => (measured[pair] - reference[pair]) / 10);
  const relative = Float64Array.from(
    both.filter((pair) => reference[pair] > 0),
    (pair) => measured[pair] / reference[pair] - 1,
  );
  return {
    pairs: measured.length,
    reachableInBoth: both.length,
    reachableInMeasuredOnly: measuredOnly,
    reachableInReferenceOnly: referenceOnly,
    oneOnlyShare: measured.length === 0 ? 0 : (measuredOnly + referenceOnly) / measured.length,
    relative: spreadOf(relative),
    absoluteSeconds: spreadOf(seconds),
    bias: {
      medianRelative: quantile(relative.slice().sort(), 0.5),
      meanSeconds: seconds.length === 0 ? 0 : seconds.reduce((sum, value) => sum + value, 0) / seconds.length,
    },
  };
}

/** Sizes of differences, whatever their sign. */
export function spreadOf(differences: Float64Array): Spread {
  const sizes = differences.map(Math.abs).sort();
  return { median: quantile(sizes, 0.5), p95: quantile(sizes, 0.95), max: sizes.at(-1) ?? 0 };
}

/** The value at a share of an ascending list (nearest rank), 0 for an empty one. */
function quantile(ascending: Float64Array, share: number): number {
  if (ascending.length === 0) return 0;
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}
