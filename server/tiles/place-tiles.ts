import { communePlaces } from "../../isochrones/accessibility/commune-places.ts";
import { shared } from "./lines/line-set.ts";
import { TILE_BUFFER, TILE_EXTENT, worldUnitsPerTileUnit, worldX, worldY } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";

/** Labels that a tile can hold without a crowd; the map drops those that still collide. */
const PLACES_PER_TILE = 60;

/** A label point for each commune, most people first, in memory that threads share. */
export interface PlaceGround {
  /** Indices into the dataset's communes. */
  readonly communes: Uint32Array;
  /** World units. */
  readonly xs: Uint32Array;
  readonly ys: Uint32Array;
}

/** O(cells). */
export function makePlaceGround(dataset: Parameters<typeof communePlaces>[0]): PlaceGround {
  const places = communePlaces(dataset);
  const numbers = new Map(dataset.communes.map((commune, i) => [commune, i]));
  return {
    communes: shared(
      Uint32Array,
      places.map(({ commune }) => numbers.get(commune) ?? 0),
    ),
    xs: shared(
      Uint32Array,
      places.map(({ lon }) => worldX(lon)),
    ),
    ys: shared(
      Uint32Array,
      places.map(({ lat }) => worldY(lat)),
    ),
  };
}

/**
 * Layer `lieux` of the base map: a label point for each commune, with `nom` and `rang` (1 is the most
 * populated of the dataset). A tile has its best ranked ones.
 *
 * @param names of the dataset's communes
 */
export function placeLayer(
  { communes, xs, ys }: PlaceGround,
  names: readonly { readonly name: string }[],
  address: TileAddress,
): Uint8Array {
  const layer = new VectorLayer("lieux");
  const unit = worldUnitsPerTileUnit(address.z);
  for (let place = 0; place < communes.length && layer.count < PLACES_PER_TILE; place++) {
    const x = Math.round(xs[place] / unit - address.x * TILE_EXTENT);
    const y = Math.round(ys[place] / unit - address.y * TILE_EXTENT);
    if (!isNearTile(x) || !isNearTile(y)) continue;
    layer.add("point", new TileGeometry().point(x, y), {
      nom: names[communes[place]].name,
      rang: place + 1,
    });
  }
  return layer.finish();
}

/** Is a place in tile units in the tile or in its buffer? */
export function isNearTile(unit: number): boolean {
  return unit >= -TILE_BUFFER && unit < TILE_EXTENT + TILE_BUFFER;
}
