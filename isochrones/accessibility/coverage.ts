import type { Cells } from "../model/cells.ts";
import { NO_EDGE, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import type { CoverageReport, CurvePoint } from "../model/report.ts";
import { selectRank } from "./select-rank.ts";

/** Last minute of the curve. */
export const CURVE_MINUTES = 60;
export const DECISECONDS_PER_MINUTE = 600;
/** Minutes to whole deciseconds: 2.01 minutes times 600 falls just short of the 1 206 that it means. */
export function cutoffDeciseconds(minutes: number): number {
  return Math.round(minutes * DECISECONDS_PER_MINUTE);
}

/** A way across the end of the extract and back could matter to who is that near to it. */
const NEAR_CUT_DECISECONDS = 30 * DECISECONDS_PER_MINUTE;

/** The part of a report that follows from cell times alone. */
export type CoverageFigures = Pick<
  CoverageReport,
  | "population"
  | "covered"
  | "share"
  | "curve"
  | "meanMinutes"
  | "medianMinutes"
  | "p95Minutes"
  | "cells"
  | "unlinked"
  | "unreached"
  | "nearCut"
  | "snapMeters"
>;

/** The part of a report that is the same whatever structures count, and as long as the dataset. */
export type FixedFigures = Pick<CoverageFigures, "population" | "unlinked" | "nearCut" | "snapMeters"> & {
  readonly imputedShare: number;
};

/** What can be said of some cells without their times. O(members log members). */
export function fixedFigures(cells: Cells, snaps: Snaps, members: Uint32Array): FixedFigures {
  const { people, imputed, cutTimes } = cells;
  const { edges } = snaps;
  const unlinked = { cells: 0, people: 0 };
  const nearCut = { cells: 0, people: 0 };
  let population = 0;
  let imputedPeople = 0;
  for (const cell of members) {
    population += people[cell];
    if (imputed[cell] === 1) imputedPeople += people[cell];
    if (cutTimes[cell] <= NEAR_CUT_DECISECONDS) {
      nearCut.cells++;
      nearCut.people += people[cell];
    }
    if (edges[cell] === NO_EDGE) {
      unlinked.cells++;
      unlinked.people += people[cell];
    }
  }
  return {
    population,
    unlinked,
    nearCut,
    imputedShare: shareOf(imputedPeople, population),
    snapMeters: snapDistribution(snaps, members),
  };
}

/**
 * Counts the people of some cells by their time. A cell is covered at m minutes when its time is at most m
 * minutes; people are counted on cells, never by laying polygons over them.
 *
 * @param deciseconds time of each cell of the dataset, `UNREACHED` where there is none
 * @param members the cells of the territory
 * @param fixed what `fixedFigures` has said of them, if it is known
 *
 * O(members + longest time).
 */
export function coverageFigures(
  cells: Cells,
  snaps: Snaps,
  deciseconds: Uint32Array,
  members: Uint32Array,
  minutes: number,
  fixed: FixedFigures = fixedFigures(cells, snaps, members),
): CoverageFigures {
  const cutoff = cutoffDeciseconds(minutes);
  const { people } = cells;
  const { edges } = snaps;
  const unreached = { cells: 0, people: 0 };
  let coveredCells = 0;
  for (const cell of members) {
    if (deciseconds[cell] <= cutoff) coveredCells++;
    else if (deciseconds[cell] === UNREACHED && edges[cell] !== NO_EDGE) {
      unreached.cells++;
      unreached.people += people[cell];
    }
  }
  const { imputedShare, ...figures } = fixed;
  const byTime = peopleByTime(cells, deciseconds, members);
  const covered = peopleWithin(byTime, cutoff);
  return {
    ...figures,
    covered,
    share: shareOf(covered, figures.population),
    curve: curveOf(byTime, figures.population),
    ...timeDistribution(byTime),
    cells: { count: members.length, covered: coveredCells, imputedShare },
    unreached,
  };
}

/**
 * People of some cells by their time in deciseconds, up to the longest; those of `UNREACHED` cells are in none.
 *
 * O(members + longest time).
 */
export function peopleByTime(
  { people }: Pick<Cells, "people">,
  deciseconds: Uint32Array,
  members: Uint32Array,
): Float64Array {
  let longest = 0;
  for (const cell of members) {
    if (deciseconds[cell] !== UNREACHED) longest = Math.max(longest, deciseconds[cell]);
  }
  const byTime = new Float64Array(longest + 1);
  for (const cell of members) {
    if (deciseconds[cell] !== UNREACHED) byTime[deciseconds[cell]] += people[cell];
  }
  return byTime;
}

/** People whose time is at most so many deciseconds. */
export function peopleWithin(byTime: Float64Array, cutoff: number): number {
  return sum(byTime.subarray(0, cutoff + 1));
}

/** 0 to 1: decimals summed in another order may make a part seem larger than its whole. 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The share of a population within 0 to 60 minutes, of people by time. O(an hour of deciseconds). */
export function curveOf(byTime: Float64Array, population: number): CurvePoint[] {
  const curve: CurvePoint[] = [];
  let people = 0;
  let time = 0;
  for (let minutes = 0; minutes <= CURVE_MINUTES; minutes++) {
    const end = Math.min(minutes * DECISECONDS_PER_MINUTE, byTime.length - 1);
    for (; time <= end; time++) people += byTime[time];
    curve.push({ minutes, share: shareOf(people, population) });
  }
  return curve;
}

/** Mean, median and 95th percentile in minutes of people by time, null of nobody. O(longest time). */
export function timeDistribution(
  byTime: Float64Array,
): Pick<CoverageReport, "meanMinutes" | "medianMinutes" | "p95Minutes"> {
  const total = sum(byTime);
  if (total === 0) return { meanMinutes: null, medianMinutes: null, p95Minutes: null };
  let weighted = 0;
  for (let time = 0; time < byTime.length; time++) weighted += byTime[time] * time;
  return {
    meanMinutes: weighted / total / DECISECONDS_PER_MINUTE,
    medianMinutes: quantile(byTime, total * 0.5) / DECISECONDS_PER_MINUTE,
    p95Minutes: quantile(byTime, total * 0.95) / DECISECONDS_PER_MINUTE,
  };
}

/** The least time within which that many people are. */
function quantile(byTime: Float64Array, people: number): number {
  let seen = 0;
  for (let time = 0; time < byTime.length; time++) {
    seen += byTime[time];
    if (seen >= people) return time;
  }
  return byTime.length - 1;
}

function snapDistribution(snaps: Snaps, members: Uint32Array): CoverageReport["snapMeters"] {
  const meters = new Float32Array(members.length);
  let count = 0;
  for (const cell of members) {
    if (snaps.edges[cell] !== NO_EDGE) meters[count++] = snaps.distancesMeters[cell];
  }
  if (count === 0) return null;
  const linked = meters.subarray(0, count);
  const at = (share: number): number => selectRank(linked, Math.min(count - 1, Math.floor(share * count)));
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}
