import { TILE_BUFFER, TILE_EXTENT } from "../mercator.ts";
import type { TileGeometry } from "../vector-layer.ts";

const LOW = -TILE_BUFFER;
const HIGH = TILE_EXTENT + TILE_BUFFER;

/**
 * The part of a ring inside the square from `low` to `high` on both axes (Sutherland and Hodgman 1974): one ring, whose
 * pieces hang together along the square's sides where the ring leaves and comes back. Flat `x, y` lists without a closing
 * point.
 */
export function clipRing(ring: readonly number[], low: number, high: number): number[] {
  let clipped = clipSide(ring, 0, low, 1);
  clipped = clipSide(clipped, 0, high, -1);
  clipped = clipSide(clipped, 1, low, 1);
  return clipSide(clipped, 1, high, -1);
}

/** @param sign 1 keeps what is at or beyond `limit` on the axis, -1 what is at or before it */
function clipSide(ring: readonly number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = [];
  const count = ring.length / 2;
  for (let i = 0, before = count - 1; i < count; before = i++) {
    const from = sign * (ring[2 * before + axis] - limit);
    const to = sign * (ring[2 * i + axis] - limit);
    if (from < 0 !== to < 0) {
      const share = from / (from - to);
      const crossing =
        ring[2 * before + 1 - axis] + share * (ring[2 * i + 1 - axis] - ring[2 * before + 1 - axis]);
      if (axis === 0) kept.push(limit, crossing);
      else kept.push(crossing, limit);
    }
    if (to >= 0) kept.push(ring[2 * i], ring[2 * i + 1]);
  }
  return kept;
}

/** Twice the area of a ring, positive where it runs clockwise on a screen (y downward). */
export function screenArea(ring: readonly number[]): number {
  const count = ring.length / 2;
  let sum = 0;
  for (let i = 0, before = count - 1; i < count; before = i++) {
    sum += ring[2 * before] * ring[2 * i + 1] - ring[2 * i] * ring[2 * before + 1];
  }
  return sum;
}

/**
 * A ring of a polygon in tile units, cut at the tile's buffer and rounded.
 *
 * @param isHole a hole runs anticlockwise on the screen, an outline clockwise
 * @returns whether anything of it was drawn: an outline that was not has no holes to draw
 */
export function drawRing(ring: readonly number[], isHole: boolean, geometry: TileGeometry): boolean {
  const cut = isInside(ring) ? ring : clipRing(ring, LOW, HIGH);
  const rounded = roundRing(cut);
  const area = screenArea(rounded);
  if (isHole ? area >= 0 : area <= 0) return false;
  geometry.ring(rounded);
  return true;
}

function roundRing(ring: readonly number[]): number[] {
  const rounded: number[] = [];
  let length = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const x = Math.round(ring[i]);
    const y = Math.round(ring[i + 1]);
    if (length > 0 && rounded[length - 2] === x && rounded[length - 1] === y) continue;
    rounded[length++] = x;
    rounded[length++] = y;
  }
  while (length > 2 && rounded[0] === rounded[length - 2] && rounded[1] === rounded[length - 1]) length -= 2;
  rounded.length = length;
  return rounded;
}

function isInside(ring: readonly number[]): boolean {
  for (const unit of ring) if (unit < LOW || unit > HIGH) return false;
  return true;
}
