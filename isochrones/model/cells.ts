/** Inhabited squares of a census grid: parallel arrays, one entry a cell, in the order of their identifiers. */
export interface Cells {
  readonly count: number;
  /** EPSG code of the grid: 3035 (metropole), 5490 (Martinique, Guadeloupe), 2975 (La Réunion). */
  readonly crs: Uint16Array;
  /** Side in metres, 200 or 1 000. */
  readonly sizes: Uint16Array;
  /** Lower-left corner in the grid's own metres, as in the identifier. */
  readonly northings: Int32Array;
  readonly eastings: Int32Array;
  /** Centre of the cell, degrees. */
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** People; decimals are normal (fiscal weights). */
  readonly people: Float64Array;
  /** 1 where the producer estimated the cell instead of counting it. */
  readonly imputed: Uint8Array;
  /** Index into the dataset's communes, or `NO_COMMUNE`. */
  readonly communes: Uint32Array;
  /**
   * Deciseconds to where the extract of roads ends, `UNREACHED` where it does not: a cell nearer to the cut than
   * to its structure may have a shorter way across it.
   */
  readonly cutTimes: Uint32Array;
  /** Further people counts by name (`age65plus`, `poorHouseholds` ...), each as long as `people`. */
  readonly weights: Readonly<Record<string, Float32Array>>;
}

export const NO_COMMUNE = 0xffffffff;

/** The official identifier of a cell, `CRS3035RES200mN2466800E3482800`. */
export function cellId(cells: Pick<Cells, "crs" | "sizes" | "northings" | "eastings">, cell: number): string {
  return `CRS${cells.crs[cell]}RES${cells.sizes[cell]}mN${cells.northings[cell]}E${cells.eastings[cell]}`;
}
