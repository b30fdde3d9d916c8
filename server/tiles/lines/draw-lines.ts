import Flatbush from "flatbush";

import { clipLine, roundLine } from "../line-drawing.ts";
import { TILE_BUFFER, TILE_EXTENT } from "../mercator.ts";
import type { TileAddress } from "../mercator.ts";
import { TileGeometry } from "../vector-layer.ts";
import type { LineLevel } from "./line-levels.ts";

const LOW = -TILE_BUFFER;
const HIGH = TILE_EXTENT + TILE_BUFFER;

/** The lines of a level in one of its tiles, one geometry for each kind; kinds in ascending order. O(points near the tile). */
export function drawLines({ lines, boxes }: LineLevel, { x, y }: TileAddress): Map<number, TileGeometry> {
  const west = x * TILE_EXTENT;
  const north = y * TILE_EXTENT;
  const byKind = new Map<number, TileGeometry>();
  if (boxes === null) return byKind;
  const near = Flatbush.from(boxes)
    .search(west + LOW, north + LOW, west + HIGH, north + HIGH)
    .sort((a, b) => lines.kinds[a] - lines.kinds[b] || a - b);
  for (const line of near) {
    const kind = lines.kinds[line];
    const geometry = byKind.get(kind) ?? new TileGeometry();
    const points: number[] = [];
    for (let i = lines.offsets[line]; i < lines.offsets[line + 1]; i++) {
      points.push(lines.xs[i] - west, lines.ys[i] - north);
    }
    drawLine(points, geometry);
    if (geometry.commands.length > 0) byKind.set(kind, geometry);
  }
  return byKind;
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
