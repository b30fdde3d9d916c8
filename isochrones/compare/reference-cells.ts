import type { GridPlaces } from "../geo/place-keys.ts";

/**
 * What somebody else found for the squares of a census grid: time and way to the nearest structure of theirs. Parallel
 * arrays, each square once, in the order of `placeKeys`.
 */
export interface ReferenceCells extends GridPlaces {
  readonly crs: Uint16Array;
  readonly sizes: Uint16Array;
  readonly northings: Int32Array;
  readonly eastings: Int32Array;
  /** Travel time, `UNREACHED` where they found no way. */
  readonly deciseconds: Uint32Array;
  /** Length of the road; NaN where they do not say. */
  readonly roadMeters: Float64Array;
  /** As the crow flies; NaN where they do not say. */
  readonly crowMeters: Float64Array;
  /** People by their own count; NaN where they do not say. */
  readonly people: Float64Array;
}
