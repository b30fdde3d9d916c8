import type { CoverageReport } from "../../../isochrones/model/report.ts";

/** The figure at another number of minutes, from the curve alone: no question to the server. */
export interface Recount {
  readonly minutes: number;
  /** 0 to 1. */
  readonly share: number;
  readonly covered: number;
  readonly uncovered: number;
  readonly population: number;
}

/** Reads the curve of a report at `minutes`; null where the curve does not go that far. */
export function recount(
  report: Pick<CoverageReport, "curve" | "population">,
  minutes: number,
): Recount | null {
  const point = report.curve.find((candidate) => candidate.minutes === minutes);
  if (point === undefined) return null;
  const covered = point.share * report.population;
  return {
    minutes,
    share: point.share,
    covered,
    // Of whole people, so that the two add up as they are written.
    uncovered: Math.round(report.population) - Math.round(covered),
    population: report.population,
  };
}
