import type { ExpressionSpecification, FilterSpecification, Map as MapLibreMap } from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import type { AppState } from "../app/state.ts";
import type { MapView } from "../map/opened-map.ts";
import type { Palette } from "../map/palette.ts";

const LAYERS = { veil: "difference-veil", gained: "difference-gained", lost: "difference-lost" } as const;
const PATTERN_SIZE = 10;
const RATIO = 2;

/** Layers of the difference lie over the cells, under roads and borders. */
const BENEATH = "roads";

/** Colours, on the map, the cells that come within the minutes with the scenario and those that no longer are. */
export function followDifference(view: MapView, { state }: AppContext, palette: () => Palette): void {
  const { map } = view;
  const draw = (): void => {
    const { minutes } = state.get();
    const { gained, lost } = differenceFilters(minutes);
    addLayers(map, palette());
    map.setFilter(LAYERS.gained, gained);
    map.setFilter(LAYERS.lost, lost);
    const visibility = isDifference(state.get()) ? "visible" : "none";
    for (const layer of Object.values(LAYERS)) {
      map.setLayoutProperty(layer, "visibility", visibility);
      if (layer !== LAYERS.veil) map.setLayoutProperty(`${layer}-sign`, "visibility", visibility);
    }
    for (const layer of [LAYERS.gained, LAYERS.lost]) {
      map.setFilter(`${layer}-sign`, layer === LAYERS.gained ? gained : lost);
    }
  };
  view.onStyle(draw);
  state.watch((all) => `${all.minutes} ${isDifference(all)}`, draw);
}

function isDifference({ shownScenario, scenarioSide, shading }: AppState): boolean {
  return shownScenario !== null && scenarioSide === "difference" && shading === "cells";
}

/** Tiles have `avant` where the time was another; -1 is a cell that no structure is reached from. */
export function differenceFilters(minutes: number): Readonly<Record<"gained" | "lost", FilterSpecification>> {
  const within = (name: string): ExpressionSpecification => [
    "all",
    [">=", ["get", name], 0],
    ["<=", ["get", name], minutes * 60],
  ];
  const differs: ExpressionSpecification = ["has", "avant"];
  return {
    gained: ["all", differs, within("seconds"), ["!", within("avant")]],
    lost: ["all", differs, within("avant"), ["!", within("seconds")]],
  };
}

function addLayers(map: MapLibreMap, palette: Palette): void {
  if (map.getLayer(LAYERS.veil) !== undefined) return;
  const source = { source: "carreaux", "source-layer": "carreaux" };
  map.addLayer(
    {
      id: LAYERS.veil,
      type: "fill",
      ...source,
      paint: { "fill-color": palette.unchanged, "fill-antialias": false },
    },
    BENEATH,
  );
  for (const [layer, color, ink, draw] of [
    [LAYERS.gained, palette.gained, palette.gainedInk, drawPlus],
    [LAYERS.lost, palette.lost, palette.lostInk, drawCross],
  ] as const) {
    const pattern = `${layer}-sign`;
    if (!map.hasImage(pattern)) map.addImage(pattern, patternOf(ink, draw), { pixelRatio: RATIO });
    map.addLayer(
      { id: layer, type: "fill", ...source, paint: { "fill-color": color, "fill-antialias": false } },
      BENEATH,
    );
    map.addLayer({ id: pattern, type: "fill", ...source, paint: { "fill-pattern": pattern } }, BENEATH);
  }
}

function patternOf(ink: string, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = PATTERN_SIZE * RATIO;
  canvas.height = PATTERN_SIZE * RATIO;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("Got no 2D canvas, expected one to draw the map's signs.");
  context.scale(RATIO, RATIO);
  context.strokeStyle = ink;
  context.lineWidth = 1.3;
  context.beginPath();
  draw(context);
  context.stroke();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function drawPlus(context: CanvasRenderingContext2D): void {
  context.moveTo(2, 5);
  context.lineTo(8, 5);
  context.moveTo(5, 2);
  context.lineTo(5, 8);
}

function drawCross(context: CanvasRenderingContext2D): void {
  context.moveTo(2.5, 2.5);
  context.lineTo(7.5, 7.5);
  context.moveTo(7.5, 2.5);
  context.lineTo(2.5, 7.5);
}
