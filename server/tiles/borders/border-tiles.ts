import Flatbush from "flatbush";

import type { Commune } from "../../../isochrones/model/territory.ts";
import { drawRing } from "../lines/clip-ring.ts";
import { drawLines } from "../lines/draw-lines.ts";
import { boxOfPoints } from "../lines/line-levels.ts";
import { type LineSet, lineCount } from "../lines/line-set.ts";
import { TILE_BUFFER, TILE_EXTENT, type TileAddress, worldUnitsPerTileUnit } from "../mercator.ts";
import { TileGeometry, VectorLayer } from "../vector-layer.ts";
import type { BordersAt } from "./border-ground.ts";
import { borderProperties } from "./border-kinds.ts";
import { LAND_HOLE } from "./land.ts";

/**
 * Layer `limites`: each border once, as the lines of one feature for each kind, with `level` (the widest territory that
 * it ends), `epci` (whether it also ends one) and `outer` (nothing of the dataset is beyond).
 */
export function borderLayer({ borders }: BordersAt, address: TileAddress): Uint8Array {
  const layer = new VectorLayer("limites");
  for (const [kind, geometry] of drawLines(borders, address)) {
    layer.add("line", geometry, borderProperties(kind));
  }
  return layer.finish();
}

/**
 * Layers `emprise` and `communes` of the base map: the land, in one where communes are small, else commune by commune, and
 * from level 7 the communes, with `code` and `nom`. Those beside each other have the same points along their border at
 * every level.
 */
export function areaLayers(
  ground: BordersAt,
  communes: readonly Commune[],
  address: TileAddress,
): Uint8Array[] {
  const land = new VectorLayer("emprise");
  const areas = new VectorLayer("communes");
  if (ground.land !== null) {
    const geometry = drawLand(ground.land, address);
    if (geometry.commands.length > 0) land.add("polygon", geometry, {});
  }
  if (ground.arcs !== null) {
    for (const commune of communesNear(ground, address)) {
      const geometry = drawCommune(ground, ground.arcs, commune, address);
      if (geometry.commands.length === 0) continue;
      const { code, name } = communes[commune];
      if (ground.land === null) land.add("polygon", geometry, {});
      areas.add("polygon", geometry, { code, nom: name });
    }
  }
  return [land.finish(), areas.finish()];
}

function drawLand(rings: LineSet, { x, y }: TileAddress): TileGeometry {
  const geometry = new TileGeometry();
  let isDrawn = false;
  for (let line = 0; line < lineCount(rings); line++) {
    const isHole = rings.kinds[line] === LAND_HOLE;
    if (isHole && !isDrawn) continue;
    if (!isNear(boxOfPoints(rings, rings.offsets[line], rings.offsets[line + 1]), x, y)) {
      if (!isHole) isDrawn = false;
      continue;
    }
    const ring: number[] = [];
    appendPoints(rings, line, false, x * TILE_EXTENT, y * TILE_EXTENT, ring);
    const isRing = drawRing(ring, isHole, geometry);
    if (!isHole) isDrawn = isRing;
  }
  return geometry;
}

function isNear([west, north, east, south]: ReturnType<typeof boxOfPoints>, x: number, y: number): boolean {
  return (
    east >= x * TILE_EXTENT - TILE_BUFFER &&
    west <= (x + 1) * TILE_EXTENT + TILE_BUFFER &&
    south >= y * TILE_EXTENT - TILE_BUFFER &&
    north <= (y + 1) * TILE_EXTENT + TILE_BUFFER
  );
}

/** Ascending, so that the same tile has the same bytes. */
function communesNear({ communeBoxes }: BordersAt, { z, x, y }: TileAddress): number[] {
  const unit = worldUnitsPerTileUnit(z);
  const low = (tile: number): number => Math.max(0, (tile * TILE_EXTENT - TILE_BUFFER) * unit);
  const high = (tile: number): number => ((tile + 1) * TILE_EXTENT + TILE_BUFFER) * unit;
  return Flatbush.from(communeBoxes)
    .search(low(x), low(y), high(x), high(y))
    .sort((a, b) => a - b);
}

function drawCommune(
  { communeRings, ringIsHole, ringOffsets, ringArcs }: BordersAt,
  arcs: LineSet,
  commune: number,
  { x, y }: TileAddress,
): TileGeometry {
  const geometry = new TileGeometry();
  let isDrawn = false;
  for (let ring = communeRings[commune]; ring < communeRings[commune + 1]; ring++) {
    const isHole = ringIsHole[ring] === 1;
    if (isHole && !isDrawn) continue;
    const points: number[] = [];
    for (let i = ringOffsets[ring]; i < ringOffsets[ring + 1]; i++) {
      const isBackwards = ringArcs[i] < 0;
      const arc = isBackwards ? ~ringArcs[i] : ringArcs[i];
      appendPoints(arcs, arc, isBackwards, x * TILE_EXTENT, y * TILE_EXTENT, points);
    }
    const isRing = drawRing(points, isHole, geometry);
    if (!isHole) isDrawn = isRing;
  }
  return geometry;
}

/** All points of a line but the last, which is the first of the next one or of the ring. */
function appendPoints(
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
