import { territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { mercatorX, mercatorY } from "../tiles/mercator.ts";
import type { TileAddress } from "../tiles/mercator.ts";

/** What examples are made of: things of the dataset that is served, so that they work for whoever reads them. */
export interface ExamplePlaces {
  readonly datasetId: string;
  /** null without structures. */
  readonly structureId: string | null;
  /** Beside a road, to 0.00001°. */
  readonly point: { readonly lat: number; readonly lon: number };
  /** Around the point. */
  readonly tile: TileAddress;
  /** A small territory that has a structure, where there is one. */
  readonly commune: { readonly ref: string; readonly name: string };
  /** That commune's. */
  readonly departement: { readonly ref: string };
}

const TILE_ZOOM = 10;
const STEPS_PER_DEGREE = 100_000;
const MICRODEGREES = 1_000_000;

export function examplePlaces(dataset: Dataset): ExamplePlaces {
  const { structures, structureSnaps, communes } = dataset;
  const onRoad = structures.findIndex((_, i) => Number.isFinite(structureSnaps.distancesMeters[i]));
  const structure = structures[Math.max(0, onRoad)] ?? null;
  const commune = communes.find(({ code }) => code === structure?.communeCode) ?? communes[0] ?? null;
  const [lon, lat] = onRoad < 0 ? firstJunction(dataset) : [structure.lon, structure.lat];
  const point = { lat: rounded(lat), lon: rounded(lon) };
  return {
    datasetId: dataset.id,
    structureId: structure?.id ?? null,
    point,
    tile: tileAround(point),
    commune:
      commune === null
        ? { ref: "france", name: "" }
        : { ref: territoryRef({ kind: "commune", ...commune }), name: commune.name },
    departement: { ref: commune === null ? "france" : `dep:${commune.departementCode}` },
  };
}

function firstJunction({ network: { nodeLons, nodeLats }, bbox }: Dataset): [number, number] {
  if (nodeLons.length === 0) return [bbox[0], bbox[1]];
  return [nodeLons[0] / MICRODEGREES, nodeLats[0] / MICRODEGREES];
}

function tileAround({ lat, lon }: ExamplePlaces["point"]): TileAddress {
  const side = 2 ** TILE_ZOOM;
  return { z: TILE_ZOOM, x: Math.floor(mercatorX(lon) * side), y: Math.floor(mercatorY(lat) * side) };
}

function rounded(degrees: number): number {
  return Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
}
