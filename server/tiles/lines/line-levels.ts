import Flatbush from "flatbush";

import { type LineSet, LineSetBuilder, lineCount } from "./line-set.ts";
import { simplifyLines } from "./simplify-lines.ts";
import { stitchLines } from "./stitch.ts";

/** Lines in the units of tiles of one zoom level, with an index of their boxes in the same units. */
export interface LineLevel {
  readonly zoom: number;
  readonly lines: LineSet;
  /** Of flatbush; null without lines. */
  readonly boxes: SharedArrayBuffer | null;
}

/**
 * Tile units by which one step to a coarser level may move a line: with the steps before, each half as wide on the map,
 * it is moved by less than 6 units, three quarters of a pixel of a tile drawn 512 pixels wide.
 */
export const STEP_TOLERANCE_UNITS = 3;

/** What a line of some kind is at a level: another kind, or null where it is not drawn. */
export type KindAt = (kind: number, zoom: number) => number | null;

/**
 * Levels from `finest` down to `coarsest`, finest first, each made of the one before: lines that are not drawn any more
 * are taken out, those that then meet alone are joined, and all are simplified. Each border is one line at each level, so
 * what lies on both of its sides agrees on it.
 *
 * @param lines in the units of `finest`
 */
export function lineLevels(lines: LineSet, finest: number, coarsest: number, kindAt: KindAt): LineLevel[] {
  const levels: LineLevel[] = [];
  let current = lines;
  for (let zoom = finest; zoom >= coarsest; zoom--) {
    const drawn = stitchLines(drawnLines(current, zoom, kindAt));
    current = simplifyLines(drawn, { tolerance: STEP_TOLERANCE_UNITS, shrink: zoom === finest ? 1 : 2 });
    levels.push({ zoom, lines: current, boxes: indexLines(current) });
  }
  return levels;
}

function drawnLines(lines: LineSet, zoom: number, kindAt: KindAt): LineSet {
  const drawn = new LineSetBuilder();
  for (let line = 0; line < lineCount(lines); line++) {
    const kind = kindAt(lines.kinds[line], zoom);
    if (kind === null) continue;
    for (let i = lines.offsets[line]; i < lines.offsets[line + 1]; i++) drawn.point(lines.xs[i], lines.ys[i]);
    drawn.endLine(kind, lines.origins[line]);
  }
  return drawn.finish();
}

/** Index of the boxes of lines, in memory that threads share. */
export function indexLines(lines: LineSet): SharedArrayBuffer | null {
  const count = lineCount(lines);
  if (count === 0) return null;
  const index = new Flatbush(count, 16, Uint32Array, SharedArrayBuffer);
  for (let line = 0; line < count; line++) {
    index.add(...boxOfPoints(lines, lines.offsets[line], lines.offsets[line + 1]));
  }
  index.finish();
  return index.data as SharedArrayBuffer;
}

/** West, north, east and south of some points, in their own units. */
export function boxOfPoints(
  { xs, ys }: Pick<LineSet, "xs" | "ys">,
  first: number,
  end: number,
): [west: number, north: number, east: number, south: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, 0, 0];
  for (let i = first; i < end; i++) {
    box[0] = Math.min(box[0], xs[i]);
    box[1] = Math.min(box[1], ys[i]);
    box[2] = Math.max(box[2], xs[i]);
    box[3] = Math.max(box[3], ys[i]);
  }
  return box;
}
