import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

import type { Selection } from "../app/state.ts";
import type { MapContent } from "./content.ts";
import { IMAGES } from "./images.ts";
import { LAYERS } from "./layers.ts";
import type { Palette } from "./palette.ts";

/** Farther out outlines of gaps are specks. */
const GAPS_FROM_ZOOM = 7;

/** Farther out a country's signs would hide what they stand on: structures are dots there. */
const SIGNS_FROM_ZOOM = 6.5;

/** The sign of a structure, by its format and type. */
const SIGN: ExpressionSpecification = [
  "case",
  ["in", ["get", "format"], ["literal", ["bus", "itinerante"]]],
  IMAGES.mobile,
  ["==", ["get", "type"], "antenne"],
  IMAGES.antenne,
  IMAGES.principal,
];

/** Areas over the base map: outlines of gaps, isochrones, and of what is selected. */
export function areaLayers(palette: Palette, content: MapContent): LayerSpecification[] {
  const { selection } = content;
  const visibility = gapVisibility(content);
  return [
    {
      id: LAYERS.gaps,
      type: "fill",
      source: "gaps",
      "source-layer": "zones-blanches",
      layout: { visibility },
      // Nothing to see: it makes the whole gap answer the pointer.
      paint: { "fill-color": palette.gapOutline, "fill-opacity": 0 },
    },
    {
      id: LAYERS.gapOutlines,
      type: "line",
      source: "gaps",
      "source-layer": "zones-blanches",
      minzoom: GAPS_FROM_ZOOM,
      layout: { "line-join": "round", visibility },
      paint: {
        "line-color": palette.gapOutline,
        "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.8, 13, 2],
      },
    },
    {
      // Cells merged for a whole country hide the gaps among them: each is a dot there, by its people.
      id: LAYERS.gapDots,
      type: "circle",
      source: "gaps",
      "source-layer": "centres",
      maxzoom: GAPS_FROM_ZOOM,
      // A tile holds the largest of its own: without a bound one tile would show smaller ones than the next.
      filter: [">=", ["get", "people"], ["step", ["zoom"], 500, 5, 200, 6, 50]],
      layout: { visibility },
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "people"]], 7, 1.6, 30, 2.6, 100, 5],
        "circle-color": palette.uncovered,
        "circle-stroke-color": palette.uncoveredHatch,
        "circle-stroke-width": 0.8,
      },
    },
    ...selectionLayers(palette, selection),
    ...isochroneLayers(palette),
  ];
}

/** Filters of the layers that show what is selected, by layer. */
export function selectionFilters(selection: Selection | null): Readonly<Record<string, FilterSpecification>> {
  const idOf = (kind: Selection["kind"]): string => (selection?.kind === kind ? selection.id : "");
  return {
    "gap-selected": ["==", ["get", "id"], idOf("gap")],
    "structure-selected": ["==", ["get", "id"], idOf("structure")],
  };
}

/** Coloured territories say by their shares what gaps say. */
export function gapVisibility({ shading }: MapContent): "visible" | "none" {
  return shading === "cells" ? "visible" : "none";
}

function selectionLayers(palette: Palette, selection: Selection | null): LayerSpecification[] {
  const filters = selectionFilters(selection);
  const paint = { "line-color": palette.selection, "line-width": 3 };
  return [
    {
      id: "gap-selected",
      type: "line",
      source: "gaps",
      "source-layer": "zones-blanches",
      filter: filters["gap-selected"] ?? false,
      layout: { "line-join": "round" },
      paint,
    },
  ];
}

function isochroneLayers(palette: Palette): LayerSpecification[] {
  // The nearer the band, the thicker its line: the three are told apart without colour.
  const width: ExpressionSpecification = ["step", ["get", "minutes"], 3.4, 20, 2.4, 30, 1.5];
  return [
    {
      id: "isochrones-fill",
      type: "fill",
      source: "isochrones",
      paint: { "fill-color": palette.isochrone, "fill-opacity": 0.1 },
    },
    {
      id: "isochrones-halo",
      type: "line",
      source: "isochrones",
      layout: { "line-join": "round" },
      paint: { "line-color": palette.isochroneHalo, "line-width": ["+", 3, width], "line-opacity": 0.85 },
    },
    {
      id: "isochrones",
      type: "line",
      source: "isochrones",
      layout: { "line-join": "round" },
      paint: { "line-color": palette.isochrone, "line-width": width },
    },
    {
      id: "isochrones-label",
      type: "symbol",
      source: "isochrones",
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 260,
        "text-field": ["concat", ["to-string", ["get", "minutes"]], "\u00a0min"],
        "text-font": ["Public Sans"],
        "text-size": 13,
      },
      paint: {
        "text-color": palette.isochrone,
        "text-halo-color": palette.isochroneHalo,
        "text-halo-width": 2.2,
      },
    },
  ];
}

