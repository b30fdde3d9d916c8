import type { FeatureCollection } from "geojson";
import { Map as MapLibreMap, NavigationControl, ScaleControl } from "maplibre-gl";
import type {
  ErrorEvent,
  FilterSpecification,
  GeoJSONSource,
  StyleSpecification,
  VectorTileSource,
} from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import { createFreshnessCheck } from "../app/freshness.ts";
import { countedKey, figureKey, onMap } from "../app/state.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { initialContent } from "./content.ts";
import type { MapContent } from "./content.ts";
import { markCovered, NONE_COVERED } from "./covered-cells.ts";
import { LAYERS } from "./layers.ts";
import { answerForImages, prepareLibrary } from "./library.ts";
import type { MapView } from "./opened-map.ts";
import { gapVisibility, selectionFilters, uncountedVisibility } from "./overlay-layers.ts";
import { paddingFor } from "./padding.ts";
import type { Palette } from "./palette.ts";
import {
  buildStyle,
  cellOpacity,
  cellsFromZoom,
  gapParameters,
  SIMPLE_LAYERS,
  simpleVisibility,
  tileUrl,
} from "./style.ts";
import type { TileSet } from "./style.ts";
import { choroplethLayer, focusFilters } from "./territory-layers.ts";
import { TERRITORY_LEVELS } from "./levels.ts";

/**
 * The map in its frame, following state, data and theme. Its place is kept in the address after `#`.
 * Throws where the browser has no WebGL.
 */
export async function createMapView(
  frame: HTMLElement,
  context: AppContext,
  palette: Store<{ current: Palette }>,
): Promise<MapView> {
  const { dataset, state } = context;
  await prepareLibrary();

  let content = initialContent(state.get());
  const styleNow = (): StyleSpecification => buildStyle(palette.get().current, dataset, content);
  const map = openMap(frame, styleNow(), [...dataset.bbox]);
  answerForImages(map, () => palette.get().current);
  markReadiness(map, frame);
  await map.once("style.load");

  let isStyleReady = true;
  let coveredUpTo = NONE_COVERED;
  const listeners: (() => void)[] = [];
  const draw = (change: Partial<MapContent>): void => {
    if (change.minutes !== undefined) coveredUpTo = markCovered(map, coveredUpTo, change.minutes);
    apply(map, dataset.id, content, change);
  };
  const renew = (): void => {
    isStyleReady = false;
    map.setStyle(styleNow(), { diff: false });
  };
  const show = (change: Partial<MapContent>): void => {
    content = { ...content, ...change };
    if (change.ground !== undefined) return renew();
    // Between two styles there is nothing to change: the one to come is shown all of it.
    if (isStyleReady) draw(change);
  };
  const checkFreshness = createFreshnessCheck(context);
  map.on("sourcedataloading", checkFreshness);
  map.on("style.load", () => {
    isStyleReady = true;
    coveredUpTo = NONE_COVERED;
    draw({ minutes: content.minutes });
    for (const listener of listeners) listener();
  });
  let { theme } = palette.get().current;
  palette.watch(
    ({ current }) => current,
    (current) => {
      if (current.theme === theme) return;
      theme = current.theme;
      renew();
    },
  );
  draw({ minutes: content.minutes });
  followStores(context, show);
  return {
    map,
    show,
    onStyle: (react) => {
      listeners.push(react);
      react();
    },
  };
}

