import type { Place } from "./places.ts";
import type { Point } from "./plane.ts";

const SQUARE_METERS = 1_000;

/** Finds the built-up areas that hold a point, in constant time where few overlap. */
export class PlaceIndex {
  readonly #places: readonly Place[];
  readonly #radii: Float64Array;
  /** Places whose circle may touch each square of 1 km, in their order. */
  readonly #squares = new Map<number, number[]>();

  /** @param share of each place's radius that counts */
  constructor(places: readonly Place[], share = 1) {
    this.#places = places;
    this.#radii = Float64Array.from(places, ({ radiusMeters }) => radiusMeters * share);
    for (const [index, { point }] of places.entries()) {
      const radius = this.#radii[index];
      const [west, east] = [squareOf(point[0] - radius), squareOf(point[0] + radius)];
      const [south, north] = [squareOf(point[1] - radius), squareOf(point[1] + radius)];
      for (let column = west; column <= east; column++) {
        for (let row = south; row <= north; row++) {
          const key = keyOf(column, row);
          const there = this.#squares.get(key);
          if (there === undefined) this.#squares.set(key, [index]);
          else there.push(index);
        }
      }
    }
  }

  /** Index of the first place whose circle holds the point; -1 where none does. */
  at([x, y]: Point): number {
    const near = this.#squares.get(keyOf(squareOf(x), squareOf(y)));
    if (near === undefined) return -1;
    for (const index of near) {
      const { point } = this.#places[index];
      const [dx, dy] = [point[0] - x, point[1] - y];
      if (Math.sqrt(dx * dx + dy * dy) < this.#radii[index]) return index;
    }
    return -1;
  }
}

function squareOf(meters: number): number {
  return Math.floor(meters / SQUARE_METERS);
}

function keyOf(column: number, row: number): number {
  return column * 0x10000 + row;
}
