import { type Cells, cellId } from "../model/cells.ts";
import { NO_EDGE, UNREACHED } from "../model/network.ts";
import type { Gap } from "../model/report.ts";
import type { Structure } from "../model/structure.ts";
import type { Commune } from "../model/territory.ts";
import { peopleByCommune } from "./commune-people.ts";
import { cutoffDeciseconds, DECISECONDS_PER_MINUTE } from "./coverage.ts";
import { connectCells } from "./gap-cells.ts";
import { outlineOfCells } from "./cell-outline.ts";

/** What gaps are found in. */
export interface GapInput {
  readonly cells: Cells;
  readonly communes: readonly Commune[];
  /** By the numbers of `nearest`. */
  readonly structures: readonly Pick<Structure, "id" | "name">[];
  /** Time of each cell and its nearest structure. */
  readonly deciseconds: Uint32Array;
  readonly nearest: Uint32Array;
}

/**
 * The gaps of a territory: connected sets of inhabited cells beyond `minutes`, by people, most first. Every
 * uncovered cell is in exactly one gap.
 */
export function findGaps(input: GapInput, members: Uint32Array, minutes: number): Gap[] {
  const cutoff = cutoffDeciseconds(minutes);
  const uncovered: number[] = [];
  for (const cell of members) {
    const time = input.deciseconds[cell];
    if (time === UNREACHED || time > cutoff) uncovered.push(cell);
  }
  return connectCells(input.cells, uncovered)
    .map((set) => describeGap(input, set))
    .sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1));
}

function describeGap(input: GapInput, set: readonly number[]): Gap {
  const { cells, deciseconds } = input;
  let people = 0;
  let reachedPeople = 0;
  let weightedTime = 0;
  let worst: number | null = 0;
  let main = set[0];
  let lon = 0;
  let lat = 0;
  for (const cell of set) {
    people += cells.people[cell];
    lon += cells.lons[cell] * cells.people[cell];
    lat += cells.lats[cell] * cells.people[cell];
    if (cells.people[cell] > cells.people[main]) main = cell;
    if (deciseconds[cell] === UNREACHED) {
      worst = null;
      continue;
    }
    reachedPeople += cells.people[cell];
    weightedTime += cells.people[cell] * deciseconds[cell];
    if (worst !== null) worst = Math.max(worst, deciseconds[cell]);
  }
  return {
    id: `zb-${cellId(cells, main)}`,
    people,
    cellCount: set.length,
    cells: set,
    worstMinutes: worst === null ? null : worst / DECISECONDS_PER_MINUTE,
    meanMinutes: reachedPeople > 0 ? weightedTime / reachedPeople / DECISECONDS_PER_MINUTE : null,
    communes: peopleByCommune(cells, input.communes, set),
    nearest: nearestOf(input, set),
    center: [lon / people, lat / people],
    outline: outlineOfCells(cells, set),
  };
}

/** The structure to which most of the people are nearest, and its least time from the gap. */
function nearestOf(
  { cells, structures, nearest, deciseconds }: GapInput,
  set: readonly number[],
): Gap["nearest"] {
  const tally = new Map<number, { people: number; least: number }>();
  for (const cell of set) {
    if (nearest[cell] === NO_EDGE) continue;
    const entry = tally.get(nearest[cell]) ?? { people: 0, least: Infinity };
    entry.people += cells.people[cell];
    entry.least = Math.min(entry.least, deciseconds[cell]);
    tally.set(nearest[cell], entry);
  }
  let best: [number, { people: number; least: number }] | null = null;
  for (const entry of tally) {
    if (best === null || entry[1].people > best[1].people) best = entry;
  }
  if (best === null) return null;
  const { id, name } = structures[best[0]];
  return { id, name, minutes: best[1].least / DECISECONDS_PER_MINUTE };
}
