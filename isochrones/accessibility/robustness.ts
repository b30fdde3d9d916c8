import type { Cells } from "../model/cells.ts";
import { NO_EDGE, UNREACHED } from "../model/network.ts";
import type { KNearest } from "../routing/k-nearest.ts";

/** Beyond the third it makes no difference how many there are. */
export const ROBUSTNESS_RANKS = 3;

/** Times of each cell to the structures nearest to it, and the nearest. */
export interface RankedTimes {
  /** Deciseconds: entry `cell * ROBUSTNESS_RANKS + rank`, `UNREACHED` where there are fewer. */
  readonly deciseconds: Uint32Array;
  /** Index of the nearest structure, `NO_EDGE` without one. */
  readonly nearest: Uint32Array;
}

/** On how many structures people depend to be within a cutoff. */
export interface Robustness {
  readonly population: number;
  readonly covered: number;
  /** Who no longer is if the nearest closes; if the two nearest do; who still is then. */
  readonly byOne: number;
  readonly byTwo: number;
  readonly byMore: number;
  /** By structure: for whom it is the nearest, and who is not within the cutoff any more if it alone closes. */
  readonly people: Float64Array;
  readonly alone: Float64Array;
}

/** Without what `findRobustness` does not look at. Throws for fewer ranks. O(cells). */
export function rankedTimes({ k, durations, nearest }: KNearest): RankedTimes {
  if (k !== ROBUSTNESS_RANKS) throw new Error(`ranks: got ${k}, expected ${ROBUSTNESS_RANKS}`);
  return {
    deciseconds: durations,
    nearest: Uint32Array.from({ length: nearest.length / k }, (_, cell) => nearest[cell * k]),
  };
}

/**
 * Who is within a cutoff by how many structures. The ways are those of least weight, as in every figure: when the nearest
 * structure closes, people drive to the second, though a third may be quicker. So the people that a structure covers
 * alone are those that its closure loses.
 *
 * O(members + structures).
 *
 * @param cutoff deciseconds
 */
export function findRobustness(
  { people }: Pick<Cells, "people">,
  { deciseconds, nearest }: RankedTimes,
  members: Uint32Array,
  structureCount: number,
  cutoff: number,
): Robustness {
  let [population, byOne, byTwo, byMore] = [0, 0, 0, 0];
  const catchments = new Float64Array(structureCount);
  const alone = new Float64Array(structureCount);
  for (const cell of members) {
    const count = people[cell];
    population += count;
    const structure = nearest[cell];
    const first = cell * ROBUSTNESS_RANKS;
    if (structure === NO_EDGE || deciseconds[first] === UNREACHED) continue;
    catchments[structure] += count;
    if (deciseconds[first] > cutoff) continue;
    if (deciseconds[first + 1] > cutoff) {
      byOne += count;
      alone[structure] += count;
    } else if (deciseconds[first + 2] > cutoff) byTwo += count;
    else byMore += count;
  }
  return { population, covered: byOne + byTwo + byMore, byOne, byTwo, byMore, people: catchments, alone };
}
