import { networkAtSpeed, snapsAtSpeed } from "../graph/at-speed.ts";
import type { Cells } from "../model/cells.ts";
import { type Network, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import type { Assumption, ChiefTowns, SensitivityFigure } from "../model/sensitivity.ts";
import type { StructureFormat, StructureSelection, StructureType } from "../model/structure.ts";
import { NearestField } from "../routing/nearest-field.ts";
import { timesAtPoints } from "../routing/point-times.ts";
import { makeSeeds } from "../routing/seeds.ts";
import type { CellTimes } from "../study.ts";
import { cutoffDeciseconds, peopleByTime, peopleWithin, shareOf } from "./coverage.ts";

/**
 * Speeds that the figure is tried with. Free-flow speeds of two respected engines on one map differ by 12 to 16 % (see
 * the README): the steps span that on the slow side, where traffic is, and 10 % on the other.
 */
export const SPEED_FACTORS = [0.8, 0.9, 1.1] as const;
/** Speed of an off-road leg: a walker's. */
export const OFF_ROAD_KMH = 5;
/** Kinds of structures tried without: those that are somewhere only at times. */
const WITHOUT: readonly (readonly (StructureType | StructureFormat)[])[] = [
  ["bus"],
  ["antenne"],
  ["bus", "antenne"],
];

/**
 * The assumptions tried, the unchanged one first. Always the same list for a question, so that lists of two datasets have
 * the same rows; all structures are among them only where the question leaves some out.
 */
export function assumptionsFor(
  selection: StructureSelection,
  chiefTowns: ChiefTowns | null,
): readonly Assumption[] {
  const excluded = selection.exclude ?? [];
  const withoutKinds = (without: readonly (StructureType | StructureFormat)[]): Assumption => {
    const exclude = without.length === 0 ? [] : [...new Set([...excluded, ...without])];
    return { kind: "structures", without, selection: { ...selection, exclude } };
  };
  return [
    { kind: "asked" },
    ...SPEED_FACTORS.map((factor): Assumption => ({ kind: "speed", factor })),
    ...WITHOUT.map(withoutKinds),
    ...(excluded.length > 0 ? [withoutKinds([])] : []),
    { kind: "offRoad", speedKmh: OFF_ROAD_KMH },
    { kind: "townHall", chiefTowns },
  ];
}

/** Where the trips of a question begin and end. */
export interface Trips {
  readonly cellSnaps: Snaps;
  readonly structureSnaps: Snaps;
  /** Indices of the structures that count. */
  readonly counted: readonly number[];
}

/**
 * Times of cells where all roads are driven at their speed times `factor`; turns and ferries take as long as ever. A
 * new field over a view of the network, and memory for one.
 *
 * The way taken is that of the least weight, and turns weigh more where speeds are high: with weights that are times, a
 * slower speed makes no cell's time shorter (but for one decisecond that rounding both ends of a part of a road may take);
 * where they differ, another way may be taken that happens to be quicker.
 */
export function timesAtSpeed(
  network: Network,
  { cellSnaps, structureSnaps, counted }: Trips,
  factor: number,
): CellTimes {
  const view = networkAtSpeed(network, factor);
  const field = new NearestField(view);
  const seeds = makeSeeds(view, snapsAtSpeed(network, structureSnaps, factor), counted);
  field.compute(seeds);
  const { durations, nearest } = timesAtPoints(field, seeds, snapsAtSpeed(network, cellSnaps, factor));
  return { deciseconds: durations, nearest };
}

/**
 * Times of cells where the off-road leg counts at both ends, as time and as weight. The structure's leg is spent before
 * its search begins, so that the nearest structure is the one that is so with its leg: exact for each cell. One search.
 */
export function timesWithOffRoadLeg(
  network: Network,
  { cellSnaps, structureSnaps, counted }: Trips,
  speedKmh: number,
): CellTimes {
  const seeds = makeSeeds(network, structureSnaps, counted, offRoadDeciseconds(structureSnaps, speedKmh));
  const field = new NearestField(network);
  field.compute(seeds);
  const { durations, nearest } = timesAtPoints(field, seeds, cellSnaps);
  const legs = offRoadDeciseconds(cellSnaps, speedKmh);
  // The cell's own leg is the same whatever structure it goes to.
  const deciseconds = durations.map((time, cell) => (time === UNREACHED ? UNREACHED : time + legs[cell]));
  return { deciseconds, nearest };
}

/** Time of each off-road leg, whole deciseconds: metres at `speedKmh`. 0 where there is no snap. */
export function offRoadDeciseconds(
  { distancesMeters }: Pick<Snaps, "distancesMeters">,
  speedKmh: number,
): Uint32Array {
  return Uint32Array.from(distancesMeters, (meters) =>
    Number.isFinite(meters) ? Math.round((meters * 36) / speedKmh) : 0,
  );
}

/**
 * Counts people by given times as a coverage does, to the last decimal. O(members + longest time) and O(longest time) for
 * each cutoff.
 */
export function figuresOf(
  cells: Pick<Cells, "people">,
  deciseconds: Uint32Array,
  members: Uint32Array,
  minutes: readonly number[],
): SensitivityFigure[] {
  let population = 0;
  for (const cell of members) population += cells.people[cell];
  const byTime = peopleByTime(cells, deciseconds, members);
  return minutes.map((limit) => {
    const covered = peopleWithin(byTime, cutoffDeciseconds(limit));
    return { minutes: limit, population, covered, share: shareOf(covered, population) };
  });
}

/** How far a figure is from another, in points of per cent: positive where more people are covered. */
export function differencePoints(figure: SensitivityFigure, baseline: SensitivityFigure): number {
  return (figure.share - baseline.share) * 100;
}
