import Flatbush from "flatbush";

import { clipLine, roundLine } from "../line-drawing.ts";
import { TILE_BUFFER, TILE_EXTENT } from "../mercator.ts";
import type { TileAddress } from "../mercator.ts";
import { TileGeometry } from "../vector-layer.ts";
import { boxOfPoints, type LineLevel } from "./line-levels.ts";
import type { LineSet } from "./line-set.ts";

const LOW = -TILE_BUFFER;
const HIGH = TILE_EXTENT + TILE_BUFFER;

/**
 * The lines of a level in one of its tiles, one geometry for each kind; kinds in ascending order. O(points near the tile).
 *
 * @param kindOf what is drawn of a line of some kind: another kind, or null for nothing
 */
export function drawLines(
  { lines, boxes }: LineLevel,
  { x, y }: TileAddress,
  kindOf: (kind: number) => number | null = (kind) => kind,
): Map<number, TileGeometry> {
  const west = x * TILE_EXTENT;
  const north = y * TILE_EXTENT;
  const byKind = new Map<number, TileGeometry>();
  if (boxes === null) return byKind;
  const near = Flatbush.from(boxes)
    .search(west + LOW, north + LOW, west + HIGH, north + HIGH)
    .map((line) => ({ line, kind: kindOf(lines.kinds[line]) }))
    .filter((one): one is { line: number; kind: number } => one.kind !== null)
    .sort((a, b) => a.kind - b.kind || a.line - b.line);
  for (const { line, kind } of near) {
    const geometry = byKind.get(kind) ?? new TileGeometry();
    drawLevelLine(lines, line, west, north, geometry);
    if (geometry.commands.length > 0) byKind.set(kind, geometry);
  }
  return byKind;
}

/** Points of a level are whole and differ from the one before: what is inside is drawn as it is. */
function drawLevelLine(
  { offsets, xs, ys }: LineSet,
  line: number,
  west: number,
  north: number,
  geometry: TileGeometry,
): void {
  const first = offsets[line];
  const end = offsets[line + 1];
  if (end - first > 1 && isBoxInside(boxOfPoints({ xs, ys }, first, end), west, north)) {
    geometry.lineOf(xs, ys, first, end, west, north);
    return;
  }
  const points: number[] = [];
  for (let i = first; i < end; i++) points.push(xs[i] - west, ys[i] - north);
  drawLine(points, geometry);
}

function isBoxInside(box: readonly [number, number, number, number], west: number, north: number): boolean {
  return box[0] >= west + LOW && box[1] >= north + LOW && box[2] <= west + HIGH && box[3] <= north + HIGH;
}

/** A line in tile units, cut at the tile's buffer and rounded. */
export function drawLine(points: readonly number[], geometry: TileGeometry): void {
  if (isInside(points)) {
    const rounded = roundLine(points);
    if (rounded !== null) geometry.line(rounded);
    return;
  }
  for (const part of clipLine(points, LOW, HIGH)) {
    const rounded = roundLine(part);
    if (rounded !== null) geometry.line(rounded);
  }
}

function isInside(points: readonly number[]): boolean {
  for (const unit of points) if (unit < LOW || unit > HIGH) return false;
  return true;
}
