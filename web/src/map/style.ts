import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
  VectorSourceSpecification,
} from "maplibre-gl";

import type { DatasetAnswer } from "../../../server/schemas/answers.ts";
import { queryOf } from "../api/query.ts";
import type { MapContent } from "./content.ts";
import { IGN_LAYER, IGN_SOURCE, ignSource } from "./ign.ts";
import { IMAGES } from "./images.ts";
import { LAYERS } from "./layers.ts";
import { areaLayers, siteLayer, structureLayers, tripLayers } from "./overlay-layers.ts";
import type { Palette } from "./palette.ts";
import { CLASS_BOUNDS } from "./scale.ts";
import { choroplethLayers, focusLayers } from "./territory-layers.ts";
import { CELLS_FROM_ZOOM } from "./levels.ts";

/** The label font: self-hosted, drawn by the browser, so that no glyph server is asked. */
export const MAP_FONT = "Public Sans";

/** Zoom after which the tiles are stretched, not asked again: a 200 m cell is 90 pixels wide there. */
const MAX_TILE_ZOOM = 14;

/** Set by `covered-cells.ts`, second by second: cells have their seconds for an id. */
const IS_COVERED: ExpressionSpecification = ["boolean", ["feature-state", "covered"], false];

/** The whole style of the map in one theme. */
export function buildStyle(
  palette: Palette,
  dataset: DatasetAnswer,
  content: MapContent,
): StyleSpecification {
  const tiles = (
    set: TileSet,
    parameters: Readonly<Record<string, string>> = {},
  ): VectorSourceSpecification => tileSource(tileUrl(set, dataset.id, parameters), dataset);
  return {
    version: 8,
    sources: {
      fond: tiles("fond"),
      limites: tiles("limites"),
      territoires: { ...tiles("territoires"), promoteId: "code" },
      carreaux: { ...tiles("carreaux", content.figured), promoteId: { carreaux: "seconds" } },
      structures: tiles("structures", content.counted),
      "structures-all": tiles("structures"),
      gaps: tiles("zones-blanches", gapParameters(content)),
      isochrones: { type: "geojson", data: content.isochrones },
      trip: { type: "geojson", data: content.trip },
      sites: { type: "geojson", data: content.sites },
      ...(content.ground === "ign" && { [IGN_SOURCE]: ignSource() }),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": palette.sea } },
      // Beneath IGN's map too: where its pictures do not come there is still land.
      ...landLayers(palette),
      ...(content.ground === "ign" ? [IGN_LAYER] : []),
      ...cellLayers(palette, content),
      ...choroplethLayers(palette, content),
      ...roadLayers(palette, simpleVisibility(content)),
      ...borderLayers(palette),
      ...areaLayers(palette, content),
      ...focusLayers(palette, content),
      ...tripLayers(palette),
      placeLayer(palette, simpleVisibility(content)),
      ...structureLayers(palette, content),
      siteLayer(palette),
    ],
  };
}

export type TileSet = "fond" | "limites" | "territoires" | "carreaux" | "structures" | "zones-blanches";

/**
 * Address of a set of tiles: absolute, as MapLibre asks them from a worker, and bound to the dataset, so that browsers keep
 * them.
 */
export function tileUrl(
  set: TileSet,
  datasetId: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  return `${location.origin}/tiles/${set}/{z}/{x}/{y}.mvt${queryOf({ jeu: datasetId, ...parameters })}`;
}

/** Parameters of the tiles of gaps. */
export function gapParameters({ gapMinutes, figured }: MapContent): Record<string, string> {
  return { minutes: String(gapMinutes), ...figured };
}

/** Where territories are coloured, cells come after the finest of them. */
export function cellsFromZoom({ shading }: MapContent): number {
  return shading === "territories" ? CELLS_FROM_ZOOM : 0;
}

interface CellOpacity {
  readonly cells: ExpressionSpecification;
  readonly hatch: ExpressionSpecification;
}

/** Cells let roads through when near, and step back while isochrones are over them. */
export function cellOpacity({ isochrones, ground }: MapContent): CellOpacity {
  const factor = (isochrones.features.length === 0 ? 1 : 0.4) * (ground === "ign" ? 0.75 : 1);
  const far = 0.92 * factor;
  const near = 0.7 * factor;
  const unlessCovered = (opacity: number): ExpressionSpecification => ["case", IS_COVERED, 0, opacity];
  return {
    cells: ["interpolate", ["linear"], ["zoom"], 10, far, 14, near],
    hatch: ["interpolate", ["linear"], ["zoom"], 10, unlessCovered(far), 14, unlessCovered(near)],
  };
}

function tileSource(url: string, dataset: DatasetAnswer): VectorSourceSpecification {
  return { type: "vector", tiles: [url], maxzoom: MAX_TILE_ZOOM, bounds: [...dataset.bbox] };
}

