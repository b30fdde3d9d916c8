import type { Map as MapLibreMap, MapGeoJSONFeature, MapMouseEvent } from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import type { AppState } from "../app/state.ts";
import { shareAt } from "../coverage/curves.ts";
import { messages } from "../i18n/messages.ts";
import { originAt } from "../search/origin.ts";
import type { Choropleth } from "./choropleth.ts";
import { LAYERS } from "./layers.ts";
import { choroplethLayer } from "./territory-layers.ts";
import { levelAt } from "./levels.ts";
import type { TerritoryLevel } from "./levels.ts";

/** Half the side of the square around the pointer that catches a structure, pixels. */
const REACH = 6;

/** Lets the pointer choose structures, gaps and territories, and read what is under it into `readout`. */
export function followPointer(
  map: MapLibreMap,
  context: AppContext,
  choropleth: Choropleth,
  readout: HTMLElement,
): void {
  const { state } = context;
  const words = readout;
  map.on("click", (event) => {
    state.set(targetAt(map, state.get(), event) ?? { selection: null });
  });
  // A right click, or a long press.
  map.on("contextmenu", ({ lngLat }) => {
    const { lng, lat } = lngLat.wrap();
    state.set({ origin: originAt(lng, lat, ""), selection: null });
  });
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = targetAt(map, state.get(), event) === null ? "" : "pointer";
    words.textContent = textAt(map, state.get(), choropleth, event) ?? messages.map.cellHint;
  });
  map.on("mouseout", () => {
    words.textContent = messages.map.cellHint;
  });
}

/** What a click there changes; null where there is nothing to choose. */
function targetAt(map: MapLibreMap, state: AppState, { point }: MapMouseEvent): Partial<AppState> | null {
  const near: [[number, number], [number, number]] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const layers = [LAYERS.structures, LAYERS.structuresAll, LAYERS.structureDots];
  const structure = textOf(map.queryRenderedFeatures(near, { layers })[0], "id");
  if (structure !== null) return { selection: { kind: "structure", id: structure } };
  const level = shownLevel(map, state);
  if (level !== null) {
    const code = textOf(territoryAt(map, level, point), "code");
    return code === null ? null : { territory: `${level.prefix}:${code}`, selection: null, origin: null };
  }
  const gap = textOf(map.queryRenderedFeatures(point, { layers: [LAYERS.gapDots, LAYERS.gaps] })[0], "id");
  return gap === null ? null : { selection: { kind: "gap", id: gap } };
}

function textAt(
  map: MapLibreMap,
  state: AppState,
  choropleth: Choropleth,
  { point }: MapMouseEvent,
): string | null {
  const level = shownLevel(map, state);
  if (level !== null) {
    const feature = territoryAt(map, level, point);
    const row = choropleth.rowOf(level, textOf(feature, "code") ?? "");
    if (row === null) return textOf(feature, "nom");
    return messages.map.territory(row.name, shareAt(row, state.minutes), state.minutes);
  }
  const [cell] = map.queryRenderedFeatures(point, { layers: [LAYERS.cells] });
  const seconds: unknown = cell?.properties["seconds"];
  const people: unknown = cell?.properties["people"];
  if (typeof seconds !== "number" || typeof people !== "number") return null;
  return messages.map.cell(seconds < 0 ? null : seconds / 60, people);
}

function shownLevel(map: MapLibreMap, { shading }: AppState): TerritoryLevel | null {
  return shading === "territories" ? levelAt(map.getZoom()) : null;
}

function territoryAt(
  map: MapLibreMap,
  level: TerritoryLevel,
  point: MapMouseEvent["point"],
): MapGeoJSONFeature | undefined {
  return map.queryRenderedFeatures(point, { layers: [choroplethLayer(level)] })[0];
}

function textOf(feature: MapGeoJSONFeature | undefined, name: string): string | null {
  const value: unknown = feature?.properties[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
