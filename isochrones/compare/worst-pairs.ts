import { UNREACHED } from "../model/network.ts";
import type { TimePairs } from "./figures.ts";

/** Below this a relative difference says little: a tenth of a minute is nothing on a trip of half a minute. */
const LEAST_DECISECONDS = 600;

/** A pair on which two engines disagree. */
export interface WorstPair {
  readonly origin: number;
  readonly destination: number;
  /** Seconds, null without a route. */
  readonly measuredSeconds: number | null;
  readonly referenceSeconds: number | null;
}

/**
 * The pairs on which two engines disagree most: first those that only one of them can drive, then by their difference
 * relative to the time, of a minute at least. One pair of each origin, since one bad snap spoils all of its pairs.
 */
export function worstPairs(
  { measured, reference }: TimePairs,
  originCount: number,
  most: number,
): WorstPair[] {
  const columns = originCount === 0 ? 0 : measured.length / originCount;
  const worst: { pair: number; badness: number }[] = [];
  for (let origin = 0; origin < originCount; origin++) {
    let pair = -1;
    let badness = 0;
    for (let candidate = origin * columns; candidate < (origin + 1) * columns; candidate++) {
      const candidateBadness = badnessOf(measured[candidate], reference[candidate]);
      if (candidateBadness <= badness) continue;
      badness = candidateBadness;
      pair = candidate;
    }
    if (pair >= 0) worst.push({ pair, badness });
  }
  // Infinities do not subtract.
  worst.sort((a, b) => (a.badness === b.badness ? a.pair - b.pair : b.badness > a.badness ? 1 : -1));
  return worst.slice(0, most).map(({ pair }) => ({
    origin: Math.floor(pair / columns),
    destination: pair % columns,
    measuredSeconds: secondsOf(measured[pair]),
    referenceSeconds: secondsOf(reference[pair]),
  }));
}

function badnessOf(measured: number, reference: number): number {
  if (measured === reference) return 0;
  if (measured === UNREACHED || reference === UNREACHED) return Infinity;
  return Math.abs(measured - reference) / Math.max(LEAST_DECISECONDS, reference);
}

function secondsOf(deciseconds: number): number | null {
  return deciseconds === UNREACHED ? null : deciseconds / 10;
}
