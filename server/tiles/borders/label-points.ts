import type { LineSet } from "../lines/line-set.ts";
import type { AreaRings } from "./area-rings.ts";

/** A place in world units. */
export type LabelPoint = readonly [x: number, y: number];

/** Heights that are looked at, evenly between the top and the bottom. */
const HEIGHTS = 15;

/**
 * For each area the middle of its widest stretch from west to east, at one of some heights of its largest piece: inside,
 * and where a name that is written so has most room. null for an area without an extent. O(points).
 */
export function labelPoints(areas: AreaRings, arcs: LineSet): (LabelPoint | null)[] {
  return Array.from({ length: areas.areaRings.length - 1 }, (_, area) => {
    const piece = largestPiece(areas, arcs, area);
    return piece === null ? null : widestMiddle(piece);
  });
}

/** Rings as flat `x, y` lists without their closing points. */
type Piece = { readonly rings: number[][]; readonly top: number; readonly bottom: number };

/** The outline whose box is the largest, with its holes. */
function largestPiece(
  { areaRings, ringIsHole, ...ways }: AreaRings,
  arcs: LineSet,
  area: number,
): Piece | null {
  let largest: Piece | null = null;
  let most = 0;
  for (let ring = areaRings[area]; ring < areaRings[area + 1];) {
    const outline = pointsOf(ways, arcs, ring++);
    const rings = [outline];
    for (; ring < areaRings[area + 1] && ringIsHole[ring] === 1; ring++)
      rings.push(pointsOf(ways, arcs, ring));
    const [west, top, east, bottom] = boxOf(outline);
    const size = (east - west) * (bottom - top);
    if (size <= most) continue;
    most = size;
    largest = { rings, top, bottom };
  }
  return largest;
}

function pointsOf(
  { ringOffsets, ringArcs }: Pick<AreaRings, "ringOffsets" | "ringArcs">,
  { offsets, xs, ys }: LineSet,
  ring: number,
): number[] {
  const points: number[] = [];
  for (let i = ringOffsets[ring]; i < ringOffsets[ring + 1]; i++) {
    const arc = ringArcs[i] < 0 ? ~ringArcs[i] : ringArcs[i];
    const [first, last] = [offsets[arc], offsets[arc + 1] - 1];
    for (let step = 0; step < last - first; step++) {
      const point = ringArcs[i] < 0 ? last - step : first + step;
      points.push(xs[point], ys[point]);
    }
  }
  return points;
}

function boxOf(points: readonly number[]): [west: number, top: number, east: number, bottom: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    box[0] = Math.min(box[0], points[i]);
    box[1] = Math.min(box[1], points[i + 1]);
    box[2] = Math.max(box[2], points[i]);
    box[3] = Math.max(box[3], points[i + 1]);
  }
  return box;
}

function widestMiddle({ rings, top, bottom }: Piece): LabelPoint | null {
  let widest = 0;
  let middle: LabelPoint | null = null;
  for (const [height, crossings] of crossingsByHeight(rings, top, bottom)) {
    const xs = crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const width = xs[i + 1] - xs[i];
      if (width <= widest) continue;
      widest = width;
      middle = [Math.round((xs[i] + xs[i + 1]) / 2), Math.round(height)];
    }
  }
  return middle;
}

/** Where rings cross each height. Heights are between whole units, so that no point lies on one. */
function crossingsByHeight(
  rings: readonly (readonly number[])[],
  top: number,
  bottom: number,
): Map<number, number[]> {
  const step = (bottom - top) / (HEIGHTS + 1);
  const heights = Array.from({ length: HEIGHTS }, (_, i) => Math.floor(top + (i + 1) * step) + 0.5);
  const found = new Map(heights.map((height) => [height, [] as number[]]));
  for (const ring of rings) {
    for (let i = 0, before = ring.length - 2; i < ring.length; before = i, i += 2) {
      const [ax, ay, bx, by] = [ring[before], ring[before + 1], ring[i], ring[i + 1]];
      const last = Math.min(HEIGHTS - 1, Math.floor((Math.max(ay, by) - top) / step));
      for (let at = Math.max(0, Math.floor((Math.min(ay, by) - top) / step) - 2); at <= last; at++) {
        const height = heights[at];
        if (ay < height === by < height) continue;
        found.get(height)?.push(ax + ((height - ay) / (by - ay)) * (bx - ax));
      }
    }
  }
  return found;
}
