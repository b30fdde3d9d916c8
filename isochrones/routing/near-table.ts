/**
 * The nearest seed points of every edge by rank of weight, ready to be looked up: what is left to drive from the head of
 * the edge. A row of 8 bytes times `ranks` for each edge, in memory that threads may share.
 */
export interface NearTable {
  readonly ranks: number;
  /**
   * Entry `(edge * ranks + rank) * NEAR_FIELDS`: point (or `NOBODY`, `BEYOND`), weight and duration in deciseconds,
   * length in decametres.
   */
  readonly rows: Uint16Array;
}

export const NEAR_FIELDS = 4;
/** There is no further point. */
export const NOBODY = 0xffff;
/** Further points, if there are any, weigh more than `MOST_NEAR`. */
export const BEYOND = 0xfffe;
/** Points that a table can tell apart. */
export const MOST_NEAR_POINTS = BEYOND;
/** The largest of the numbers in a row. */
export const MOST_NEAR = 0xffff;
/** A row keeps a bit for each of its entries while the table is made. */
export const MOST_RANKS = 8;

/** Lengths are told in decametres. */
export const METERS_PER_UNIT = 10;

/** Metres of an entry, to five metres. */
export function metersOfEntry({ rows }: NearTable, row: number): number {
  return rows[row + 3] * METERS_PER_UNIT;
}
