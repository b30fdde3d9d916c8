import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { Commune } from "../model/territory.ts";
import type { CellTimes } from "../study.ts";
import { type CommunePeople, peopleByCommune } from "./commune-people.ts";
import { cutoffDeciseconds, DECISECONDS_PER_MINUTE } from "./coverage.ts";

/** What the closing of a structure is judged by. */
export interface ClosureInput {
  readonly cells: Cells;
  readonly communes: readonly Commune[];
  readonly before: CellTimes;
  /** Times of the same cells once it has closed. */
  readonly after: CellTimes;
}

/** What changes for whom when a structure closes. */
export interface Closure {
  /** For whom it was the nearest. */
  readonly people: number;
  /** By how much farther they have it, weighted by people; null where none of them reaches another. */
  readonly meanExtraMinutes: number | null;
  /** Those of them who reach no other structure. */
  readonly stranded: number;
  /** In the order asked. */
  readonly losses: readonly ClosureLoss[];
}

export interface ClosureLoss {
  readonly minutes: number;
  /** People who were within that time of a structure, and no longer are. */
  readonly lost: number;
  /**
   * People who come within it: the way of least weight to the next structure may be quicker than that to the one that
   * closed. Most often nobody.
   */
  readonly gained: number;
  /** Where those who lose live, most people first. */
  readonly communes: readonly CommunePeople[];
}

/**
 * Only cells whose nearest structure closes have another time afterwards: what is lost is found among them.
 *
 * O(cells of the dataset).
 *
 * @param structure the one that closes
 */
export function findClosure(
  { cells, communes, before, after }: ClosureInput,
  structure: number,
  minutes: readonly number[],
): Closure {
  const members: number[] = [];
  let [people, stranded, weighted] = [0, 0, 0];
  for (let cell = 0; cell < cells.count; cell++) {
    if (before.nearest[cell] !== structure || before.deciseconds[cell] === UNREACHED) continue;
    members.push(cell);
    people += cells.people[cell];
    if (after.deciseconds[cell] === UNREACHED) stranded += cells.people[cell];
    else weighted += cells.people[cell] * (after.deciseconds[cell] - before.deciseconds[cell]);
  }
  const served = people - stranded;
  return {
    people,
    stranded,
    meanExtraMinutes: served > 0 ? weighted / served / DECISECONDS_PER_MINUTE : null,
    losses: minutes.map((limit) => {
      const cutoff = cutoffDeciseconds(limit);
      const isWithin = ({ deciseconds }: CellTimes, cell: number): boolean => deciseconds[cell] <= cutoff;
      const losing = members.filter((cell) => isWithin(before, cell) && !isWithin(after, cell));
      const gaining = members.filter((cell) => !isWithin(before, cell) && isWithin(after, cell));
      return {
        minutes: limit,
        lost: peopleIn(cells, losing),
        gained: peopleIn(cells, gaining),
        communes: peopleByCommune(cells, communes, losing),
      };
    }),
  };
}

function peopleIn({ people }: Cells, members: readonly number[]): number {
  return members.reduce((sum, cell) => sum + people[cell], 0);
}
