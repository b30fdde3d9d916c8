import { availableParallelism } from "node:os";

import type { MultiPolygon } from "geojson";

import {
  type CallOptions,
  DEFAULT_SNAP_METERS,
  type Engine,
  type EngineRoute,
  type NearestTimes,
  type Places,
  type TravelTable,
} from "./engine.ts";
import { bytesOf, nearestInBlocks, noTimes } from "./nearest-in-blocks.ts";
import type { NearestSource } from "./nearest-search.ts";
import { UnfinishedWork } from "./unfinished-work.ts";
import { readContours, readRoute } from "./valhalla/answers.ts";
import { ValhallaAsker } from "./valhalla/asker.ts";
import { MOST_SNAP_METERS } from "./valhalla/config.ts";
import { openFolder } from "./valhalla/folder.ts";
import { COSTING, locate, type LocatedPlaces, locationOf } from "./valhalla/locate.ts";
import { askMatrix, type Side } from "./valhalla/matrix.ts";
import { type LoadOptions, loadValhalla, VALHALLA_VERSION } from "./valhalla/package.ts";

export interface ValhallaEngineOptions extends LoadOptions {
  /** Folder of `trente valhalla build`. */
  readonly dir: string;
  /** A place farther from a road is not reached; at most 35 km, beyond which Valhalla does not look. */
  readonly maxSnapMeters?: number;
  /** Questions in hand at once, one a core by default, at most four: the library has no more threads. */
  readonly atOnce?: number;
  /** Folder where long work is kept until it is finished; none where it is not given. */
  readonly workFolder?: string;
  /** What else the times depend on, for that work: the dataset, the selection. */
  readonly workKey?: string;
}

/** The area of one time. */
export interface IsochroneArea {
  readonly minutes: number;
  readonly area: MultiPolygon;
}

/** Valhalla as an engine, with its own isochrones. */
export interface ValhallaEngine extends Engine {
  /**
   * Areas from which a point is reached (`arrival`), or that are reached from it (`departure`), within some minutes:
   * all rings, not simplified beyond Valhalla's grid of 100 to 500 m.
   *
   * @param minutes more than 0; areas come back in ascending order, without those that are empty
   * @returns null where no road is near the point
   */
  isochrone(
    point: readonly [number, number],
    minutes: readonly number[],
    direction: "arrival" | "departure",
    options?: Pick<CallOptions, "signal">,
  ): Promise<IsochroneArea[] | null>;
}

const MOST_AT_ONCE = 4;
/** A block is one question: more cells would ask for structures that few of them need. */
const CELLS_PER_BLOCK = 16;
const FIRST_STRUCTURES = 8;
/**
 * No road is driven faster: `COSTING` says 140 km/h. A tenth is added, because Valhalla's edges have lengths in whole
 * metres.
 */
const TOP_METERS_PER_SECOND = (140 / 3.6) * 1.1;
/** Times are whole seconds, cut and not rounded: what is left out is less than one. */
const ROUNDING_DECISECONDS = 10;
const DECISECONDS = 10;

/**
 * Valhalla, in this process, over tiles of `trente valhalla build`.
 *
 * @throws EngineError where the folder or the package will not do
 */
export async function openValhallaEngine(options: ValhallaEngineOptions): Promise<ValhallaEngine> {
  // First what costs nothing: a wrong folder should not install a package.
  const { name, config, build } = await openFolder(options.dir);
  const valhalla = await loadValhalla(options);
  const asker = new ValhallaAsker(`valhalla:${VALHALLA_VERSION}/${name}`, valhalla.openActor(config));
  return new LocalValhalla(asker, build, options);
}

class LocalValhalla implements ValhallaEngine {
  readonly name: string;
  readonly #asker: ValhallaAsker;
  readonly #build: string;
  readonly #options: ValhallaEngineOptions;
  readonly #limits: { readonly maxSnapMeters: number; readonly atOnce: number };

