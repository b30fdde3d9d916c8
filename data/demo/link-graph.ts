import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";

export interface Link {
  readonly a: number;
  readonly b: number;
  /** As the crow flies. */
  readonly meters: number;
}

/**
 * Pairs of places that no third place stands between: the Gabriel graph (Gabriel and Sokal 1969). It holds the
 * shortest tree over all places, and enough loops to look like roads.
 */
export function gabrielLinks(points: readonly Point[], maxMeters: number): Link[] {
  const links: Link[] = [];
  const index = new PointIndex(points, maxMeters / 2);
  for (let a = 0; a < points.length; a++) {
    const near = index.around(points[a], maxMeters).filter((b) => b > a);
    for (const b of near.sort((x, y) => x - y)) {
      const meters = distance(points[a], points[b]);
      if (meters > maxMeters) continue;
      const middle: Point = [(points[a][0] + points[b][0]) / 2, (points[a][1] + points[b][1]) / 2];
      const between = index
        .around(middle, meters / 2)
        .some((c) => c !== a && c !== b && distance(points[c], middle) < meters / 2);
      if (!between) links.push({ a, b, meters });
    }
  }
  return links;
}

/** Points by squares of a side. */
class PointIndex {
  readonly #sideMeters: number;
  readonly #squares = new Map<number, number[]>();

  constructor(points: readonly Point[], sideMeters: number) {
    this.#sideMeters = sideMeters;
    for (const [index, [x, y]] of points.entries()) {
      const key = this.#key(this.#square(x), this.#square(y));
      const there = this.#squares.get(key);
      if (there === undefined) this.#squares.set(key, [index]);
      else there.push(index);
    }
  }

  /** Points in the squares that a circle touches: those within it, and some others. */
  around([x, y]: Point, meters: number): number[] {
    const found: number[] = [];
    for (let column = this.#square(x - meters); column <= this.#square(x + meters); column++)
      for (let row = this.#square(y - meters); row <= this.#square(y + meters); row++)
        for (const point of this.#squares.get(this.#key(column, row)) ?? []) found.push(point);
    return found;
  }

  #square(meters: number): number {
    return Math.floor(meters / this.#sideMeters);
  }

  #key(column: number, row: number): number {
    return column * 0x100000 + row;
  }
}
