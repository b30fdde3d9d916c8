/** Side of the squares that points are sorted into, degrees: some two kilometres. */
const SQUARE = 0.02;

/**
 * Where people live, sorted into squares once for all areas drawn: who asks about a box looks at what is near it and at
 * nothing else. Each band of squares has columns of its own, from its first point to its last, so that overseas
 * territories cost no room.
 */
export class InhabitedPoints {
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  readonly #southBand: number;
  /** First column of each band, and where its squares begin. */
  readonly #firstColumns: Int32Array;
  readonly #bandOffsets: Uint32Array;
  /** Points of each square. */
  readonly #squareOffsets: Uint32Array;
  readonly #points: Uint32Array;

  /** Degrees. O(points + squares). */
  constructor(lons: Float64Array, lats: Float64Array) {
    this.lons = lons;
    this.lats = lats;
    let south = Infinity;
    let north = -Infinity;
    for (const lat of lats) {
      south = Math.min(south, bandOf(lat));
      north = Math.max(north, bandOf(lat));
    }
    this.#southBand = south;
    const bands = Math.max(0, north - south + 1);
    this.#firstColumns = new Int32Array(bands).fill(0x7fffffff);
    const lastColumns = new Int32Array(bands).fill(-0x80000000);
    for (let point = 0; point < lons.length; point++) {
      const band = bandOf(lats[point]) - south;
      const column = bandOf(lons[point]);
      if (column < this.#firstColumns[band]) this.#firstColumns[band] = column;
      if (column > lastColumns[band]) lastColumns[band] = column;
    }
    this.#bandOffsets = new Uint32Array(bands + 1);
    for (let band = 0; band < bands; band++) {
      const columns = Math.max(0, lastColumns[band] - this.#firstColumns[band] + 1);
      this.#bandOffsets[band + 1] = this.#bandOffsets[band] + columns;
    }
    this.#squareOffsets = new Uint32Array((this.#bandOffsets[bands] ?? 0) + 1);
    this.#points = this.#sortIntoSquares();
  }

  #sortIntoSquares(): Uint32Array {
    const { lons, lats } = this;
    const offsets = this.#squareOffsets;
    const squares = Uint32Array.from(lons, (lon, point) => {
      const band = bandOf(lats[point]) - this.#southBand;
      return this.#bandOffsets[band] + bandOf(lon) - this.#firstColumns[band];
    });
    for (const square of squares) offsets[square + 1]++;
    for (let square = 1; square < offsets.length; square++) offsets[square] += offsets[square - 1];
    const cursors = offsets.slice(0, -1);
    const points = new Uint32Array(lons.length);
    squares.forEach((square, point) => {
      points[cursors[square]++] = point;
    });
    return points;
  }

  /** Is there a point in a box, `[west, south, east, north]` in degrees, that is accepted? O(points of its squares). */
  some(
    [west, south, east, north]: readonly [number, number, number, number],
    accepts: (lon: number, lat: number) => boolean,
  ): boolean {
    const { lons, lats } = this;
    const bands = this.#firstColumns.length;
    const firstBand = Math.max(0, bandOf(south) - this.#southBand);
    const lastBand = Math.min(bands - 1, bandOf(north) - this.#southBand);
    for (let band = firstBand; band <= lastBand; band++) {
      const [begin, end] = [this.#bandOffsets[band], this.#bandOffsets[band + 1]];
      const firstSquare = Math.max(begin, begin + bandOf(west) - this.#firstColumns[band]);
      const lastSquare = Math.min(end - 1, begin + bandOf(east) - this.#firstColumns[band]);
      if (firstSquare > lastSquare) continue;
      const last = this.#squareOffsets[lastSquare + 1];
      for (let i = this.#squareOffsets[firstSquare]; i < last; i++) {
        const lon = lons[this.#points[i]];
        const lat = lats[this.#points[i]];
        if (lon >= west && lon <= east && lat >= south && lat <= north && accepts(lon, lat)) return true;
      }
    }
    return false;
  }
}

function bandOf(degrees: number): number {
  return Math.floor(degrees / SQUARE);
}
