import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";

import { messages } from "../messages.fr.ts";
import type { AppState, Selection } from "../state.ts";
import type { Store } from "../store.ts";
import { LAYERS } from "./style.ts";

/** Half the side of the square around the pointer that catches a structure, pixels. */
const REACH = 6;

/** Lets the pointer choose structures and gaps, and read the time of a cell into `readout`. */
export function followPointer(map: MapLibreMap, state: Store<AppState>, readout: HTMLElement): void {
  const words = readout;
  map.on("click", (event) => state.set({ selection: targetAt(map, event) }));
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = targetAt(map, event) === null ? "" : "pointer";
    words.textContent = cellText(map, event);
  });
  map.on("mouseout", () => {
    words.textContent = messages.map.cellHint;
  });
}

function targetAt(map: MapLibreMap, { point }: MapMouseEvent): Selection | null {
  const near: [[number, number], [number, number]] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const structure = idOf(map.queryRenderedFeatures(near, { layers: [LAYERS.structures] })[0]?.properties);
  if (structure !== null) return { kind: "structure", id: structure };
  const gap = idOf(map.queryRenderedFeatures(point, { layers: [LAYERS.gaps] })[0]?.properties);
  return gap === null ? null : { kind: "gap", id: gap };
}

function cellText(map: MapLibreMap, { point }: MapMouseEvent): string {
  const [cell] = map.queryRenderedFeatures(point, { layers: [LAYERS.cells] });
  if (cell === undefined) return messages.map.cellHint;
  const seconds: unknown = cell.properties["seconds"];
  const people: unknown = cell.properties["people"];
  if (typeof seconds !== "number" || typeof people !== "number") return messages.map.cellHint;
  return messages.map.cell(seconds < 0 ? null : seconds / 60, people);
}

function idOf(properties: Record<string, unknown> | null | undefined): string | null {
  const id = properties?.["id"];
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
