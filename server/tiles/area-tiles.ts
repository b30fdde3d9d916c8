import { GeoJSONVT } from "@maplibre/geojson-vt";
import type { Feature, MultiPolygon } from "geojson";

import { screenArea } from "./lines/clip-ring.ts";
import { MAX_ZOOM, TILE_BUFFER, TILE_EXTENT } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";
import type { PropertyValue } from "./vector-layer.ts";

/** An area with what tiles say of it. */
export interface TiledArea {
  readonly area: MultiPolygon;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/**
 * Cuts a list of areas into tiles, simplified level by level, each in the order of the list. What would make a tile larger
 * than it may be is left out of it: the last of the list.
 */
export class AreaTiles {
  readonly #areas: readonly TiledArea[];
  readonly #index: GeoJSONVT;
  readonly #mostBytes: number;

  /** @param mostBytes of a tile's features */
  constructor(areas: readonly TiledArea[], mostBytes: number) {
    this.#areas = areas;
    this.#mostBytes = mostBytes;
    const features = areas.map(({ area }, place): Feature<MultiPolygon> => ({
      type: "Feature",
      properties: { place },
      geometry: area,
    }));
    this.#index = new GeoJSONVT(
      { type: "FeatureCollection", features },
      { maxZoom: MAX_ZOOM, extent: TILE_EXTENT, buffer: TILE_BUFFER },
    );
  }

  layer(name: string, { z, x, y }: TileAddress): Uint8Array {
    const layer = new VectorLayer(name);
    for (const { tags, geometry } of this.#index.getTile(z, x, y)?.features ?? []) {
      const { properties } = this.#areas[Number(tags?.["place"])];
      const drawn = new TileGeometry();
      for (const ring of geometry as [number, number][][]) drawClosedRing(ring, drawn);
      if (drawn.commands.length > 0) layer.add("polygon", drawn, properties);
      if (layer.byteLength > this.#mostBytes) break;
    }
    return layer.finish();
  }
}

function drawClosedRing(ring: readonly (readonly [number, number])[], into: TileGeometry): void {
  const open = ring.slice(0, -1).flat();
  if (open.length >= 6 && screenArea(open) !== 0) into.ring(open);
}
