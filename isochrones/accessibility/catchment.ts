import type { MultiPolygon } from "geojson";

import { GrowableUint32 } from "../graph/growable.ts";
import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { Commune } from "../model/territory.ts";
import { outlineOfCells } from "./cell-outline.ts";
import type { CommunePeople } from "../model/report.ts";
import { peopleByCommune } from "./commune-people.ts";
import { cutoffDeciseconds, peopleByTime, peopleWithin, timeDistribution } from "./coverage.ts";

/** What catchments are found in. */
export interface CatchmentInput {
  readonly cells: Cells;
  readonly communes: readonly Commune[];
  /** Time of each cell, `UNREACHED` without a way, and its nearest structure. */
  readonly deciseconds: Uint32Array;
  readonly nearest: Uint32Array;
}

/** The cells whose nearest structure is a given one. */
export interface Catchment {
  /** Ascending. */
  readonly cells: Uint32Array;
  readonly people: number;
  /** Weighted by people; null where nobody lives. */
  readonly meanMinutes: number | null;
  readonly medianMinutes: number | null;
  readonly p95Minutes: number | null;
  /** In the order asked. */
  readonly bands: readonly CatchmentBand[];
  /** Most people first. */
  readonly communes: readonly CommunePeople[];
}

/** What of a catchment is within a time. */
export interface CatchmentBand {
  readonly minutes: number;
  readonly people: number;
  /** Ascending. */
  readonly cells: Uint32Array;
}

/**
 * The catchment of a structure among those that the times count: each cell that reaches a structure is in exactly one.
 * A cell is in a band when its time is at most that many minutes.
 *
 * O(cells of the dataset).
 */
export function findCatchment(
  { cells, communes, deciseconds, nearest }: CatchmentInput,
  structure: number,
  minutes: readonly number[],
): Catchment {
  const found = new GrowableUint32();
  for (let cell = 0; cell < cells.count; cell++) {
    if (nearest[cell] === structure && deciseconds[cell] !== UNREACHED) found.push(cell);
  }
  const members = found.view();
  const byTime = peopleByTime(cells, deciseconds, members);
  return {
    cells: members,
    people: peopleWithin(byTime, byTime.length),
    ...timeDistribution(byTime),
    bands: minutes.map((limit) => {
      const cutoff = cutoffDeciseconds(limit);
      return {
        minutes: limit,
        people: peopleWithin(byTime, cutoff),
        cells: members.filter((cell) => deciseconds[cell] <= cutoff),
      };
    }),
    communes: peopleByCommune(cells, communes, members),
  };
}

/** The squares of some cells, of whatever grids, joined. Empty for none. */
export function outlineOfCatchment(cells: Cells, members: Uint32Array): MultiPolygon {
  const byGrid = new Map<number, number[]>();
  for (const cell of members) {
    const others = byGrid.get(cells.crs[cell]);
    if (others === undefined) byGrid.set(cells.crs[cell], [cell]);
    else others.push(cell);
  }
  const coordinates = [...byGrid.values()].flatMap((some) => outlineOfCells(cells, some).coordinates);
  return { type: "MultiPolygon", coordinates };
}
