import { hilbertOrder } from "../geo/hilbert.ts";
import { toMicrodegrees } from "../geo/distance.ts";
import { UNREACHED } from "../model/network.ts";
import { NO_STRUCTURE } from "../study.ts";
import {
  type CallOptions,
  DEFAULT_SNAP_METERS,
  type Engine,
  type EngineRoute,
  type NearestTimes,
  type Places,
  type TravelTable,
} from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { inParallel } from "./in-parallel.ts";
import { type NearestSource, nearestOfBlock } from "./nearest-search.ts";
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
    const count = cells.lons.length;
    const times: NearestTimes = {
      deciseconds: new Uint32Array(count).fill(UNREACHED),
      nearest: new Uint32Array(count).fill(NO_STRUCTURE),
    };
    if (count === 0 || structures.lons.length === 0) return times;
    const work = this.#openWork(cells, structures);
    let done = 0;
    try {
      const structureSnapMeters = await this.#snapMetersOf(structures, options.signal);
      const search: BlockSearch = { cells, structures, structureSnapMeters, work };
      await inParallel(blocksOf(cells), this.#concurrency, options.signal, async (block, signal, index) => {
        const found = await this.#timesOfBlock(search, block, index, signal);
        block.forEach((cell, row) => {
          times.deciseconds[cell] = found.deciseconds[row];
          times.nearest[cell] = found.nearest[row];
        });
        done += block.length;
        options.onProgress?.(done, count);
      });
    } catch (error) {
      if (error instanceof EngineError && work !== null && done > 0) {
        error.message += `; ${done} of ${count} cells are kept in ${work.directory}, run again to go on`;
      }
      throw error;
    }
    await work?.clear();
    return times;
  }

  async #timesOfBlock(
    { cells, structures, structureSnapMeters, work }: BlockSearch,
    block: readonly number[],
    index: number,
    signal: AbortSignal,
  ): Promise<NearestTimes> {
    const kept = await work?.read(index, block.length);
    if (kept !== undefined && kept !== null) return kept;
    const source: NearestSource = {
      table: async (rows, columns) => this.table(pick(cells, rows), pick(structures, columns), { signal }),
      topMetersPerSecond: this.#options.topMetersPerSecond ?? TOP_METERS_PER_SECOND,
      structureSnapMeters,
    };
    const found = await nearestOfBlock(source, cells, structures, block);
    await work?.write(index, found);
    return found;
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

/** What the blocks of one search have in common. */
interface BlockSearch {
  readonly cells: Places;
  readonly structures: Places;
  readonly structureSnapMeters: Float32Array;
  readonly work: UnfinishedWork | null;
}

/** Cells along a curve, so that those of a block lie together. */
function blocksOf({ lons, lats }: Places): number[][] {
  const order = hilbertOrder(Int32Array.from(lons, toMicrodegrees), Int32Array.from(lats, toMicrodegrees));
  const blocks: number[][] = [];
  for (let first = 0; first < order.length; first += CELLS_PER_BLOCK) {
    blocks.push([...order.subarray(first, first + CELLS_PER_BLOCK)]);
  }
  return blocks;
}

function pick({ lons, lats }: Places, indices: readonly number[]): Places {
  return { lons: indices.map((index) => lons[index]), lats: indices.map((index) => lats[index]) };
}

function bytesOf(numbers: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Float64Array.from(numbers).buffer);
}
