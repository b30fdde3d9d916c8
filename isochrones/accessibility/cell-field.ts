import type { Network } from "../model/network.ts";
import type { PointsByRoad, Snaps } from "../model/points.ts";
import { NearestField } from "../routing/nearest-field.ts";
import { timesAtPoints, type PointTimes, updateTimes } from "../routing/point-times.ts";
import { type SeedChanges, seedChanges, type Seeds } from "../routing/seeds.ts";

/**
 * Up to this share of seeds that come or go a repair is quicker than a new computation: on a country of 2 700
 * structures, closing one took 1 % of it, 100 a tenth, 270 four tenths, 540 eight tenths, 1 000 half as much again.
 */
const MOST_REPAIRED_SHARE = 0.2;

/**
 * The times of all cells to the nearest of some seeds, kept ready to become those of other seeds: a structure more or
 * less costs what its catchment costs, not what the country does.
 */
export class CellField {
  readonly #cellSnaps: Snaps;
  readonly #cellsByRoad: PointsByRoad;
  readonly #field: NearestField;
  #times: PointTimes | null = null;

  constructor(network: Network, cellSnaps: Snaps, cellsByRoad: PointsByRoad) {
    this.#field = new NearestField(network);
    this.#cellSnaps = cellSnaps;
    this.#cellsByRoad = cellsByRoad;
  }

  /**
   * Times of the cells to the nearest of the seeds. The arrays are the field's own and change with the next call.
   *
   * O(edges + cells), or O(catchments that differ) where few seeds do.
   */
  timesTo(seeds: Seeds): PointTimes {
    const known = this.#field.seeds;
    if (this.#times !== null && known === seeds) return this.#times;
    const changes = known === null ? null : seedChanges(known, seeds);
    if (this.#times === null || changes === null || !areFew(changes, seeds)) {
      this.#field.compute(seeds);
      this.#times = timesAtPoints(this.#field, seeds, this.#cellSnaps);
    } else {
      const edges = this.#field.repair(seeds, changes);
      updateTimes(this.#field, seeds, this.#cellSnaps, this.#cellsOn(edges), this.#times);
    }
    return this.#times;
  }

  /** Times of other points to the same seeds. */
  timesFrom(snaps: Snaps, seeds: Seeds): PointTimes {
    this.timesTo(seeds);
    return timesAtPoints(this.#field, seeds, snaps);
  }

  *#cellsOn(edges: Uint32Array): Generator<number> {
    const { network } = this.#field;
    const { offsets, points } = this.#cellsByRoad;
    const roads = new Set(Array.from(edges, (edge) => network.edgeShapes[edge] >> 1));
    for (const road of roads) {
      for (let at = offsets[road]; at < offsets[road + 1]; at++) yield points[at];
    }
  }
}

function areFew({ gone, come }: SeedChanges, { edges }: Seeds): boolean {
  return gone.length + come.length <= MOST_REPAIRED_SHARE * edges.length;
}
