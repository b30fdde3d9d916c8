import { UNREACHED } from "../model/network.ts";
import { comparePairs, type PairFigures, type TimePairs } from "./figures.ts";
import { type CellJoin, joinFigures, type JoinFigures } from "./join-cells.ts";
import { DENSITIES, densitiesOf, type Density } from "./density.ts";
import type { ReferenceCells } from "./reference-cells.ts";
import { compareSides, type SideFigures } from "./sides.ts";
import {
  type MatchedTimes,
  matchStructures,
  STRUCTURE_MATCHES,
  type StructureMatch,
} from "./structure-match.ts";

/** Limits at which coverage is told whatever else is asked, minutes. */
export const COVERAGE_MINUTES = [10, 20, 30] as const;

/** How far the times of some cells agree with those of a reference. People are the dataset's. */
export interface CellFigures {
  readonly cells: number;
  readonly people: number;
  /** Each cell is one pair: itself and the nearest structure by each of the two. */
  readonly pairs: PairFigures;
  /** At the limits that were asked for. */
  readonly sides: readonly SideFigures[];
  readonly means: MeanMinutes;
}

/** Weighted by people, over the cells that both reach; null without people in any. */
export interface MeanMinutes {
  readonly measured: number | null;
  readonly reference: number | null;
}

/** Share of people within so many minutes, by each of the two. */
export interface CoverageBoth {
  readonly minutes: number;
  readonly measured: number;
  readonly reference: number;
}

/** The cells of a comparison that have something in common. */
export interface CellGroup<Key extends string> {
  readonly key: Key;
  readonly figures: CellFigures;
}

export interface CellComparison {
  readonly join: JoinFigures;
  readonly overall: CellFigures;
  /** At `COVERAGE_MINUTES` and the limits asked for, ascending. */
  readonly coverage: readonly CoverageBoth[];
  /** Groups without cells are left out. */
  readonly densities: readonly CellGroup<Density>[];
  readonly matches: readonly CellGroup<StructureMatch>[];
  /** In the order in which they were asked for. */
  readonly areas: readonly CellGroup<string>[];
  /** Of each pair of the join. */
  readonly pairs: ComparedCells;
}

/** Parallel arrays, one entry a cell of the join. */
export interface ComparedCells extends TimePairs {
  readonly people: Float64Array;
  /** Index into `DENSITIES`. */
  readonly densities: Uint8Array;
  /** Index into `STRUCTURE_MATCHES`. */
  readonly matches: Uint8Array;
}

/** Cells of the dataset that are to be told of together: a département. */
export interface CellArea {
  readonly key: string;
  /** Indices into the dataset's cells. */
  readonly members: ArrayLike<number>;
}

/** Judges the times of a dataset's cells by those that somebody else found for the same squares. */
export function compareCells(
  ours: MatchedTimes,
  reference: ReferenceCells,
  join: CellJoin,
  query: { readonly minutes: readonly number[]; readonly areas: readonly CellArea[] },
): CellComparison {
  const { cells, times } = ours;
  const densities = densitiesOf(cells);
  const pairs: ComparedCells = {
    measured: join.cells.map((cell) => times.deciseconds[cell]),
    reference: join.rows.map((row) => reference.deciseconds[row]),
    people: Float64Array.from(join.cells, (cell) => cells.people[cell]),
    densities: Uint8Array.from(join.cells, (cell) => densities[cell]),
    matches: matchStructures(ours, reference, join),
  };
  const everyPair = Uint32Array.from(join.cells.keys());
  const figures = (chosen: Uint32Array): CellFigures => figuresOf(pairs, chosen, query.minutes);
  return {
    join: joinFigures(cells, reference, join),
    overall: figures(everyPair),
    coverage: coverageOf(pairs, query.minutes),
    densities: groupsBy(DENSITIES, pairs.densities, figures),
    matches: groupsBy(STRUCTURE_MATCHES, pairs.matches, figures),
    areas: areaGroups(query.areas, join, cells.count, figures),
    pairs,
  };
}

function figuresOf(all: ComparedCells, chosen: Uint32Array, minutes: readonly number[]): CellFigures {
  const times: TimePairs = {
    measured: chosen.map((pair) => all.measured[pair]),
    reference: chosen.map((pair) => all.reference[pair]),
  };
  const people = Float64Array.from(chosen, (pair) => all.people[pair]);
  return {
    cells: chosen.length,
    people: people.reduce((sum, value) => sum + value, 0),
    pairs: comparePairs(times),
    sides: minutes.map((limit) => compareSides(times, people, limit)),
    means: meansOf(times, people),
  };
}

function meansOf({ measured, reference }: TimePairs, people: Float64Array): MeanMinutes {
  let all = 0;
  let ours = 0;
  let theirs = 0;
  for (let pair = 0; pair < people.length; pair++) {
    if (measured[pair] === UNREACHED || reference[pair] === UNREACHED) continue;
    all += people[pair];
    ours += people[pair] * measured[pair];
    theirs += people[pair] * reference[pair];
  }
  if (all === 0) return { measured: null, reference: null };
  return { measured: ours / all / 600, reference: theirs / all / 600 };
}

function coverageOf(pairs: ComparedCells, asked: readonly number[]): CoverageBoth[] {
  const limits = [...new Set([...COVERAGE_MINUTES, ...asked])].sort((a, b) => a - b);
  return limits.map((minutes) => {
    const { people, measuredWithin, referenceWithin } = compareSides(pairs, pairs.people, minutes);
    if (people === 0) return { minutes, measured: 0, reference: 0 };
    return { minutes, measured: measuredWithin / people, reference: referenceWithin / people };
  });
}

function groupsBy<Key extends string>(
  keys: readonly Key[],
  indices: Uint8Array,
  figures: (chosen: Uint32Array) => CellFigures,
): CellGroup<Key>[] {
  const every = Uint32Array.from(indices.keys());
  return keys.flatMap((key, index) => {
    const chosen = every.filter((pair) => indices[pair] === index);
    return chosen.length === 0 ? [] : [{ key, figures: figures(chosen) }];
  });
}

function areaGroups(
  areas: readonly CellArea[],
  join: CellJoin,
  cellCount: number,
  figures: (chosen: Uint32Array) => CellFigures,
): CellGroup<string>[] {
  /** Of each cell, its pair and 1; 0 without any. */
  const pairOfCell = new Uint32Array(cellCount);
  for (const [pair, cell] of join.cells.entries()) pairOfCell[cell] = pair + 1;
  return areas.flatMap(({ key, members }) => {
    const chosen = Uint32Array.from(members, (cell) => pairOfCell[cell]).filter((pair) => pair > 0);
    return chosen.length === 0 ? [] : [{ key, figures: figures(chosen.map((pair) => pair - 1)) }];
  });
}
