import { distanceMeters, MICRODEGREES } from "../geo/distance.ts";
import { type Cells, NO_COMMUNE } from "../model/cells.ts";
import type { Commune } from "../model/territory.ts";

/** Side of the squares that cells are sorted into, degrees: a few hundred cells of 200 m in the densest. */
const BIN_DEGREES = 0.05;
/** Columns of the globe, so that a square has one number. */
const COLUMNS = Math.ceil(360 / BIN_DEGREES) + 1;
/** Metres that a degree of latitude has at the least, so that nothing nearer is overlooked. */
const LEAST_METERS_PER_DEGREE = 110_000;
/** Beyond 400 km nobody lives near. */
const MOST_RINGS = 80;

/**
 * Tells in which commune a place is, as far as inhabited cells tell it: that of the nearest one. Outlines are not asked,
 * for who searches has none at hand.
 */
export class NearestCommune {
  readonly #cells: Cells;
  readonly #communes: readonly Commune[];
  readonly #bins = new Map<number, number[]>();

  /** O(cells) */
  constructor(cells: Cells, communes: readonly Commune[]) {
    this.#cells = cells;
    this.#communes = communes;
    for (let cell = 0; cell < cells.count; cell++) {
      if (cells.communes[cell] === NO_COMMUNE) continue;
      const bin = rowOf(cells.lats[cell]) * COLUMNS + columnOf(cells.lons[cell]);
      const known = this.#bins.get(bin);
      if (known === undefined) this.#bins.set(bin, [cell]);
      else known.push(cell);
    }
  }

  /** null where nobody lives within some hundred kilometres. O(cells near). */
  at(lon: number, lat: number): Commune | null {
    let best = -1;
    let least = Infinity;
    const meters = (cell: number): number =>
      distanceMeters(
        lon * MICRODEGREES,
        lat * MICRODEGREES,
        this.#cells.lons[cell] * MICRODEGREES,
        this.#cells.lats[cell] * MICRODEGREES,
      );
    // What is not in the rings looked at is at least their width away, along the shorter degree.
    const perRing = BIN_DEGREES * LEAST_METERS_PER_DEGREE * Math.cos(((Math.abs(lat) + 4) * Math.PI) / 180);
    for (let ring = 0; ring <= MOST_RINGS && (ring - 1) * perRing <= least; ring++) {
      for (const bin of binsOfRing(rowOf(lat), columnOf(lon), ring)) {
        for (const cell of this.#bins.get(bin) ?? []) {
          const distance = meters(cell);
          if (distance >= least) continue;
          least = distance;
          best = cell;
        }
      }
    }
    return best < 0 ? null : this.#communes[this.#cells.communes[best]];
  }
}

function rowOf(lat: number): number {
  return Math.floor((lat + 90) / BIN_DEGREES);
}

function columnOf(lon: number): number {
  return Math.floor((lon + 180) / BIN_DEGREES);
}

function* binsOfRing(row: number, column: number, ring: number): Generator<number> {
  for (let north = -ring; north <= ring; north++) {
    const step = Math.abs(north) === ring || ring === 0 ? 1 : 2 * ring;
    for (let east = -ring; east <= ring; east += step) yield (row + north) * COLUMNS + column + east;
  }
}
