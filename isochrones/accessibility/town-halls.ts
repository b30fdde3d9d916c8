import { type Cells, NO_COMMUNE } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { TownHall } from "../model/sensitivity.ts";

/** No cell: of a commune in which nobody lives. */
export const NO_CELL = 0xffffffff;

/**
 * The most peopled cell of each commune, of several the first; `NO_CELL` where the commune has none. O(cells).
 *
 * @param communeCount communes of the dataset
 */
export function mostPeopledCells(
  { count, people, communes }: Pick<Cells, "count" | "people" | "communes">,
  communeCount: number,
): Uint32Array {
  const most = new Uint32Array(communeCount).fill(NO_CELL);
  for (let cell = 0; cell < count; cell++) {
    const commune = communes[cell];
    if (commune === NO_COMMUNE) continue;
    if (most[commune] === NO_CELL || people[cell] > people[most[commune]]) most[commune] = cell;
  }
  return most;
}

/**
 * The times of cells where all people of a commune are at one place: that of the place, for each of its cells. This is
 * how distances to services are commonly published, from chief town to chief town. Cells without a commune, and those of
 * a commune without a place, keep their own. O(cells).
 *
 * @param cellTimes own times, deciseconds
 * @param communeTimes of the place of each commune, deciseconds
 * @param townHalls what stands for each commune
 */
export function townHallTimes(
  { communes }: Pick<Cells, "communes">,
  cellTimes: Uint32Array,
  communeTimes: Uint32Array,
  townHalls: readonly TownHall[],
): Uint32Array {
  return cellTimes.map((own, cell) => {
    const commune = communes[cell];
    return commune === NO_COMMUNE || townHalls[commune] === "absent" ? own : communeTimes[commune];
  });
}

/** People of some cells whose commune has no place to stand for it, or one from which nothing is reached. */
export interface Misplaced {
  /** Indices of communes with people in these cells, ascending. */
  readonly communes: readonly number[];
  readonly people: number;
}

/** What a figure by chief towns must be read with. */
export interface TownHallNotes {
  /** Communes with people in these cells. */
  readonly communeCount: number;
  /** No position given: people stayed in their cells. */
  readonly absent: Misplaced;
  /** A position without a road near, or on one that leads to no structure: not covered. */
  readonly unreached: Misplaced;
  /** People in cells that belong to no commune, who stayed there. */
  readonly peopleWithoutCommune: number;
}

/** Counts them over the cells of a territory. O(members). */
export function townHallNotes(
  { communes, people }: Pick<Cells, "communes" | "people">,
  deciseconds: Uint32Array,
  townHalls: readonly TownHall[],
  members: Uint32Array,
): TownHallNotes {
  const all = new Set<number>();
  const absent = new Set<number>();
  const unreached = new Set<number>();
  const sums = { absent: 0, unreached: 0, none: 0 };
  for (const cell of members) {
    const commune = communes[cell];
    if (commune === NO_COMMUNE) {
      sums.none += people[cell];
      continue;
    }
    all.add(commune);
    if (townHalls[commune] === "absent") {
      absent.add(commune);
      sums.absent += people[cell];
    } else if (deciseconds[cell] === UNREACHED) {
      unreached.add(commune);
      sums.unreached += people[cell];
    }
  }
  const ascending = (indices: Set<number>): number[] => [...indices].sort((a, b) => a - b);
  return {
    communeCount: all.size,
    absent: { communes: ascending(absent), people: sums.absent },
    unreached: { communes: ascending(unreached), people: sums.unreached },
    peopleWithoutCommune: sums.none,
  };
}
