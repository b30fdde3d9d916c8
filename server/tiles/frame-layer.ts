import type { Dataset } from "../../isochrones/model/dataset.ts";
import { TILE_BUFFER, TILE_EXTENT, TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";

/** Layer `emprise` of a dataset without outlines: the frame of its roads. */
export function frameLayer([west, south, east, north]: Dataset["bbox"], address: TileAddress): Uint8Array {
  const projection = new TileProjection(address);
  const left = clampToTile(projection.x(west));
  const right = clampToTile(projection.x(east));
  const top = clampToTile(projection.y(north));
  const bottom = clampToTile(projection.y(south));
  const layer = new VectorLayer("emprise");
  if (left < right && top < bottom) {
    const ring = [left, top, right, top, right, bottom, left, bottom];
    layer.add("polygon", new TileGeometry().ring(ring), {});
  }
  return layer.finish();
}

function clampToTile(unit: number): number {
  return Math.round(Math.min(TILE_EXTENT + TILE_BUFFER, Math.max(-TILE_BUFFER, unit)));
}