function openMap(
  frame: HTMLElement,
  style: StyleSpecification,
  bounds: [number, number, number, number],
): MapLibreMap {
  const map = new MapLibreMap({
    container: frame,
    style,
    bounds,
    fitBoundsOptions: { padding: paddingFor(frame.clientWidth, false) },
    hash: true,
    attributionControl: false,
    locale: messages.map.ui,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 16,
    // Labels that fade in are a third of a second of frames after each change.
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-right");
  map.on("error", reportTileError);
  return map;
}

/** A tile that does not come is no catastrophe: the figure and the tables stand. */
function reportTileError({ error }: ErrorEvent): void {
  console.warn(error);
}

function followStores({ state, data }: AppContext, show: (change: Partial<MapContent>) => void): void {
  // The style was made of what these were: only what changes from now on is drawn.
  const whenChanged = <V>(
    pick: (all: ReturnType<typeof state.get>) => V,
    react: (value: V) => void,
  ): void => {
    let isFirst = true;
    state.watch(pick, (value) => {
      if (!isFirst) react(value);
      isFirst = false;
    });
  };
  whenChanged(
    ({ minutes }) => minutes,
    (minutes) => show({ minutes }),
  );
  whenChanged(countedKey, () => show({ counted: initialContent(state.get()).counted }));
  whenChanged(
    (all) => figureKey(onMap(all)),
    () => show({ figured: initialContent(state.get()).figured }),
  );
  whenChanged(
    ({ territory }) => territory,
    (territory) => show({ territory }),
  );
  whenChanged(
    ({ shading }) => shading,
    (shading) => show({ shading }),
  );
  whenChanged(
    ({ ground }) => ground,
    (ground) => show({ ground }),
  );
  whenChanged(
    ({ selection }) => selection,
    (selection) => show({ selection }),
  );
  // Gaps of the map go with those of the table: both come when the slider rests.
  data.watch(
    ({ gaps }) => gaps?.minutes ?? null,
    (gapMinutes) => {
      if (gapMinutes !== null) show({ gapMinutes });
    },
  );
}

/** Brings the map to what has changed, covered cells apart. */
function apply(map: MapLibreMap, datasetId: string, content: MapContent, change: Partial<MapContent>): void {
  if (change.counted !== undefined) {
    setTiles(map, "structures", tileUrl("structures", datasetId, content.counted));
    map.setLayoutProperty(LAYERS.structuresAll, "visibility", uncountedVisibility(content));
  }
  if (change.figured !== undefined) {
    setTiles(map, "carreaux", tileUrl("carreaux", datasetId, content.figured));
  }
  if (change.figured !== undefined || change.gapMinutes !== undefined) {
    setTiles(map, "gaps", tileUrl("zones-blanches" satisfies TileSet, datasetId, gapParameters(content)));
  }
  if (change.isGroundMissing !== undefined) {
    for (const layer of SIMPLE_LAYERS) map.setLayoutProperty(layer, "visibility", simpleVisibility(content));
  }
  if (change.shading !== undefined) showShading(map, content);
  if (change.territory !== undefined) setFilters(map, focusFilters(content.territory));
  if (change.isochrones !== undefined) showIsochrones(map, content);
  if (change.trip !== undefined) setData(map, "trip", content.trip);
  if (change.sites !== undefined) setData(map, "sites", content.sites);
  if (change.selection !== undefined) setFilters(map, selectionFilters(content.selection));
}

function showShading(map: MapLibreMap, content: MapContent): void {
  const visibility = content.shading === "territories" ? "visible" : "none";
  for (const level of TERRITORY_LEVELS) {
    for (const suffix of ["", "-hatch", "-border"]) {
      map.setLayoutProperty(choroplethLayer(level) + suffix, "visibility", visibility);
    }
  }
  for (const layer of [LAYERS.gaps, LAYERS.gapOutlines, LAYERS.gapDots]) {
    map.setLayoutProperty(layer, "visibility", gapVisibility(content));
  }
  const from = cellsFromZoom(content);
  for (const layer of [LAYERS.cells, LAYERS.hatch]) map.setLayerZoomRange(layer, from, MAX_ZOOM);
}

/** The largest zoom of the style specification. */
const MAX_ZOOM = 24;

function showIsochrones(map: MapLibreMap, content: MapContent): void {
  setData(map, "isochrones", content.isochrones);
  const opacity = cellOpacity(content);
  map.setPaintProperty(LAYERS.cells, "fill-opacity", opacity.cells);
  map.setPaintProperty(LAYERS.hatch, "fill-opacity", opacity.hatch);
}

function setFilters(map: MapLibreMap, filters: Readonly<Record<string, FilterSpecification>>): void {
  for (const [layer, filter] of Object.entries(filters)) map.setFilter(layer, filter);
}

function setTiles(map: MapLibreMap, id: string, url: string): void {
  const source = map.getSource<VectorTileSource>(id);
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
