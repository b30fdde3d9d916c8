import type { Commune } from "../../../isochrones/model/territory.ts";
import { drawRing } from "../lines/clip-ring.ts";
import { drawLines } from "../lines/draw-lines.ts";
import { boxOfPoints } from "../lines/line-levels.ts";
import { type LineSet, lineCount } from "../lines/line-set.ts";
import { TILE_BUFFER, TILE_EXTENT, type TileAddress } from "../mercator.ts";
import { TileGeometry, VectorLayer } from "../vector-layer.ts";
import type { BordersAt } from "./border-ground.ts";
import { borderProperties, drawnKindAt } from "./border-kinds.ts";
import { appendPoints, areasNear, drawArea } from "./draw-areas.ts";
import { LAND_HOLE } from "./land.ts";

/**
 * Layer `limites`: each border once, as the lines of one feature for each kind, with `level` (the widest territory that
 * it ends), `epci` (whether it also ends one) and `outer` (nothing of the dataset is beyond).
 */
export function borderLayer({ borders }: BordersAt, address: TileAddress): Uint8Array {
  const layer = new VectorLayer("limites");
  const drawn = drawLines(borders, address, (kind) => drawnKindAt(kind, address.z));
  for (const [kind, geometry] of drawn) {
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
    const rings = { ...ground, areaRings: ground.communeRings };
    for (const commune of areasNear(ground.communeBoxes, address)) {
      const geometry = drawArea(rings, ground.arcs, commune, address);
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
