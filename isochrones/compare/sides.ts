import { UNREACHED } from "../model/network.ts";
import type { TimePairs } from "./figures.ts";

/** People within so many minutes of the nearest destination, by two engines. */
export interface SideFigures {
  readonly minutes: number;
  readonly people: number;
  /** People within, by each engine. */
  readonly measuredWithin: number;
  readonly referenceWithin: number;
  /** People whom the measured engine brings in, and whom it leaves out. */
  readonly gained: number;
  readonly lost: number;
  /** `(gained + lost) / people`, 0 without people. */
  readonly changedShare: number;
}

/** Time of each origin to its nearest destination, deciseconds, by two engines. */
export interface NearestPairs extends TimePairs {
  /** Where an engine gave whole tables, the destination that is nearest by it, 0 without any. */
  readonly measuredNearest: Uint32Array;
  readonly referenceNearest: Uint32Array;
}

/** Least times of each row of two tables; of several destinations at the same time the first. */
export function nearestPairs({ measured, reference }: TimePairs, originCount: number): NearestPairs {
  const [measuredTimes, measuredNearest] = leastOfRows(measured, originCount);
  const [referenceTimes, referenceNearest] = leastOfRows(reference, originCount);
  return { measured: measuredTimes, measuredNearest, reference: referenceTimes, referenceNearest };
}

/**
 * Who changes sides of a limit when the engine changes.
 *
 * @param people of each origin
 */
export function compareSides(
  { measured, reference }: TimePairs,
  people: ArrayLike<number>,
  minutes: number,
): SideFigures {
  const cutoff = minutes * 600;
  let all = 0;
  let measuredWithin = 0;
  let referenceWithin = 0;
  let gained = 0;
  let lost = 0;
  for (let origin = 0; origin < measured.length; origin++) {
    const isMeasured = measured[origin] <= cutoff;
    const isReference = reference[origin] <= cutoff;
    all += people[origin];
    if (isMeasured) measuredWithin += people[origin];
    if (isReference) referenceWithin += people[origin];
    if (isMeasured && !isReference) gained += people[origin];
    if (isReference && !isMeasured) lost += people[origin];
  }
  const changedShare = all > 0 ? (gained + lost) / all : 0;
  return { minutes, people: all, measuredWithin, referenceWithin, gained, lost, changedShare };
}

function leastOfRows(times: Uint32Array, rows: number): [Uint32Array, Uint32Array] {
  const columns = rows === 0 ? 0 : times.length / rows;
  const least = new Uint32Array(rows).fill(UNREACHED);
  const nearest = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const time = times[row * columns + column];
      if (time >= least[row]) continue;
      least[row] = time;
      nearest[row] = column;
    }
  }
  return [least, nearest];
}
