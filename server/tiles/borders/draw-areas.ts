import Flatbush from "flatbush";

import { drawRing } from "../lines/clip-ring.ts";
import type { LineSet } from "../lines/line-set.ts";
import { TILE_BUFFER, TILE_EXTENT, type TileAddress, worldUnitsPerTileUnit } from "../mercator.ts";
import { TileGeometry } from "../vector-layer.ts";
import type { AreaRings } from "./area-rings.ts";

/** Boxes of areas in world units, of flatbush; those without a ring have an empty box. */
export function indexAreas(
  { areaRings, ringOffsets, ringArcs }: AreaRings,
  arcs: LineSet,
): SharedArrayBuffer {
  const index = new Flatbush(Math.max(1, areaRings.length - 1), 16, Uint32Array, SharedArrayBuffer);
  for (let area = 0; area < Math.max(1, areaRings.length - 1); area++) {
    const box: [number, number, number, number] = [0xffffffff, 0xffffffff, 0, 0];
    for (let i = ringOffsets[areaRings[area]]; i < ringOffsets[areaRings[area + 1]]; i++) {
      const arc = ringArcs[i] < 0 ? ~ringArcs[i] : ringArcs[i];
      for (let point = arcs.offsets[arc]; point < arcs.offsets[arc + 1]; point++) {
        box[0] = Math.min(box[0], arcs.xs[point]);
        box[1] = Math.min(box[1], arcs.ys[point]);
        box[2] = Math.max(box[2], arcs.xs[point]);
        box[3] = Math.max(box[3], arcs.ys[point]);
      }
    }
    index.add(...box);
  }
  index.finish();
  return index.data as SharedArrayBuffer;
}

/** Areas in or near a tile, ascending, so that the same tile has the same bytes. @param boxes of `indexAreas` */
export function areasNear(boxes: SharedArrayBuffer, { z, x, y }: TileAddress): number[] {
  const unit = worldUnitsPerTileUnit(z);
  const low = (tile: number): number => Math.max(0, (tile * TILE_EXTENT - TILE_BUFFER) * unit);
  const high = (tile: number): number => ((tile + 1) * TILE_EXTENT + TILE_BUFFER) * unit;
  return Flatbush.from(boxes)
    .search(low(x), low(y), high(x), high(y))
    .sort((a, b) => a - b);
}

/** An area in a tile; without commands where nothing of it is there. @param lines in the units of the tile's level */
export function drawArea(
  { areaRings, ringIsHole, ringOffsets, ringArcs }: AreaRings,
  lines: LineSet,
  area: number,
  { x, y }: TileAddress,
): TileGeometry {
  const geometry = new TileGeometry();
  let isDrawn = false;
  for (let ring = areaRings[area]; ring < areaRings[area + 1]; ring++) {
    const isHole = ringIsHole[ring] === 1;
    if (isHole && !isDrawn) continue;
    const points: number[] = [];
    for (let i = ringOffsets[ring]; i < ringOffsets[ring + 1]; i++) {
      const isBackwards = ringArcs[i] < 0;
      const line = isBackwards ? ~ringArcs[i] : ringArcs[i];
      appendPoints(lines, line, isBackwards, x * TILE_EXTENT, y * TILE_EXTENT, points);
    }
    const isRing = drawRing(points, isHole, geometry);
    if (!isHole) isDrawn = isRing;
  }
  return geometry;
}

/** All points of a line but the last, which is the first of the next one or of the ring. */
export function appendPoints(
  { offsets, xs, ys }: LineSet,
  line: number,
  isBackwards: boolean,
  west: number,
  north: number,
  into: number[],
): void {
  const first = offsets[line];
  const last = offsets[line + 1] - 1;
  if (isBackwards) for (let i = last; i > first; i--) into.push(xs[i] - west, ys[i] - north);
  else for (let i = first; i < last; i++) into.push(xs[i] - west, ys[i] - north);
}
