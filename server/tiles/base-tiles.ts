import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Feature, MultiPolygon } from "geojson";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import { MAX_ZOOM, TILE_BUFFER, TILE_EXTENT, TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { PlaceTiles } from "./place-tiles.ts";
import { RoadTiles } from "./road-tiles.ts";
import { TileGeometry, VectorLayer, joinLayers } from "./vector-layer.ts";

/** Below this level commune outlines would be a grey cloud. */
const COMMUNES_MIN_ZOOM = 7;

/**
 * Tiles of the base map, all from the dataset itself: `emprise` (its land, or the frame of its roads where
 * it has no outlines), `communes` (outlines, with `code` and `nom`), `routes` and `lieux`. Each layer is
 * prepared when first asked for.
 */
export class BaseTiles {
  readonly #dataset: Dataset;
  #roads: RoadTiles | undefined;
  #places: PlaceTiles | undefined;
  #communes: GeoJSONVT | undefined;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  tile(address: TileAddress): Uint8Array {
    this.#roads ??= new RoadTiles(this.#dataset.network);
    this.#places ??= new PlaceTiles(this.#dataset);
    return joinLayers([
      ...this.#areaLayers(address),
      this.#roads.layer(address),
      this.#places.layer(address),
    ]);
  }

  #areaLayers(address: TileAddress): Uint8Array[] {
    if (this.#dataset.communeShapes.every((shape) => shape === null)) {
      return [frameLayer(this.#dataset.bbox, address)];
    }
    this.#communes ??= new GeoJSONVT(
      { type: "FeatureCollection", features: communeFeatures(this.#dataset) },
      { maxZoom: MAX_ZOOM, extent: TILE_EXTENT, buffer: TILE_BUFFER },
    );
    const tile = this.#communes.getTile(address.z, address.x, address.y);
    if (tile === null || tile.features.length === 0) return [];
    const layers = address.z < COMMUNES_MIN_ZOOM ? { emprise: tile } : { emprise: tile, communes: tile };
    return [fromGeojsonVt(layers, { version: 2, extent: TILE_EXTENT })];
  }
}

function frameLayer([west, south, east, north]: Dataset["bbox"], address: TileAddress): Uint8Array {
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

function communeFeatures({ communes, communeShapes }: Dataset): Feature<MultiPolygon>[] {
  const features: Feature<MultiPolygon>[] = [];
  for (const [i, { code, name }] of communes.entries()) {
    const shape = communeShapes[i];
    if (shape === null || shape === undefined) continue;
    const coordinates = shape.map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => [lon, lat])));
    features.push({
      type: "Feature",
      properties: { code, nom: name },
      geometry: { type: "MultiPolygon", coordinates },
    });
  }
  return features;
}
