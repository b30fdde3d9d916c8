import type { Dataset } from "../../isochrones/model/dataset.ts";
import { communePlaces } from "../commune-places.ts";
import type { CommunePlace } from "../commune-places.ts";
import { TILE_BUFFER, TILE_EXTENT, TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";

/** Labels that a tile can hold without a crowd; the map drops those that still collide. */
const PLACES_PER_TILE = 60;

/**
 * Layer `lieux` of the base map: a label point for each commune, with `nom` and `rang` (1 is the most
 * populated of the dataset). A tile has its best ranked ones.
 */
export class PlaceTiles {
  readonly #places: readonly CommunePlace[];

  constructor(dataset: Dataset) {
    this.#places = communePlaces(dataset);
  }

  layer(address: TileAddress): Uint8Array {
    const layer = new VectorLayer("lieux");
    const projection = new TileProjection(address);
    for (const [i, { commune, lon, lat }] of this.#places.entries()) {
      if (layer.count === PLACES_PER_TILE) break;
      const x = Math.round(projection.x(lon));
      const y = Math.round(projection.y(lat));
      if (!isNearTile(x) || !isNearTile(y)) continue;
      layer.add("point", new TileGeometry().point(x, y), { nom: commune.name, rang: i + 1 });
    }
    return layer.finish();
  }
}

function isNearTile(unit: number): boolean {
  return unit >= -TILE_BUFFER && unit < TILE_EXTENT + TILE_BUFFER;
}
