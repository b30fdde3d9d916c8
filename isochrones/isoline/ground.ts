import type { Cells } from "../model/cells.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Network } from "../model/network.ts";
import type { PointsByRoad, Snaps } from "../model/points.ts";
import { type InhabitedPoints, sortIntoSquares } from "./inhabited-points.ts";

/**
 * All that isochrones of a dataset are made of, with what is sorted out once for all of them: arrays and plain objects,
 * for threads to share.
 */
export interface IsochroneGround {
  readonly network: Network;
  readonly inhabited: InhabitedPoints;
  /** null without a population. */
  readonly population: GroundPopulation | null;
}

export interface GroundPopulation {
  readonly people: Cells["people"];
  readonly snaps: Snaps;
  readonly byRoad: PointsByRoad;
}

/** O(dataset). */
export function prepareGround({
  network,
  cells,
  cellSnaps,
  cellsByRoad,
}: Pick<Dataset, "network" | "cells" | "cellSnaps" | "cellsByRoad">): IsochroneGround {
  const nowhere = new Float64Array(0);
  return {
    network,
    inhabited: sortIntoSquares(cells?.lons ?? nowhere, cells?.lats ?? nowhere),
    population:
      cells === null || cellSnaps === null || cellsByRoad === null
        ? null
        : { people: cells.people, snaps: cellSnaps, byRoad: cellsByRoad },
  };
}
