import { cutoffDeciseconds } from "../accessibility/coverage.ts";
import type { Snaps } from "../model/points.ts";
import type { IsochroneBand } from "../model/report.ts";
import type { Direction } from "../routing/edge-labels.ts";
import { Reach } from "../routing/reach.ts";
import { makeSeeds } from "../routing/seeds.ts";
import type { IsochroneGround } from "./ground.ts";
import { areaWithin } from "./polygonize.ts";
import { CellReader, type ReachedCells } from "./reached-cells.ts";
import { timeSurface } from "./time-surface.ts";

/** All that is known around one point. */
export interface Isochrones {
  /** In the order asked. */
  readonly bands: IsochroneBand[];
  /** Within the longest of the times; null without a population. */
  readonly reachedCells: ReachedCells | null;
}

interface Search {
  readonly reach: Reach;
  readonly reader: CellReader | null;
}

/**
 * Draws isochrones one after another, each at a cost that goes with the roads and cells reached, not with the dataset. Its
 * own memory is 8 bytes an edge and 1 byte a cell for each direction that is asked for; one thread has one.
 */
export class IsochroneMaker {
  readonly #ground: IsochroneGround;
  readonly #searches = new Map<Direction, Search>();

  constructor(ground: IsochroneGround) {
    this.#ground = ground;
  }

  /**
   * @param point index in `snaps`
   * @param minutes more than 0
   * @param direction `arrival`: from where the point is reached; `departure`: what is reached from it
   */
  around(
    snaps: Snaps,
    point: number,
    minutes: readonly number[],
    direction: Direction = "arrival",
  ): Isochrones {
    const cutoffs = minutes.map(cutoffDeciseconds);
    const longest = Math.max(...cutoffs);
    const seeds = makeSeeds(this.#ground.network, snaps, [point]);
    const { reach, reader } = this.#searchIn(direction);
    reach.run(seeds, longest);
    const surface = timeSurface(reach, seeds, cutoffs);
    const reachedCells = reader?.read(seeds, longest) ?? null;
    const bands = minutes.map((limit, index): IsochroneBand => ({
      minutes: limit,
      area:
        surface === null
          ? { type: "MultiPolygon", coordinates: [] }
          : areaWithin(surface, cutoffs[index], this.#ground.inhabited),
      people: reachedCells === null ? null : this.#peopleWithin(reachedCells, cutoffs[index]),
    }));
    return { bands, reachedCells };
  }

  #searchIn(direction: Direction): Search {
    const known = this.#searches.get(direction);
    if (known !== undefined) return known;
    const { network, population } = this.#ground;
    const reach = new Reach(network, direction);
    const reader = population === null ? null : new CellReader(reach, population.snaps, population.byRoad);
    this.#searches.set(direction, { reach, reader });
    return { reach, reader };
  }

  #peopleWithin({ cells, deciseconds }: ReachedCells, cutoff: number): number {
    const { people } = this.#ground.population ?? { people: new Float64Array(0) };
    let sum = 0;
    for (let i = 0; i < cells.length; i++) {
      if (deciseconds[i] <= cutoff) sum += people[cells[i]];
    }
    return sum;
  }
}
