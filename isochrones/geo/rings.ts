import Flatbush from "flatbush";

/** A closed ring in plane or degree coordinates: first and last position are the same. */
export type Ring = [number, number][];

/** Twice the signed area of a ring: positive when it runs counter-clockwise. */
export function doubleArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    // Relative to the first position, or far coordinates would eat the digits of small rings.
    const ax = ring[i][0] - ring[0][0];
    const ay = ring[i][1] - ring[0][1];
    const bx = ring[i + 1][0] - ring[0][0];
    const by = ring[i + 1][1] - ring[0][1];
    sum += ax * by - bx * ay;
  }
  return sum;
}

/** Is a point inside a ring? Even-odd rule; points on the border are on either side. */
export function isInRing(x: number, y: number, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * Sorts rings into polygons: counter-clockwise rings are outlines, clockwise ones holes of the smallest outline
 * around them. A hole without an outline is dropped. O(n log n) over the positions, but for holes in many outlines.
 */
export function nestRings(rings: readonly Ring[]): Ring[][] {
  const outlines = rings
    .filter((ring) => doubleArea(ring) > 0)
    .map((ring) => ({
      rings: [ring],
      area: doubleArea(ring),
      box: boxOf(ring),
      inside: new RingInside(ring),
    }))
    .sort((a, b) => a.area - b.area);
  const holes = rings.filter((ring) => doubleArea(ring) < 0);
  if (outlines.length === 0 || holes.length === 0) return outlines.map(({ rings: polygon }) => polygon);
  const index = new Flatbush(outlines.length);
  for (const { box } of outlines) index.add(...box);
  index.finish();
  for (const hole of holes) {
    const [x, y] = innerPoint(hole);
    // In the order of area: the smallest around it is its own.
    const around = index.search(x, y, x, y).sort((a, b) => a - b);
    const parent = around.find((outline) => outlines[outline].inside.holds(x, y));
    if (parent !== undefined) outlines[parent].rings.push(hole);
  }
  return outlines.map(({ rings: polygon }) => polygon);
}

/** From so many positions on, a ring is cut into bands. */
const BANDED_POSITIONS = 64;
const POSITIONS_PER_BAND = 8;

/** Is a point inside a ring? Asked of one ring many times: sides are found by the band of height that they lie in. */
class RingInside {
  readonly #ring: Ring;
  /** Sides by band, each by the number of its end. */
  #bands: number[][] | null = null;
  #low = 0;
  #height = 1;

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  /** As `isInRing`. */
  holds(x: number, y: number): boolean {
    if (this.#ring.length < BANDED_POSITIONS) return isInRing(x, y, this.#ring);
    this.#bands ??= this.#makeBands();
    let inside = false;
    for (const end of this.#bands[this.#bandOf(y)] ?? []) {
      const [ax, ay] = this.#ring[end];
      const [bx, by] = this.#ring[end - 1];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  }

  #bandOf(y: number): number {
    return Math.floor((y - this.#low) / this.#height);
  }

  #makeBands(): number[][] {
    const ring = this.#ring;
    const [, low, , high] = boxOf(ring);
    const count = Math.ceil(ring.length / POSITIONS_PER_BAND);
    this.#low = low;
    this.#height = (high - low) / count;
    const bands: number[][] = Array.from({ length: count + 1 }, () => []);
    for (let end = 1; end < ring.length; end++) {
      const [from, to] = [this.#bandOf(ring[end - 1][1]), this.#bandOf(ring[end][1])];
      for (let band = Math.min(from, to); band <= Math.max(from, to); band++) bands[band].push(end);
    }
    return bands;
  }
}

function boxOf(ring: Ring): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * A point just inside a clockwise ring, beside the middle of its longest side: its corners may lie on the
 * outline that it belongs to.
 */
function innerPoint(ring: Ring): [number, number] {
  let longest = 0;
  let best = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const length = Math.hypot(ring[i + 1][0] - ring[i][0], ring[i + 1][1] - ring[i][1]);
    if (length > longest) {
      longest = length;
      best = i;
    }
  }
  const [ax, ay] = ring[best];
  const [bx, by] = ring[best + 1];
  const inwards = 1e-6;
  return [(ax + bx) / 2 + (by - ay) * inwards, (ay + by) / 2 - (bx - ax) * inwards];
}
