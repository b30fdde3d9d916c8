import {
  type CallOptions,
  DEFAULT_SNAP_METERS,
  type Engine,
  type EngineRoute,
  type NearestTimes,
  type Places,
  type TravelTable,
} from "./engine.ts";
import { type BlockPlan, bytesOf, nearestInBlocks, noTimes, pick } from "./nearest-in-blocks.ts";
import type { NearestSource } from "./nearest-search.ts";
import { OsrmClient, type OsrmClientOptions, OsrmError } from "./osrm-client.ts";
import { OsrmTables, snapMetersOf, toDeciseconds } from "./osrm/tables.ts";
import { TOP_METERS_PER_SECOND } from "./top-speed.ts";
import { UnfinishedWork } from "./unfinished-work.ts";

export interface OsrmEngineOptions extends OsrmClientOptions {
  /** A place farther from a road is not reached: OSRM itself would move it any distance. */
  readonly maxSnapMeters?: number;
  /** Longest address sent. Proxies refuse longer ones; many stop at 8 192. */
  readonly maxUrlLetters?: number;
  /** Rows times columns of the first tables asked for; halved as often as the server says `TooBig`. */
  readonly maxPairs?: number;
  /** No road of the server is faster over any length; `TOP_METERS_PER_SECOND` by default. */
  readonly topMetersPerSecond?: number;
  /** Folder where long work is kept until it is finished; none where it is not given. */
  readonly workFolder?: string;
  /** What else the times depend on, for that work: the dataset, the selection. */
  readonly workKey?: string;
}

/** OSRM's words for two places between which nobody can drive. */
const NO_ROUTE: ReadonlySet<string> = new Set(["NoRoute", "NoSegment"]);
const DEFAULT_MAX_URL_LETTERS = 8000;
const DEFAULT_CONCURRENCY = 4;
/** With the structures of a first round they fit into one address. */
const CELLS_PER_BLOCK = 192;

/** An OSRM server, version 5 or 6, as an engine. */
export function createOsrmEngine(options: OsrmEngineOptions): Engine {
  return new OsrmEngine(options);
}

class OsrmEngine implements Engine {
  readonly name: string;
  readonly #client: OsrmClient;
  readonly #options: OsrmEngineOptions;
  readonly #maxSnapMeters: number;
  readonly #concurrency: number;
  readonly #tables: OsrmTables;

  constructor(options: OsrmEngineOptions) {
    this.#client = new OsrmClient(options);
    this.name = `osrm:${this.#client.url}`;
    this.#options = options;
    this.#maxSnapMeters = options.maxSnapMeters ?? DEFAULT_SNAP_METERS;
    this.#concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#tables = new OsrmTables(this.#client, {
      maxUrlLetters: options.maxUrlLetters ?? DEFAULT_MAX_URL_LETTERS,
      maxPairs: options.maxPairs ?? Number.MAX_SAFE_INTEGER,
      concurrency: this.#concurrency,
      maxSnapMeters: this.#maxSnapMeters,
    });
  }

  async table(sources: Places, destinations: Places, options: CallOptions = {}): Promise<TravelTable> {
    return this.#tables.table(sources, destinations, options);
  }

  async cellTimes(cells: Places, structures: Places, options: CallOptions = {}): Promise<NearestTimes> {
    if (cells.lons.length === 0 || structures.lons.length === 0) return noTimes(cells.lons.length);
    const plan: BlockPlan = {
      cells,
      structures,
      cellsPerBlock: CELLS_PER_BLOCK,
      atOnce: this.#concurrency,
      work: this.#openWork(cells, structures),
    };
    const structureSnapMeters = await this.#snapMetersOf(structures, options.signal);
    const sourceOf = (signal: AbortSignal): NearestSource => ({
      table: async (rows, columns) => this.table(pick(cells, rows), pick(structures, columns), { signal }),
      topMetersPerSecond: this.#options.topMetersPerSecond ?? TOP_METERS_PER_SECOND,
      structureSnapMeters,
    });
    return nearestInBlocks(plan, sourceOf, options);
  }

  async route(
    from: readonly [number, number],
    to: readonly [number, number],
    { signal }: CallOptions = {},
  ): Promise<EngineRoute | null> {
    const coordinates = [from, to];
    try {
      const { routes, waypoints } = await this.#client.route({ coordinates, signal });
      const isNear = waypoints.every(
        (waypoint, index) => snapMetersOf(waypoint, coordinates[index]) <= this.#maxSnapMeters,
      );
      const [best] = routes;
      if (!isNear || best.line === null) return null;
      return {
        deciseconds: toDeciseconds(best.durationSeconds, this.#client.url),
        meters: best.distanceMeters,
        line: best.line,
      };
    } catch (error) {
      if (error instanceof OsrmError && NO_ROUTE.has(error.osrmCode)) return null;
      throw error;
    }
  }

  /** How far the server moves each place, from tables with one of them as the source. */
  async #snapMetersOf(places: Places, signal: AbortSignal | undefined): Promise<Float32Array> {
    const { destinationSnapMeters } = await this.table(pick(places, [0]), places, { signal });
    return destinationSnapMeters;
  }

  #openWork(cells: Places, structures: Places): UnfinishedWork | null {
    const { workFolder, workKey = "" } = this.#options;
    if (workFolder === undefined) return null;
    const places = [cells.lons, cells.lats, structures.lons, structures.lats].map(bytesOf);
    const limits = `${this.#maxSnapMeters} ${this.#options.topMetersPerSecond ?? TOP_METERS_PER_SECOND}`;
    return new UnfinishedWork(workFolder, [this.name, workKey, limits, ...places]);
  }
}