  /** @param build which build of the tiles, for the key of unfinished work */
  constructor(asker: ValhallaAsker, build: string, options: ValhallaEngineOptions) {
    this.name = asker.name;
    this.#asker = asker;
    this.#build = build;
    this.#options = options;
    const { maxSnapMeters = DEFAULT_SNAP_METERS, atOnce = availableParallelism() } = options;
    this.#limits = {
      maxSnapMeters: Math.min(maxSnapMeters, MOST_SNAP_METERS),
      atOnce: Math.max(1, Math.min(atOnce, MOST_AT_ONCE)),
    };
  }

  async table(sources: Places, destinations: Places, options: CallOptions = {}): Promise<TravelTable> {
    const from = await this.#locate(sources, options);
    const to = await this.#locate(destinations, options);
    const deciseconds = await askMatrix(this.#asker, allOf(from), allOf(to), { ...options, ...this.#limits });
    return {
      deciseconds,
      sourceSnapMeters: from.nearestMeters,
      destinationSnapMeters: to.nearestMeters,
    };
  }

  async cellTimes(cells: Places, structures: Places, options: CallOptions = {}): Promise<NearestTimes> {
    if (cells.lons.length === 0 || structures.lons.length === 0) return noTimes(cells.lons.length);
    const from = await this.#locate(cells, options);
    const to = await this.#locate(structures, options);
    const plan = {
      cells,
      structures,
      cellsPerBlock: CELLS_PER_BLOCK,
      atOnce: this.#limits.atOnce,
      work: this.#openWork(cells, structures),
    };
    const sourceOf = (signal: AbortSignal): NearestSource => ({
      table: async (rows, columns) => {
        const limits = { ...this.#limits, atOnce: 1, signal };
        const side = (places: LocatedPlaces, indices: readonly number[]): Side => ({ places, indices });
        return {
          deciseconds: await askMatrix(this.#asker, side(from, rows), side(to, columns), limits),
          sourceSnapMeters: Float32Array.from(rows, (cell) => from.farthestMeters[cell]),
          destinationSnapMeters: Float32Array.from(columns, (structure) => to.farthestMeters[structure]),
        };
      },
      topMetersPerSecond: TOP_METERS_PER_SECOND,
      structureSnapMeters: to.farthestMeters,
      roundingDeciseconds: ROUNDING_DECISECONDS,
      firstStructures: FIRST_STRUCTURES,
    });
    return nearestInBlocks(plan, sourceOf, options);
  }

  async route(
    from: readonly [number, number],
    to: readonly [number, number],
    options: CallOptions = {},
  ): Promise<EngineRoute | null> {
    const ends = await this.#locate(placesOf([from, to]), options);
    if (ends.nearestMeters.includes(Infinity)) return null;
    const answer = await this.#asker.ask("route", {
      locations: [0, 1].map((index) => locationOf(ends, index, this.#limits.maxSnapMeters)),
      directions_type: "none",
      ...COSTING,
      // As a matrix is searched: else far routes leave small roads aside and times differ.
      costing_options: { auto: { ...COSTING.costing_options.auto, disable_hierarchy_pruning: true } },
    });
    options.signal?.throwIfAborted();
    if (answer === null) return null;
    const { seconds, kilometers, line } = readRoute(answer, this.name);
    return { deciseconds: seconds * DECISECONDS, meters: kilometers * 1000, line };
  }

  async isochrone(
    point: readonly [number, number],
    minutes: readonly number[],
    direction: "arrival" | "departure",
    options: Pick<CallOptions, "signal"> = {},
  ): Promise<IsochroneArea[] | null> {
    const place = await this.#locate(placesOf([point]), options);
    if (place.nearestMeters[0] === Infinity) return null;
    const answer = await this.#asker.ask("isochrone", {
      locations: [locationOf(place, 0, this.#limits.maxSnapMeters)],
      contours: [...new Set(minutes)].sort((a, b) => a - b).map((time) => ({ time })),
      polygons: true,
      reverse: direction === "arrival",
      denoise: 0,
      generalize: 0,
      ...COSTING,
    });
    options.signal?.throwIfAborted();
    return readContours(answer, this.name);
  }

  async #locate(places: Places, { signal }: CallOptions): Promise<LocatedPlaces> {
    return locate(this.#asker, places, { ...this.#limits, signal });
  }

  #openWork(cells: Places, structures: Places): UnfinishedWork | null {
    const { workFolder, workKey = "" } = this.#options;
    if (workFolder === undefined) return null;
    const places = [cells.lons, cells.lats, structures.lons, structures.lats].map(bytesOf);
    const limit = String(this.#limits.maxSnapMeters);
    return new UnfinishedWork(workFolder, [this.name, this.#build, workKey, limit, ...places]);
  }
}

function allOf(places: LocatedPlaces): Side {
  return { places, indices: [...places.lons.keys()] };
}

function placesOf(points: readonly (readonly [number, number])[]): Places {
  return { lons: points.map(([lon]) => lon), lats: points.map(([, lat]) => lat) };
}
