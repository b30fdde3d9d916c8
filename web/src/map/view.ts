import type { FeatureCollection } from "geojson";
import { Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, StyleSpecification, VectorTileSource } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import type { DatasetSummary, StructureCollection } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import { messages } from "../messages.fr.ts";
import { excludedWords } from "../state.ts";
import type { AppState } from "../state.ts";
import type { Store } from "../store.ts";
import { gapFeatures, NO_BANDS, structureFeatures } from "./content.ts";
import type { MapContent } from "./content.ts";
import { markCovered, NONE_COVERED } from "./covered-cells.ts";
import { drawImage } from "./images.ts";
import { paddingFor } from "./padding.ts";
import { selectionFilters } from "./overlay-layers.ts";
import type { Palette } from "./palette.ts";
import { buildStyle, cellOpacity, LAYERS, MAP_FONT, tileUrl } from "./style.ts";

export interface MapView {
  readonly map: MapLibreMap;
  /** Draws these isochrones in place of the former ones. */
  showIsochrones(bands: MapContent["isochrones"]): void;
}

export interface MapInputs {
  readonly dataset: DatasetSummary;
  readonly structures: StructureCollection;
  readonly state: Store<AppState>;
  readonly data: Store<AppData>;
  readonly palette: Store<{ current: Palette }>;
}

/**
 * The map in its frame, following state, data and theme. Its place is kept in the address after `#`.
 * Throws where the browser has no WebGL.
 */
export async function createMapView(frame: HTMLElement, inputs: MapInputs): Promise<MapView> {
  const { dataset, structures, state, palette } = inputs;
  // Labels are drawn once: with another font, if this one came later.
  await document.fonts.load(`16px "${MAP_FONT}"`);
  setWorkerUrl(new URL(workerUrl, location.href).href);

  let content = initialContent(state.get(), structures);
  const styleNow = (): StyleSpecification => buildStyle(palette.get().current, dataset, content);
  const map = new MapLibreMap({
    container: frame,
    style: styleNow(),
    bounds: [...dataset.bbox],
    fitBoundsOptions: { padding: paddingFor(frame.clientWidth, false) },
    hash: true,
    attributionControl: false,
    locale: messages.map.ui,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 16,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-right");
  map.setMissingStyleImageResolver((id) => {
    const image = drawImage(id, palette.get().current);
    if (image !== null && !map.hasImage(id)) map.addImage(id, image.data, { pixelRatio: image.pixelRatio });
  });
  markReadiness(map, frame);
  await map.once("style.load");

  let isStyleReady = true;
  let coveredUpTo = NONE_COVERED;
  const show = (change: Partial<MapContent>): void => {
    content = { ...content, ...change };
    // Between two themes there is nothing to change: the style to come is shown all of it.
    if (isStyleReady) draw(change);
  };
  const draw = (change: Partial<MapContent>): void => {
    if (change.minutes !== undefined) coveredUpTo = markCovered(map, coveredUpTo, change.minutes);
    apply(map, dataset, change);
  };
  map.on("style.load", () => {
    isStyleReady = true;
    coveredUpTo = NONE_COVERED;
    draw(content);
  });
  let { theme } = palette.get().current;
  palette.watch(
    ({ current }) => current,
    (current) => {
      if (current.theme === theme) return;
      theme = current.theme;
      isStyleReady = false;
      map.setStyle(styleNow(), { diff: false });
    },
  );
  followStores(inputs, show);
  return { map, showIsochrones: (isochrones) => show({ isochrones }) };
}

function initialContent(state: AppState, structures: StructureCollection): MapContent {
  return {
    minutes: state.minutes,
    excludedWords: excludedWords(state.excluded),
    structures: structureFeatures(structures, state.excluded),
    gaps: gapFeatures([]),
    isochrones: NO_BANDS,
    selection: state.selection,
  };
}

function followStores(
  { state, data, structures }: MapInputs,
  show: (change: Partial<MapContent>) => void,
): void {
  state.watch(
    ({ minutes }) => minutes,
    (minutes) => show({ minutes }),
  );
  state.watch(
    ({ excluded }) => excluded,
    (excluded) =>
      show({ excludedWords: excludedWords(excluded), structures: structureFeatures(structures, excluded) }),
  );
  state.watch(
    ({ selection }) => selection,
    (selection) => show({ selection }),
  );
  data.watch(
    ({ gaps }) => gaps,
    (gaps) => show({ gaps: gapFeatures(gaps ?? []) }),
  );
}

/** Brings the map to what has changed, covered cells apart. */
function apply(map: MapLibreMap, dataset: DatasetSummary, change: Partial<MapContent>): void {
  const { excludedWords: words, structures, gaps, isochrones, selection } = change;
  if (words !== undefined) setTiles(map, tileUrl("carreaux", dataset.id, words));
  if (structures !== undefined) setData(map, "structures", structures);
  if (gaps !== undefined) setData(map, "gaps", gaps);
  if (isochrones !== undefined) showIsochrones(map, isochrones);
  if (selection === undefined) return;
  for (const [layer, filter] of Object.entries(selectionFilters(selection))) map.setFilter(layer, filter);
}

function showIsochrones(map: MapLibreMap, isochrones: MapContent["isochrones"]): void {
  setData(map, "isochrones", isochrones);
  const opacity = cellOpacity(isochrones);
  map.setPaintProperty(LAYERS.cells, "fill-opacity", opacity.cells);
  map.setPaintProperty(LAYERS.hatch, "fill-opacity", opacity.hatch);
}

function setTiles(map: MapLibreMap, url: string): void {
  const source = map.getSource<VectorTileSource>("carreaux");
  const isShown = source?.serialize().tiles?.[0] === url;
  if (!isShown) source?.setTiles([url]);
}

function setData(map: MapLibreMap, id: string, features: FeatureCollection): void {
  const source = map.getSource<GeoJSONSource>(id);
  if (source === undefined) throw new Error(`Got no source ${id}, expected the one of the style.`);
  void source.setData(features);
}

/** `data-state` of the frame: `drawing` or `ready`. Styles and tests wait on it. */
function markReadiness(map: MapLibreMap, frame: HTMLElement): void {
  const element = frame;
  element.dataset["state"] = "drawing";
  map.on("dataloading", () => (element.dataset["state"] = "drawing"));
  map.on("idle", () => (element.dataset["state"] = "ready"));
}
