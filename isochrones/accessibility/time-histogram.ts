import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { CoverageReport } from "../model/report.ts";
import { curveOf, peopleWithin, shareOf, timeDistribution } from "./coverage.ts";

/** The part of a report that people by time tell. */
export type HistogramFigures = Pick<
  CoverageReport,
  "population" | "covered" | "share" | "curve" | "meanMinutes" | "medianMinutes" | "p95Minutes"
> & {
  /** Who reaches a structure at all. */
  readonly reached: number;
};

/**
 * People by time once some cells have other times. O(changed + longest time).
 *
 * @param byTime what `peopleByTime` says of before; it stays as it is
 * @param changed those of its cells whose times differ
 */
export function changedHistogram(
  byTime: Float64Array,
  { people }: Pick<Cells, "people">,
  before: Uint32Array,
  after: Uint32Array,
  changed: readonly number[],
): Float64Array {
  let longest = byTime.length - 1;
  for (const cell of changed) if (after[cell] !== UNREACHED) longest = Math.max(longest, after[cell]);
  const result = new Float64Array(longest + 1);
  result.set(byTime);
  for (const cell of changed) {
    if (before[cell] !== UNREACHED) result[before[cell]] -= people[cell];
    if (after[cell] !== UNREACHED) result[after[cell]] += people[cell];
  }
  return result;
}

/** @param cutoff deciseconds. O(longest time) */
export function histogramFigures(byTime: Float64Array, population: number, cutoff: number): HistogramFigures {
  // What has been taken away again may leave a hair less than nothing.
  const covered = Math.max(0, peopleWithin(byTime, cutoff));
  return {
    population,
    covered,
    reached: Math.max(0, peopleWithin(byTime, byTime.length)),
    share: shareOf(covered, population),
    curve: curveOf(byTime, population),
    ...timeDistribution(byTime),
  };
}