function landLayers(palette: Palette): LayerSpecification[] {
  const isArea: FilterSpecification = ["==", ["geometry-type"], "Polygon"];
  return [
    {
      id: "land",
      type: "fill",
      source: "fond",
      "source-layer": "emprise",
      filter: isArea,
      paint: { "fill-color": palette.land },
    },
    {
      id: "communes-land",
      type: "fill",
      source: "fond",
      "source-layer": "communes",
      filter: isArea,
      paint: { "fill-color": palette.land, "fill-antialias": false },
    },
  ];
}

function cellLayers(palette: Palette, content: MapContent): LayerSpecification[] {
  const opacity = cellOpacity(content);
  const [nearest, ...farther] = palette.times;
  if (nearest === undefined) throw new Error("Got a palette without times, expected one colour a class.");
  // A class holds its upper bound: 5 minutes sharp is "0 to 5".
  const steps = farther.flatMap((color, index) => [(CLASS_BOUNDS[index] ?? 0) * 60 + 0.05, color]);
  const byTime = ["step", ["get", "seconds"], nearest, ...steps] as ExpressionSpecification;
  const source = {
    source: "carreaux",
    "source-layer": "carreaux",
    minzoom: cellsFromZoom(content),
  };
  return [
    {
      id: LAYERS.cells,
      type: "fill",
      ...source,
      paint: {
        "fill-color": ["case", IS_COVERED, byTime, palette.uncovered],
        "fill-opacity": opacity.cells,
        "fill-antialias": false,
      },
    },
    {
      id: LAYERS.hatch,
      type: "fill",
      ...source,
      paint: { "fill-pattern": IMAGES.hatch, "fill-opacity": opacity.hatch },
    },
  ];
}

/** Where lines are wide enough for round ends to be seen: they are half of a country's points. */
const ROUND_FROM_ZOOM = 10;

function roundFrom(zoom: number, plain: "butt" | "miter"): ExpressionSpecification {
  return ["step", ["zoom"], plain, zoom, "round"];
}

/** Layers of roads and names, which IGN's map has of its own. */
export const SIMPLE_LAYERS: readonly string[] = ["roads", "ferries", "places"];

/** Are roads and names drawn from the dataset? */
export function simpleVisibility({ ground, isGroundMissing }: MapContent): "visible" | "none" {
  return ground === "trente" || isGroundMissing ? "visible" : "none";
}

function roadLayers(palette: Palette, visibility: "visible" | "none"): LayerSpecification[] {
  const isMain: ExpressionSpecification = [
    "in",
    ["get", "classe"],
    ["literal", ["motorway", "trunk", "primary"]],
  ];
  const isFerry: ExpressionSpecification = ["==", ["get", "classe"], "ferry"];
  return [
    {
      id: "roads",
      type: "line",
      source: "fond",
      "source-layer": "routes",
      filter: ["!", isFerry],
      layout: {
        visibility,
        "line-cap": roundFrom(ROUND_FROM_ZOOM, "butt"),
        "line-join": roundFrom(ROUND_FROM_ZOOM, "miter"),
      },
      paint: {
        "line-color": ["case", isMain, palette.mainRoad, palette.road],
        "line-width": [
          "interpolate",
          ["exponential", 1.4],
          ["zoom"],
          7,
          ["case", isMain, 0.7, 0.3],
          14,
          ["case", isMain, 3.5, 1.8],
        ],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 7, 0.55, 12, 0.8],
      },
    },
    {
      id: "ferries",
      type: "line",
      source: "fond",
      "source-layer": "routes",
      filter: isFerry,
      layout: { visibility },
      paint: { "line-color": palette.mainRoad, "line-width": 1.2, "line-dasharray": [4, 3] },
    },
  ];
}

/** Borders of territories, the wider the thicker. */
function borderLayers(palette: Palette): LayerSpecification[] {
  const level: ExpressionSpecification = ["get", "level"];
  return [
    {
      id: "borders",
      type: "line",
      source: "limites",
      "source-layer": "limites",
      layout: { "line-join": roundFrom(ROUND_FROM_ZOOM, "miter") },
      paint: {
        "line-color": palette.border,
        "line-width": [
          "interpolate",
          ["linear"],
          ["zoom"],
          5,
          ["match", level, "region", 1.2, "departement", 0.7, 0.3],
          12,
          ["match", level, "region", 3, "departement", 2.4, "epci", 1.6, 0.9],
        ],
        "line-opacity": 0.75,
      },
    },
  ];
}

function placeLayer(palette: Palette, visibility: "visible" | "none"): LayerSpecification {
  return {
    id: "places",
    type: "symbol",
    source: "fond",
    "source-layer": "lieux",
    layout: {
      visibility,
      "text-field": ["get", "nom"],
      "text-font": [MAP_FONT],
      "text-size": ["interpolate", ["linear"], ["zoom"], 7, 11, 13, 15],
      "symbol-sort-key": ["get", "rang"],
      "text-padding": 6,
      // Beside the structure that stands in the middle of the town, not over it.
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 0.8,
      "text-max-width": 8,
    },
    paint: {
      "text-color": palette.label,
      "text-halo-color": palette.labelHalo,
      "text-halo-width": 1.6,
    },
  };
}
