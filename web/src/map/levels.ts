import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Shading } from "../app/state.ts";

/** A level of the choropleth: the layer of the tiles, and from which zoom to which it is coloured. */
export interface TerritoryLevel {
  readonly kind: TerritoryKind;
  /** First part of a reference of this kind. */
  readonly prefix: string;
  readonly sourceLayer: string;
  readonly fromZoom: number;
  readonly toZoom: number;
}

/** From the widest. Beyond the last, cells. */
export const TERRITORY_LEVELS: readonly TerritoryLevel[] = [
  { kind: "region", prefix: "reg", sourceLayer: "regions", fromZoom: 0, toZoom: 5 },
  { kind: "departement", prefix: "dep", sourceLayer: "departements", fromZoom: 5, toZoom: 7 },
  { kind: "epci", prefix: "epci", sourceLayer: "epci", fromZoom: 7, toZoom: 9 },
  { kind: "commune", prefix: "com", sourceLayer: "communes", fromZoom: 9, toZoom: 11.5 },
];

/** Where cells take over from the choropleth. */
export const CELLS_FROM_ZOOM = 11.5;

/** The level that is coloured at a zoom; null where cells are. */
export function levelAt(zoom: number): TerritoryLevel | null {
  return TERRITORY_LEVELS.find(({ toZoom }) => zoom < toZoom) ?? null;
}

/** What a map is coloured by at a zoom: cells take over from territories. */
export function shadingAt(shading: Shading, zoom: number | null): Shading {
  return shading === "territories" && zoom !== null && levelAt(zoom) === null ? "cells" : shading;
}
