/** Points to travel between, degrees: parallel arrays of one length. */
export interface Places {
  readonly lons: ArrayLike<number>;
  readonly lats: ArrayLike<number>;
}

/** Travel times from each source to each destination. */
export interface TravelTable {
  /** Deciseconds, row by row: entry `source * destinationCount + destination`; `UNREACHED` without a route. */
  readonly deciseconds: Uint32Array;
  /** How far each point was moved to a road, metres; `Infinity` where no road is near enough. */
  readonly sourceSnapMeters: Float32Array;
  readonly destinationSnapMeters: Float32Array;
}

/** Times of many places to the nearest of some others. */
export interface NearestTimes {
  /** Deciseconds, `UNREACHED` where none can be reached. */
  readonly deciseconds: Uint32Array;
  /** Which one, by its place in the list that was asked for; `NO_STRUCTURE` where none can be reached. */
  readonly nearest: Uint32Array;
}

/** One way to drive from a place to another. */
export interface EngineRoute {
  readonly deciseconds: number;
  readonly meters: number;
  /** `[lon, lat]` in degrees, from road to road. */
  readonly line: readonly (readonly [number, number])[];
}

/** What any long call may be given. */
export interface CallOptions {
  /** Ends the call, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then; `done` never goes back. Units are the call's own: pairs of a table, places of a search. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Something that knows how long it takes to drive. Ours and those of others behind one interface, held to one
 * suite of tests (tests/isochrones/engines/contract.ts).
 *
 * A place farther from any road than the engine's limit reaches nothing and is reached by nothing. Times are those
 * of the route that the engine would tell a driver to take. Trouble with the engine itself is an `EngineError`.
 */
export interface Engine {
  /** As in a result's provenance: `embedded`, `osrm:http://localhost:5000`. */
  readonly name: string;
  /** All times between two lists of places. */
  table(sources: Places, destinations: Places, options?: CallOptions): Promise<TravelTable>;
  /**
   * Time of each cell to the nearest of all structures, exact: no structure is left out that could be nearer.
   * Of several at the same time the first.
   */
  cellTimes(cells: Places, structures: Places, options?: CallOptions): Promise<NearestTimes>;
  /** null where there is no route, or no road near one of the places. */
  route(
    from: readonly [number, number],
    to: readonly [number, number],
    options?: CallOptions,
  ): Promise<EngineRoute | null>;
}

/** How far a place may be from a road where a dataset does not say: as `trente build` has it, metres. */
export const DEFAULT_SNAP_METERS = 5000;
