import { type Cells, cellId } from "../model/cells.ts";
import type { GapChange } from "../model/report.ts";
import type { Commune } from "../model/territory.ts";
import { peopleByCommune } from "./commune-people.ts";
import { connectCells, GapBins } from "./gap-cells.ts";

/** The gaps of some cells, without what is told of each. */
export interface GapSets {
  readonly sets: readonly (readonly number[])[];
  /** The set of each cell that is in one. */
  readonly setOf: ReadonlyMap<number, number>;
  readonly bins: GapBins;
}

/** What becomes of gaps, each list by people that change, most first. */
export interface GapChanges {
  readonly countBefore: number;
  readonly countAfter: number;
  /** Gaps of before all of whose cells are covered afterwards, and those of which some are. */
  readonly closed: readonly GapChange[];
  readonly shrunk: readonly GapChange[];
  /** Gaps of afterwards none of whose cells were in a gap before, and those of which some were. */
  readonly opened: readonly GapChange[];
  readonly grown: readonly GapChange[];
}

/** Connects the cells beyond a cutoff in deciseconds. O(members), and what `connectCells` costs. */
export function gapSets(
  cells: Cells,
  deciseconds: Uint32Array,
  members: Uint32Array,
  cutoff: number,
): GapSets {
  const uncovered: number[] = [];
  for (const cell of members) if (deciseconds[cell] > cutoff) uncovered.push(cell);
  const sets = connectCells(cells, uncovered);
  const setOf = new Map<number, number>();
  sets.forEach((set, index) => {
    for (const cell of set) setOf.set(cell, index);
  });
  return { sets, setOf, bins: new GapBins(cells, uncovered) };
}

/**
 * What becomes of the gaps when some cells come within the cutoff and others no longer are. Gaps that lose no cell, and next
 * to which none is lost, stay as they are.
 *
 * O(cells of gaps that change).
 */
export function gapChanges(
  { cells, communes }: { readonly cells: Cells; readonly communes: readonly Commune[] },
  before: GapSets,
  changing: { readonly gained: readonly number[]; readonly lost: readonly number[] },
): GapChanges {
  const tell = (set: readonly number[], changed: readonly number[]): GapChange => ({
    ...gapSummary(cells, communes, set),
    changed: changed.reduce((sum, cell) => sum + cells.people[cell], 0),
  });
  const [closed, shrunk, opened, grown]: GapChange[][] = [[], [], [], []];
  const isGained = new Set(changing.gained);
  const isLost = new Set(changing.lost);
  const touched = touchedSets(before, changing);
  for (const index of touched) {
    const set = before.sets[index];
    const leaving = set.filter((cell) => isGained.has(cell));
    if (leaving.length > 0) (leaving.length === set.length ? closed : shrunk).push(tell(set, leaving));
  }
  const left = touched.flatMap((index) => before.sets[index].filter((cell) => !isGained.has(cell)));
  const renewed = connectCells(cells, [...left, ...changing.lost]);
  for (const set of renewed) {
    const coming = set.filter((cell) => isLost.has(cell));
    if (coming.length > 0) (coming.length === set.length ? opened : grown).push(tell(set, coming));
  }
  for (const list of [closed, shrunk, opened, grown]) {
    list.sort((a, b) => b.changed - a.changed || (a.id < b.id ? -1 : 1));
  }
  const countBefore = before.sets.length;
  return {
    countBefore,
    countAfter: countBefore - touched.length + renewed.length,
    closed,
    shrunk,
    opened,
    grown,
  };
}

/** Those of which a cell comes within the cutoff, and those that belong together with one that no longer is. */
function touchedSets(
  { setOf, bins }: GapSets,
  { gained, lost }: { readonly gained: readonly number[]; readonly lost: readonly number[] },
): number[] {
  const touched = new Set<number>();
  const touch = (cell: number): void => {
    const set = setOf.get(cell);
    if (set === undefined) throw new Error(`cell ${cell}: got no gap, expected one of those given`);
    touched.add(set);
  };
  gained.forEach(touch);
  for (const cell of lost) for (const other of bins.linkedTo(cell)) touch(other);
  return [...touched];
}

/** What is told of a gap in short. O(cells of it). */
export function gapSummary(
  cells: Cells,
  communes: readonly Commune[],
  set: readonly number[],
): Omit<GapChange, "changed"> {
  let [people, lon, lat] = [0, 0, 0];
  let main = set[0];
  for (const cell of set) {
    people += cells.people[cell];
    lon += cells.lons[cell] * cells.people[cell];
    lat += cells.lats[cell] * cells.people[cell];
    if (cells.people[cell] > cells.people[main]) main = cell;
  }
  return {
    id: `zb-${cellId(cells, main)}`,
    people,
    cellCount: set.length,
    communes: peopleByCommune(cells, communes, set),
    center: [lon / people, lat / people],
  };
}
