import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
  VectorSourceSpecification,
} from "maplibre-gl";

import { selectionQuery } from "../api/query.ts";
import type { DatasetSummary } from "../api/wire.ts";
import type { MapContent } from "./content.ts";
import { IMAGES } from "./images.ts";
import { areaLayers, structureLayers } from "./overlay-layers.ts";
import type { Palette } from "./palette.ts";
import { CLASS_BOUNDS } from "./scale.ts";

/** Layers that are asked or changed by name. */
export const LAYERS = {
  cells: "cells",
  hatch: "cells-hatch",
  gaps: "gaps",
  structures: "structures",
} as const;

/** The label font: self-hosted, drawn by the browser, so that no glyph server is asked. */
export const MAP_FONT = "Public Sans";

/** Zoom after which the tiles are stretched, not asked again: a 200 m cell is 90 pixels wide there. */
const MAX_TILE_ZOOM = 14;

/** Set by `covered-cells.ts`, second by second: cells have their seconds for an id. */
const IS_COVERED: ExpressionSpecification = ["boolean", ["feature-state", "covered"], false];

/** The whole style of the map in one theme. */
export function buildStyle(
  palette: Palette,
  dataset: DatasetSummary,
  content: MapContent,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      fond: tileSource(tileUrl("fond", dataset.id), dataset),
      carreaux: {
        ...tileSource(tileUrl("carreaux", dataset.id, content.excludedWords), dataset),
        promoteId: { carreaux: "seconds" },
      },
      structures: { type: "geojson", data: content.structures },
      gaps: { type: "geojson", data: content.gaps },
      isochrones: { type: "geojson", data: content.isochrones },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": palette.sea } },
      ...landLayers(palette),
      ...cellLayers(palette, cellOpacity(content.isochrones)),
      ...roadLayers(palette),
      ...areaLayers(palette, content.selection),
      placeLayer(palette),
      ...structureLayers(palette, content.selection),
    ],
  };
}

/**
 * Address of a layer's tiles: absolute, as MapLibre asks them from a worker, and bound to the dataset, so that
 * browsers keep them.
 */
export function tileUrl(
  layer: "fond" | "carreaux",
  datasetId: string,
  excludedWords: readonly string[] = [],
): string {
  const query = selectionQuery({ exclude: excludedWords }, { jeu: datasetId });
  return `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query}`;
}

interface CellOpacity {
  readonly cells: ExpressionSpecification;
  readonly hatch: ExpressionSpecification;
}

/** Cells let roads through when near, and step back while isochrones are over them. */
export function cellOpacity({ features }: MapContent["isochrones"]): CellOpacity {
  const factor = features.length === 0 ? 1 : 0.4;
  const far = 0.92 * factor;
  const near = 0.7 * factor;
  const unlessCovered = (opacity: number): ExpressionSpecification => ["case", IS_COVERED, 0, opacity];
  return {
    cells: ["interpolate", ["linear"], ["zoom"], 10, far, 14, near],
    hatch: ["interpolate", ["linear"], ["zoom"], 10, unlessCovered(far), 14, unlessCovered(near)],
  };
}

function tileSource(url: string, dataset: DatasetSummary): VectorSourceSpecification {
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

function cellLayers(palette: Palette, opacity: CellOpacity): LayerSpecification[] {
  const [nearest, ...farther] = palette.times;
  if (nearest === undefined) throw new Error("Got a palette without times, expected one colour a class.");
  // A class holds its upper bound: 5 minutes sharp is "0 to 5".
  const steps = farther.flatMap((color, index) => [(CLASS_BOUNDS[index] ?? 0) * 60 + 0.05, color]);
  const byTime = ["step", ["get", "seconds"], nearest, ...steps] as ExpressionSpecification;
  const source = { source: "carreaux", "source-layer": "carreaux" };
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

function roadLayers(palette: Palette): LayerSpecification[] {
  const isMain: ExpressionSpecification = [
    "in",
    ["get", "classe"],
    ["literal", ["motorway", "trunk", "primary"]],
  ];
  const isFerry: ExpressionSpecification = ["==", ["get", "classe"], "ferry"];
  return [
    {
      id: "communes-border",
      type: "line",
      source: "fond",
      "source-layer": "communes",
      minzoom: 7,
      paint: {
        "line-color": palette.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.3, 12, 1],
        "line-opacity": 0.7,
      },
    },
    {
      id: "roads",
      type: "line",
      source: "fond",
      "source-layer": "routes",
      filter: ["!", isFerry],
      layout: { "line-cap": "round", "line-join": "round" },
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
      paint: { "line-color": palette.mainRoad, "line-width": 1.2, "line-dasharray": [4, 3] },
    },
  ];
}

function placeLayer(palette: Palette): LayerSpecification {
  return {
    id: "places",
    type: "symbol",
    source: "fond",
    "source-layer": "lieux",
    layout: {
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