/** The way from where one asks to the structure chosen, and the place one asks from. */
export function tripLayers(palette: Palette): LayerSpecification[] {
  const isLine: FilterSpecification = ["==", ["geometry-type"], "LineString"];
  const line = { "line-cap": "round", "line-join": "round" } as const;
  return [
    {
      id: "trip-halo",
      type: "line",
      source: "trip",
      filter: isLine,
      layout: line,
      paint: { "line-color": palette.isochroneHalo, "line-width": 8, "line-opacity": 0.9 },
    },
    {
      id: "trip",
      type: "line",
      source: "trip",
      filter: isLine,
      layout: line,
      paint: { "line-color": palette.isochrone, "line-width": 4 },
    },
    {
      id: "trip-origin",
      type: "circle",
      source: "trip",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 7,
        "circle-color": palette.isochrone,
        "circle-stroke-color": palette.isochroneHalo,
        "circle-stroke-width": 3,
      },
    },
  ];
}

/** New sites by their rank, over everything: they are what was asked for. */
export function siteLayer(palette: Palette): LayerSpecification {
  return {
    id: LAYERS.sites,
    type: "symbol",
    source: "sites",
    layout: {
      "icon-image": IMAGES.site,
      "icon-anchor": "bottom",
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
      "text-field": ["to-string", ["get", "rank"]],
      "text-font": ["Public Sans"],
      "text-size": 13,
      // In the round part of the pin.
      "text-offset": [0, -1.35],
      "text-allow-overlap": true,
      "text-ignore-placement": true,
      // The first lies over the others.
      "symbol-sort-key": ["-", ["get", "rank"]],
    },
    paint: { "text-color": palette.isochroneHalo },
  };
}

/** Signs of the structures. They come last: names of places make way for them. */
export function structureLayers(palette: Palette, content: MapContent): LayerSpecification[] {
  const { selection } = content;
  return [
    {
      id: "structure-selected",
      type: "circle",
      source: "structures-all",
      "source-layer": "structures",
      filter: selectionFilters(selection)["structure-selected"] ?? false,
      paint: {
        "circle-radius": 14,
        "circle-color": palette.structureHalo,
        "circle-opacity": 0.7,
        "circle-stroke-color": palette.selection,
        "circle-stroke-width": 3,
      },
    },
    // Those that do not count show through where no counted one lies over them.
    signLayer(LAYERS.structuresAll, "structures-all", {
      opacity: 0.3,
      visibility: uncountedVisibility(content),
    }),
    signLayer(LAYERS.structures, "structures", { opacity: 1, visibility: "visible" }),
    {
      id: LAYERS.structureDots,
      type: "circle",
      source: "structures",
      "source-layer": "structures",
      maxzoom: SIGNS_FROM_ZOOM,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 0.9, SIGNS_FROM_ZOOM, 2.4],
        "circle-color": palette.structure,
        "circle-opacity": 0.75,
      },
    },
    {
      id: "structures-name",
      type: "symbol",
      source: "structures",
      "source-layer": "structures",
      minzoom: 12,
      layout: {
        "text-field": ["get", "name"],
        "text-font": ["Public Sans"],
        "text-size": 12,
        "text-anchor": "top",
        "text-offset": [0, 0.9],
        "text-max-width": 10,
        "text-optional": true,
      },
      paint: {
        "text-color": palette.label,
        "text-halo-color": palette.labelHalo,
        "text-halo-width": 1.6,
      },
    },
  ];
}

/** Where all structures count, their signs need not be drawn twice. */
export function uncountedVisibility({ counted }: MapContent): "visible" | "none" {
  return Object.keys(counted).length > 0 ? "visible" : "none";
}

function signLayer(
  id: string,
  source: string,
  { opacity, visibility }: { readonly opacity: number; readonly visibility: "visible" | "none" },
): LayerSpecification {
  return {
    id,
    type: "symbol",
    source,
    "source-layer": "structures",
    minzoom: SIGNS_FROM_ZOOM,
    layout: {
      visibility,
      "icon-image": SIGN,
      "icon-size": ["interpolate", ["linear"], ["zoom"], SIGNS_FROM_ZOOM, 0.5, 8.5, 0.75, 11, 1],
      "icon-allow-overlap": true,
      // Several structures stand in a large town: they must not push its name off the map.
      "icon-ignore-placement": true,
    },
    paint: { "icon-opacity": opacity },
  };
}
