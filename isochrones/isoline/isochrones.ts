import { cutoffDeciseconds } from "../accessibility/coverage.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Snaps } from "../model/points.ts";
import type { IsochroneBand } from "../model/report.ts";
import { Reach } from "../routing/reach.ts";
import { makeSeeds } from "../routing/seeds.ts";
import { sortCellsByRoad } from "./cells-by-road.ts";
import { InhabitedPoints } from "./inhabited-points.ts";
import { areaWithin } from "./polygonize.ts";
import { CellReader, type ReachedCells } from "./reached-cells.ts";
import { timeSurface } from "./time-surface.ts";

/** What isochrones are made of. */
export type IsochroneGround = Pick<Dataset, "network" | "cells" | "cellSnaps">;

/** All that is known around one point. */
export interface Isochrones {
  /** In the order asked. */
  readonly bands: IsochroneBand[];
  /** Within the longest of the times; null without a population. */
  readonly reachedCells: ReachedCells | null;
}

/**
 * Draws isochrones one after another, each at a cost that goes with the roads and cells reached and not with the dataset.
 * What does not depend on the point is made at the first, in O(dataset).
 */
export class IsochroneMaker {
  readonly #ground: IsochroneGround;
  readonly #reach: Reach;
  readonly #inhabited: InhabitedPoints;
  readonly #reader: CellReader | null;

  constructor(ground: IsochroneGround) {
    const { network, cells, cellSnaps } = ground;
    this.#ground = ground;
    this.#reach = new Reach(network);
    this.#inhabited = new InhabitedPoints(
      cells?.lons ?? new Float64Array(0),
      cells?.lats ?? new Float64Array(0),
    );
    this.#reader =
      cellSnaps === null ? null : new CellReader(this.#reach, cellSnaps, sortCellsByRoad(network, cellSnaps));
  }

  /**
   * @param point index in `snaps`
   * @param minutes more than 0
   */
  around(snaps: Snaps, point: number, minutes: readonly number[]): Isochrones {
    const longest = cutoffDeciseconds(Math.max(...minutes));
    const seeds = makeSeeds(this.#ground.network, snaps, [point]);
    this.#reach.run(seeds, longest);
    const surface = timeSurface(this.#reach, seeds, minutes.map(cutoffDeciseconds));
    const reachedCells = this.#reader?.read(seeds, longest) ?? null;
    const bands = minutes.map((limit): IsochroneBand => {
      const cutoff = cutoffDeciseconds(limit);
      return {
        minutes: limit,
        area:
          surface === null
            ? { type: "MultiPolygon", coordinates: [] }
            : areaWithin(surface, cutoff, this.#inhabited),
        people: reachedCells === null ? null : this.#peopleWithin(reachedCells, cutoff),
      };
    });
    return { bands, reachedCells };
  }

  #peopleWithin({ cells, deciseconds }: ReachedCells, cutoff: number): number {
    const people = this.#ground.cells?.people ?? new Float64Array(0);
    let sum = 0;
    for (let i = 0; i < cells.length; i++) {
      if (deciseconds[i] <= cutoff) sum += people[cells[i]];
    }
    return sum;
  }
}
