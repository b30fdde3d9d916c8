import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import { DECISECONDS_PER_MINUTE } from "./coverage.ts";

/** Who of some cells is within a cutoff in deciseconds, and how long all of them take on average. O(members). */
export function sumPeople(
  cells: Cells,
  deciseconds: Uint32Array,
  members: Uint32Array,
  cutoff: number,
): { population: number; covered: number; meanMinutes: number | null } {
  let population = 0;
  let covered = 0;
  let reached = 0;
  let weighted = 0;
  for (const cell of members) {
    const people = cells.people[cell];
    population += people;
    if (deciseconds[cell] <= cutoff) covered += people;
    if (deciseconds[cell] === UNREACHED) continue;
    reached += people;
    weighted += people * deciseconds[cell];
  }
  return {
    population,
    covered,
    meanMinutes: reached > 0 ? weighted / reached / DECISECONDS_PER_MINUTE : null,
  };
}
