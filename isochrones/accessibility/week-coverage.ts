import type { Cells } from "../model/cells.ts";
import type { Structure } from "../model/structure.ts";
import type { StructuresOfCells } from "./structures-of-cells.ts";
import { NO_GROUP, type WeekGroups, weekGroups } from "./week-groups.ts";

/** Who is near a structure that is open, by half-hour of the week. */
export interface WeekCoverage {
  readonly population: number;
  /** Within the bound of a structure, be it open or not. */
  readonly covered: number;
  /** Within it of an open one at some half-hour at least. */
  readonly coveredAtSomeTime: number;
  /** People by half-hour, Monday 0:00 first: seven days of 48. */
  readonly byHalfHour: Float64Array;
  /** Distinct sets of open structures. */
  readonly groupCount: number;
}

/**
 * People within a bound of a structure that is open, for each half-hour of the week: as a coverage by `openOn` counts
 * them, for all at once. Half-hours in which the same structures are open are one group; a cell's structures are gone
 * through in order, and each settles the groups in which it is open.
 *
 * O(structures near cells × groups / 32, and people's groups).
 *
 * @param near the structures of each of the members
 * @param structures all of the dataset, by the indices of `near`
 * @param bound deciseconds, as `near` was found with
 */
export function findWeekCoverage(
  { people }: Pick<Cells, "people">,
  members: Uint32Array,
  near: StructuresOfCells,
  structures: readonly Pick<Structure, "openingHours">[],
  bound: number,
): WeekCoverage {
  const used = [...new Set(near.structures)].sort((a, b) => a - b);
  const slots = new Map(used.map((structure, slot) => [structure, slot]));
  const slotOf = near.structures.map((structure) => slots.get(structure) ?? 0);
  const groups = weekGroups(used.map((structure) => structures[structure]));
  const inGroup = new Float64Array(groups.count);
  const settled = new Uint32Array(groups.words);
  let [population, covered, atSomeTime] = [0, 0, 0];
  members.forEach((cell, place) => {
    const count = people[cell];
    population += count;
    const [first, end] = [near.offsets[place], near.offsets[place + 1]];
    if (first === end) return;
    if (near.durations[first] <= bound) covered += count;
    settled.fill(0);
    let isCovered = false;
    for (let at = first; at < end; at++) {
      const isWithin = near.durations[at] <= bound;
      const fresh = settle(groups, slotOf[at], settled, isWithin ? inGroup : null, count);
      isCovered ||= isWithin && fresh;
    }
    if (isCovered) atSomeTime += count;
  });
  return {
    population,
    covered,
    coveredAtSomeTime: atSomeTime,
    byHalfHour: Float64Array.from(groups.groupOf, (group) => (group === NO_GROUP ? 0 : inGroup[group])),
    groupCount: groups.count,
  };
}

/** Settles the groups in which a structure is open and no other was before; counts people in them. Were there any? */
function settle(
  { bits, words }: WeekGroups,
  structure: number,
  settled: Uint32Array,
  inGroup: Float64Array | null,
  people: number,
): boolean {
  let hasAny = false;
  for (let word = 0; word < words; word++) {
    let fresh = (bits[structure * words + word] & ~settled[word]) >>> 0;
    if (fresh === 0) continue;
    hasAny = true;
    settled[word] |= fresh;
    if (inGroup === null) continue;
    while (fresh !== 0) {
      const bit = 31 - Math.clz32(fresh);
      inGroup[word * 32 + bit] += people;
      fresh = (fresh ^ (1 << bit)) >>> 0;
    }
  }
  return hasAny;
}
