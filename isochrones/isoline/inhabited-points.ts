import { sharedUint32 } from "../graph/shared-array.ts";

/** Side of the squares that points are sorted into, degrees: some two kilometres. */
const SQUARE = 0.02;

/**
 * Where people live, sorted into squares once for all areas drawn, in memory that threads may share. Each band of squares
 * has columns of its own, from its first point to its last, so that overseas territories cost no room.
 */
export interface InhabitedPoints {
  /** Degrees, in the order given. */
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  readonly southBand: number;
  /** First column of each band. */
  readonly firstColumns: Int32Array;
  /** Squares of band b: `bandOffsets[b]` up to `bandOffsets[b + 1]`. */
  readonly bandOffsets: Uint32Array;
  /** Points of square s: `points[squareOffsets[s]]` up to `points[squareOffsets[s + 1]]`. */
  readonly squareOffsets: Uint32Array;
  readonly points: Uint32Array;
}

/** `[west, south, east, north]`, degrees. */
export type Box = readonly [number, number, number, number];

/** Sorts points, degrees. O(points + squares). */
export function sortIntoSquares(lons: Float64Array, lats: Float64Array): InhabitedPoints {
  const count = lons.length;
  let south = Infinity;
  let north = -Infinity;
  for (let point = 0; point < count; point++) {
    const band = stepOf(lats[point]);
    if (band < south) south = band;
    if (band > north) north = band;
  }
  const southBand = count === 0 ? 0 : south;
  const bands = count === 0 ? 0 : north - south + 1;
  const firstColumns = new Int32Array(bands).fill(0x7fffffff);
  const lastColumns = new Int32Array(bands).fill(-0x80000000);
  for (let point = 0; point < count; point++) {
    const band = stepOf(lats[point]) - southBand;
    const column = stepOf(lons[point]);
    if (column < firstColumns[band]) firstColumns[band] = column;
    if (column > lastColumns[band]) lastColumns[band] = column;
  }
  const bandOffsets = new Uint32Array(bands + 1);
  for (let band = 0; band < bands; band++) {
    bandOffsets[band + 1] = bandOffsets[band] + Math.max(0, lastColumns[band] - firstColumns[band] + 1);
  }
  const squareOf = (point: number): number => {
    const band = stepOf(lats[point]) - southBand;
    return bandOffsets[band] + stepOf(lons[point]) - firstColumns[band];
  };
  const squareOffsets = sharedUint32(bandOffsets[bands] + 1);
  for (let point = 0; point < count; point++) squareOffsets[squareOf(point) + 1]++;
  for (let square = 1; square < squareOffsets.length; square++)
    squareOffsets[square] += squareOffsets[square - 1];
  const cursors = squareOffsets.slice(0, -1);
  const points = sharedUint32(count);
  for (let point = 0; point < count; point++) points[cursors[squareOf(point)]++] = point;
  return { lons, lats, southBand, firstColumns, bandOffsets, squareOffsets, points };
}

/** Is there a point in a box that is accepted? O(points of the squares that the box touches). */
export function somePoint(
  { lons, lats, southBand, firstColumns, bandOffsets, squareOffsets, points }: InhabitedPoints,
  [west, south, east, north]: Box,
  accepts: (lon: number, lat: number) => boolean,
): boolean {
  const firstBand = Math.max(0, stepOf(south) - southBand);
  const lastBand = Math.min(firstColumns.length - 1, stepOf(north) - southBand);
  for (let band = firstBand; band <= lastBand; band++) {
    const begin = bandOffsets[band];
    const first = Math.max(begin, begin + stepOf(west) - firstColumns[band]);
    const last = Math.min(bandOffsets[band + 1] - 1, begin + stepOf(east) - firstColumns[band]);
    if (first > last) continue;
    for (let i = squareOffsets[first]; i < squareOffsets[last + 1]; i++) {
      const lon = lons[points[i]];
      const lat = lats[points[i]];
      if (lon >= west && lon <= east && lat >= south && lat <= north && accepts(lon, lat)) return true;
    }
  }
  return false;
}

function stepOf(degrees: number): number {
  return Math.floor(degrees / SQUARE);
}
