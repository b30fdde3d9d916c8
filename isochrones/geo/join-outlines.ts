import type { CommuneShape } from "../model/dataset.ts";
import { PairTable } from "./pair-table.ts";
import { doubleArea, nestRings, type Ring } from "./rings.ts";

/** Positions that agree to a ten-millionth of a degree, about a centimetre, are one place. */
const STEPS_PER_DEGREE = 1e7;
const NONE = 0xffffffff;

/**
 * The outline of several areas together: sides that two of them run along, each on its own side, are no border of
 * both. Borders go where the areas share their points, as those of official sources do; where they do not, both sides stay, and
 * what lies between them is as it was.
 *
 * Outlines counter-clockwise, holes clockwise, no ring coming back to a place. O(n log n) over the positions.
 */
export function joinOutlines(shapes: readonly CommuneShape[]): Ring[][] {
  const rings = shapes.flatMap((shape) => shape.flatMap((polygon) => polygon.map(withLandOnTheLeft)));
  return nestRings(new Borders(rings).follow());
}

/** A ring of a polygon, in whole steps; the first, place 0, has its inside on the left, the holes theirs on the right. */
function withLandOnTheLeft(ring: CommuneShape[number][number], place: number): Ring {
  const steps = ring.map(([lon, lat]): [number, number] => [
    Math.round(lon * STEPS_PER_DEGREE),
    Math.round(lat * STEPS_PER_DEGREE),
  ]);
  return doubleArea(steps) > 0 === (place === 0) ? steps : steps.reverse();
}

/** What remains of the sides of rings when those that are there in both directions are gone. */
class Borders {
  readonly #places: PairTable;
  /** By place, the side that leaves it, then from side to side those that leave the same place. */
  readonly #firsts: Uint32Array;
  readonly #nexts: number[] = [];
  readonly #ends: number[] = [];

  constructor(rings: readonly Ring[]) {
    const most = rings.reduce((sum, { length }) => sum + length, 0);
    this.#places = new PairTable(most);
    this.#firsts = new Uint32Array(most).fill(NONE);
    const sides = new PairTable(most);
    const surplus = new Int32Array(most);
    for (const ring of rings) this.#countSides(ring, sides, surplus);
    for (let side = 0; side < sides.count; side++) {
      const [low, high] = [sides.first(side), sides.second(side)];
      // More than one where areas lie upon each other.
      for (let left = surplus[side]; left > 0; left--) this.#addSide(low, high);
      for (let left = surplus[side]; left < 0; left++) this.#addSide(high, low);
    }
  }

  #countSides(ring: Ring, sides: PairTable, surplus: Int32Array): void {
    let before = NONE;
    for (const [x, y] of ring) {
      const place = this.#places.add(x >>> 0, y >>> 0);
      if (before !== NONE && before !== place) {
        const side = sides.add(Math.min(before, place), Math.max(before, place));
        surplus[side] += before < place ? 1 : -1;
      }
      before = place;
    }
  }

  #addSide(from: number, to: number): void {
    this.#nexts.push(this.#firsts[from]);
    this.#firsts[from] = this.#ends.push(to) - 1;
  }

  /** All rings, in degrees. As many sides come to a place as leave it, so that each way round ends where it began. */
  follow(): Ring[] {
    const rings: Ring[] = [];
    for (let place = 0; place < this.#places.count; place++) {
      while (this.#firsts[place] !== NONE) {
        for (const ring of splitAtTouches(this.#walk(place))) {
          rings.push(ring.map((at) => this.#degrees(at)));
        }
      }
    }
    return rings;
  }

  #walk(start: number): number[] {
    const path = [start];
    let before = start;
    let place = start;
    do {
      const next = this.#take(before, place);
      path.push(next);
      before = place;
      place = next;
    } while (place !== start);
    return path;
  }

  /** The end of the side to go on by, which is then gone: the first from the left, to stay with the same land. */
  #take(before: number, place: number): number {
    let best = this.#firsts[place];
    let beforeBest = NONE;
    let leftmost = -Infinity;
    if (this.#nexts[best] !== NONE) {
      let last = NONE;
      for (let side = this.#firsts[place]; side !== NONE; side = this.#nexts[side]) {
        const turn = before === place ? 0 : this.#turn(before, place, this.#ends[side]);
        if (turn > leftmost) [leftmost, best, beforeBest] = [turn, side, last];
        last = side;
      }
    }
    if (beforeBest === NONE) this.#firsts[place] = this.#nexts[best];
    else this.#nexts[beforeBest] = this.#nexts[best];
    return this.#ends[best];
  }

  /** The change of direction at a place, radians, positive to the left; back the way one came is the farthest right. */
  #turn(before: number, place: number, after: number): number {
    const [ax, ay] = this.#steps(before);
    const [x, y] = this.#steps(place);
    const [bx, by] = this.#steps(after);
    const [inX, inY, outX, outY] = [x - ax, y - ay, bx - x, by - y];
    const turn = Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY);
    return turn === Math.PI ? -Math.PI : turn;
  }

  #steps(place: number): [number, number] {
    return [this.#places.first(place) | 0, this.#places.second(place) | 0];
  }

  #degrees(place: number): [number, number] {
    const [x, y] = this.#steps(place);
    return [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE];
  }
}

/** Cuts a closed path that comes back to a place into rings that do not. */
function splitAtTouches(path: readonly number[]): number[][] {
  const rings: number[][] = [];
  const open: number[] = [];
  const placeOf = new Map<number, number>();
  for (const place of path) {
    const seen = placeOf.get(place);
    if (seen !== undefined) {
      const loop = open.splice(seen);
      for (const at of loop) placeOf.delete(at);
      rings.push([...loop, loop[0]]);
    }
    placeOf.set(place, open.length);
    open.push(place);
  }
  // There and back again is no area.
  return rings.filter(({ length }) => length >= 4);
}
