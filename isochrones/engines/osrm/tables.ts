import { distanceMeters, MICRODEGREES } from "../../geo/distance.ts";
import { UNREACHED } from "../../model/network.ts";
import type { CallOptions, Places, TravelTable } from "../engine.ts";
import { EngineError, OsrmError } from "../engine-error.ts";
import { inParallel } from "../in-parallel.ts";
import type { OsrmClient } from "../osrm-client.ts";
import type { OsrmWaypoint } from "./answers.ts";
import { cutTable, pairsIn, type TablePart } from "./table-shape.ts";

/** `-179.999999,-89.999999;` and a place in `sources` or `destinations`, `9999;`. */
const LETTERS_PER_COORDINATE = 23 + 5;
const LETTERS_OF_OPTIONS = 120;
/** Longer times are no drive but nonsense: about 400 days. */
const MOST_SECONDS = 35_000_000;

/** How tables are cut and read. */
export interface OsrmTableLimits {
  /** Longest address sent. */
  readonly maxUrlLetters: number;
  /** Rows times columns of the first requests; halved as often as the server says `TooBig`. */
  readonly maxPairs: number;
  /** Requests prepared at a time. */
  readonly concurrency: number;
  /** A place farther from its road is not reached, metres. */
  readonly maxSnapMeters: number;
}

/**
 * Tables of any size from an OSRM server that answers small ones: cut to the length of an address and to the
 * server's `--max-table-size`, which is found out by asking and remembered.
 */
export class OsrmTables {
  readonly #client: OsrmClient;
  readonly #limits: OsrmTableLimits;
  readonly #maxCoordinates: number;
  #maxPairs: number;

  constructor(client: OsrmClient, limits: OsrmTableLimits) {
    this.#client = client;
    this.#limits = limits;
    const letters = limits.maxUrlLetters - client.url.length - LETTERS_OF_OPTIONS;
    this.#maxCoordinates = Math.max(2, Math.floor(letters / LETTERS_PER_COORDINATE));
    this.#maxPairs = limits.maxPairs;
  }

  async table(sources: Places, destinations: Places, options: CallOptions = {}): Promise<TravelTable> {
    const rows = sources.lons.length;
    const columns = destinations.lons.length;
    const table: TravelTable = {
      deciseconds: new Uint32Array(rows * columns).fill(UNREACHED),
      sourceSnapMeters: new Float32Array(rows),
      destinationSnapMeters: new Float32Array(columns),
    };
    const whole: TablePart = { firstRow: 0, endRow: rows, firstColumn: 0, endColumn: columns };
    let done = 0;
    await inParallel(this.#cut(whole), this.#limits.concurrency, options.signal, async (part, signal) => {
      await this.#fill(table, sources, destinations, part, signal);
      done += pairsIn(part);
      options.onProgress?.(done, rows * columns);
    });
    this.#dropFarPlaces(table, columns);
    return table;
  }

  #cut(whole: TablePart): TablePart[] {
    return cutTable(whole, { coordinates: this.#maxCoordinates, pairs: this.#maxPairs });
  }

  /** Asks for a part of a table, in smaller pieces where the server says that it is too big. */
  async #fill(
    table: TravelTable,
    sources: Places,
    destinations: Places,
    part: TablePart,
    signal: AbortSignal,
  ): Promise<void> {
    const pairs = pairsIn(part);
    if (pairs > this.#maxPairs) {
      for (const piece of this.#cut(part)) await this.#fill(table, sources, destinations, piece, signal);
      return;
    }
    try {
      await this.#ask(table, sources, destinations, part, signal);
    } catch (error) {
      if (!(error instanceof OsrmError && error.osrmCode === "TooBig") || pairs === 1) throw error;
      this.#maxPairs = Math.min(this.#maxPairs, pairs >> 1);
      await this.#fill(table, sources, destinations, part, signal);
    }
  }

  async #ask(
    table: TravelTable,
    sources: Places,
    destinations: Places,
    { firstRow, endRow, firstColumn, endColumn }: TablePart,
    signal: AbortSignal,
  ): Promise<void> {
    const rows = range(firstRow, endRow);
    const columns = range(firstColumn, endColumn);
    const from = rows.map((row): [number, number] => [sources.lons[row], sources.lats[row]]);
    const to = columns.map((column): [number, number] => [
      destinations.lons[column],
      destinations.lats[column],
    ]);
    // With one source an MLD server takes quadratic time, with the same one named twice it does not.
    const isTwice = from.length === 1 && to.length > 1 && 2 * to.length <= this.#maxPairs;
    const answer = await this.#client.table({
      coordinates: [...from, ...to],
      sources: isTwice ? [0, 0] : range(0, from.length),
      destinations: range(from.length, from.length + to.length),
      signal,
    });
    const width = table.destinationSnapMeters.length;
    rows.forEach((row, index) => {
      table.sourceSnapMeters[row] = Math.max(
        table.sourceSnapMeters[row],
        snapMetersOf(answer.sources?.[index], from[index]),
      );
      columns.forEach((column, place) => {
        const seconds = answer.durationsSeconds?.[index][place] ?? null;
        table.deciseconds[row * width + column] =
          seconds === null ? UNREACHED : toDeciseconds(seconds, this.#client.url);
      });
    });
    columns.forEach((column, place) => {
      table.destinationSnapMeters[column] = Math.max(
        table.destinationSnapMeters[column],
        snapMetersOf(answer.destinations?.[place], to[place]),
      );
    });
  }

  #dropFarPlaces(
    { deciseconds, sourceSnapMeters, destinationSnapMeters }: TravelTable,
    columns: number,
  ): void {
    for (const snapMeters of [sourceSnapMeters, destinationSnapMeters]) {
      for (const [place, meters] of snapMeters.entries()) {
        if (meters > this.#limits.maxSnapMeters) snapMeters[place] = Infinity;
      }
    }
    for (let pair = 0; pair < deciseconds.length; pair++) {
      const isFar =
        sourceSnapMeters[Math.floor(pair / columns)] === Infinity ||
        destinationSnapMeters[pair % columns] === Infinity;
      if (isFar) deciseconds[pair] = UNREACHED;
    }
  }
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

/** @throws EngineError for a time that no drive takes */
export function toDeciseconds(seconds: number, where: string): number {
  if (seconds <= MOST_SECONDS) return Math.round(seconds * 10);
  throw new EngineError(
    "engine.answer.malformed",
    where,
    `got a drive of ${seconds} s, expected at most ${MOST_SECONDS}`,
  );
}

/** Metres from a coordinate to its road. Older servers say only where the road is. */
export function snapMetersOf(
  waypoint: OsrmWaypoint | undefined,
  [lon, lat]: readonly [number, number],
): number {
  if (waypoint === undefined) return 0;
  if (waypoint.distanceMeters !== null) return waypoint.distanceMeters;
  const [toLon, toLat] = waypoint.location;
  return distanceMeters(lon * MICRODEGREES, lat * MICRODEGREES, toLon * MICRODEGREES, toLat * MICRODEGREES);
}
