/** Squares of census grids by their identifiers' own numbers: parallel arrays, see `Cells`. */
export interface GridPlaces {
  readonly count: number;
  /** EPSG code of each square's grid. */
  readonly crs: ArrayLike<number>;
  /** Side in metres. */
  readonly sizes: ArrayLike<number>;
  /** Lower-left corner in the grid's own metres. */
  readonly northings: ArrayLike<number>;
  readonly eastings: ArrayLike<number>;
}

/** Coordinates are shifted above zero: those of all known grids lie within 10 000 km of their origin. */
const COORDINATE_SPAN = 2e7;
const COORDINATE_SHIFT = 1e7;
const LARGE_METERS = 1000;

/**
 * One exact number for each square, ascending in the order of a dataset's cells: by grid, then those of 1 km after
 * the smaller, by northing and by easting. Equal squares have equal keys, of all lists that name the same grids.
 *
 * @param grids EPSG codes, ascending, at most 11: their keys stay below 2^53
 */
export function placeKeys(places: GridPlaces, grids: readonly number[]): Float64Array {
  const ranks = new Map(grids.map((crs, rank) => [crs, rank]));
  const keys = new Float64Array(places.count);
  for (let i = 0; i < places.count; i++) {
    const rank = ranks.get(places.crs[i]);
    if (rank === undefined) {
      throw new RangeError(
        `grid of a square: got EPSG ${places.crs[i]}, expected one of ${grids.join(", ")}`,
      );
    }
    const group = rank * 2 + (places.sizes[i] === LARGE_METERS ? 1 : 0);
    const northing = places.northings[i] + COORDINATE_SHIFT;
    const easting = places.eastings[i] + COORDINATE_SHIFT;
    keys[i] = (group * COORDINATE_SPAN + northing) * COORDINATE_SPAN + easting;
  }
  return keys;
}

/** The EPSG codes that occur in some lists of squares, ascending. */
export function gridsOf(...lists: readonly GridPlaces[]): number[] {
  const grids = new Set<number>();
  for (const { crs, count } of lists) for (let i = 0; i < count; i++) grids.add(crs[i]);
  return [...grids].sort((a, b) => a - b);
}

/** Indices of keys in ascending order; of equal ones, the first before the second. */
export function orderOf(keys: Float64Array): Uint32Array {
  const order = Uint32Array.from(keys.keys());
  // Files are most often in order already, and a comparison sort of millions is not free.
  if (keys.every((key, i) => i === 0 || keys[i - 1] <= key)) return order;
  return order.sort((a, b) => keys[a] - keys[b] || a - b);
}
