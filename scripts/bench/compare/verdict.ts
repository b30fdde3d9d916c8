import { median, signTest } from "../statistics.ts";

/** A difference is one beyond noise where chance alone would give such ratios less often than that. */
export const SIGNIFICANCE = 0.05;
/** With fewer pairs not even a row of equal signs is beyond noise: 2 / 2⁶ = 0.03, 2 / 2⁵ = 0.06. */
export const LEAST_PAIRS = 6;

export interface Verdict {
  readonly word: "slower" | "faster" | "no difference";
  /** Of this time to the other, in the middle of all pairs. */
  readonly ratio: number;
  /** Of the sign test. */
  readonly probability: number;
  /** Slower by more than is tolerated. */
  readonly isTooSlow: boolean;
}

/**
 * Judges times of two sides by their ratios, pair by pair: slower or faster where the sign test says that it is no
 * chance, and in the direction of the median.
 *
 * @param ratios this to the other, at least one
 * @param tolerance 0.05 for five per cent: slower by no more than that is told and is no failure
 */
export function judge(ratios: readonly number[], tolerance: number): Verdict {
  const ratio = median(ratios);
  const probability = signTest(ratios);
  const isDifferent = probability < SIGNIFICANCE && ratio !== 1;
  const word = !isDifferent ? "no difference" : ratio > 1 ? "slower" : "faster";
  return { word, ratio, probability, isTooSlow: word === "slower" && ratio > 1 + tolerance };
}
