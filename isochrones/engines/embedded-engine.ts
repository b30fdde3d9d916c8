import { type Snap, Snapper } from "../graph/snapping.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Snaps } from "../model/points.ts";
import { EdgeSearch } from "../routing/edge-search.ts";
import { NearestField } from "../routing/nearest-field.ts";
import { timesAtPoints } from "../routing/point-times.ts";
import { findRoute } from "../routing/route.ts";
import { makeSeeds } from "../routing/seeds.ts";
import {
  type CallOptions,
  DEFAULT_SNAP_METERS,
  type Engine,
  type EngineRoute,
  type NearestTimes,
  type Places,
  type TravelTable,
} from "./engine.ts";
import { breathe } from "./breathe.ts";

/** What our own engine needs of a dataset: its roads alone. */
export type RoadsOfDataset = Pick<Dataset, "network" | "snapIndex" | "parameters">;

/**
 * Our own searches as an engine. A cell's structure is the one that the search reaches at the least weight, as in
 * every figure of a study; where weights are times, that is the least time.
 *
 * A table is one search a destination, towards it.
 */
export function createEmbeddedEngine(dataset: RoadsOfDataset): Engine {
  return new EmbeddedEngine(dataset);
}

/** The farthest that a point of a dataset may be from a road, metres. */
export function snapLimitOf({ parameters }: Pick<Dataset, "parameters">): number {
  const limit = parameters["maxSnapMeters"];
  return typeof limit === "number" ? limit : DEFAULT_SNAP_METERS;
}

class EmbeddedEngine implements Engine {
  readonly name = "embedded";
  readonly #search: EdgeSearch;
  readonly #snapper: Snapper;
  readonly #maxSnapMeters: number;

  constructor(dataset: RoadsOfDataset) {
    this.#search = new EdgeSearch(dataset.network, "arrival");
    this.#snapper = new Snapper(dataset.network, dataset.snapIndex);
    this.#maxSnapMeters = snapLimitOf(dataset);
  }

  async table(sources: Places, destinations: Places, options: CallOptions = {}): Promise<TravelTable> {
    const from = this.#snapAll(sources);
    const to = this.#snapAll(destinations);
    const rows = from.edges.length;
    const columns = to.edges.length;
    const deciseconds = new Uint32Array(rows * columns);
    for (let column = 0; column < columns; column++) {
      await breathe(options.signal);
      const seeds = makeSeeds(this.#search.network, to, [column]);
      this.#search.run(seeds);
      const { durations } = timesAtPoints(this.#search, seeds, from);
      for (let row = 0; row < rows; row++) deciseconds[row * columns + column] = durations[row];
      options.onProgress?.((column + 1) * rows, columns * rows);
    }
    return {
      deciseconds,
      sourceSnapMeters: from.distancesMeters,
      destinationSnapMeters: to.distancesMeters,
    };
  }

  async cellTimes(cells: Places, structures: Places, options: CallOptions = {}): Promise<NearestTimes> {
    await breathe(options.signal);
    const from = this.#snapAll(cells);
    const to = this.#snapAll(structures);
    const field = new NearestField(this.#search.network);
    const seeds = makeSeeds(field.network, to, to.edges.keys());
    field.compute(seeds);
    const { durations, nearest } = timesAtPoints(field, seeds, from);
    options.onProgress?.(durations.length, durations.length);
    return { deciseconds: durations, nearest };
  }

  async route(
    from: readonly [number, number],
    to: readonly [number, number],
    options: CallOptions = {},
  ): Promise<EngineRoute | null> {
    await breathe(options.signal);
    const start = this.#snap(from);
    const end = this.#snap(to);
    const found = start === null || end === null ? null : findRoute(this.#search, start, end);
    return found === null ? null : { deciseconds: found.duration, meters: found.meters, line: found.line };
  }

  #snap([lon, lat]: readonly [number, number]): Snap | null {
    return this.#snapper.snap(lon, lat, this.#maxSnapMeters);
  }

  #snapAll({ lons, lats }: Places): Snaps {
    return this.#snapper.snapAll(lons, lats, this.#maxSnapMeters);
  }
}
