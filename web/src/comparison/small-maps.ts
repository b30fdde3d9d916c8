import { Map as MapLibreMap } from "maplibre-gl";

import type { AppData } from "../app/data.ts";
import { shownScenario } from "../app/state.ts";
import type { DocumentContext } from "../document/document-context.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { initialContent } from "../map/content.ts";
import { markCovered, NONE_COVERED } from "../map/covered-cells.ts";
import { answerForImages, prepareLibrary } from "../map/library.ts";
import type { Palette } from "../map/palette.ts";
import { buildStyle } from "../map/style.ts";
import { followEdits } from "../scenario/map-signs.ts";
import { wordsOf } from "../scenario/edits.ts";
import { sessionOf } from "../scenario/session.ts";

const EDGE = 16;
const CLOSEST_ZOOM = 13;

/** One map in each frame, today's first. They end with the document. Rejects where the browser has no WebGL. */
export async function startMaps(
  context: DocumentContext,
  frames: readonly HTMLElement[],
  palette: Store<{ current: Palette }>,
): Promise<void> {
  const { data, dataset, untilClosed } = context;
  await prepareLibrary();
  const bounds = (await placeOf(data))?.mainBbox ?? dataset.bbox;
  const maps = frames.map((frame, column) => startMap(context, frame, column, bounds, palette.get().current));
  untilClosed(() => {
    for (const map of maps) map.remove();
  });
  moveTogether(maps);
}

function startMap(
  context: DocumentContext,
  container: HTMLElement,
  column: number,
  bounds: readonly [number, number, number, number],
  palette: Palette,
): MapLibreMap {
  const { dataset, state } = context;
  const shown = { ...state.get(), shownScenario: column === 0 ? null : column - 1 };
  const content = initialContent({
    ...shown,
    scenarioSide: "after",
    shading: "cells",
    ground: "trente",
    selection: null,
  });
  const map = new MapLibreMap({
    container,
    style: buildStyle(palette, dataset, content),
    bounds: [...bounds],
    attributionControl: false,
    locale: { ...messages.map.ui, "Map.Title": container.dataset["title"] ?? "" },
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    fadeDuration: 0,
    // What prints must still be there when it is read.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  answerForImages(map, () => palette);
  map.once("style.load", () => {
    // The frame may have come to its size after the map was made.
    map.resize();
    map.fitBounds([...bounds], { padding: EDGE, maxZoom: CLOSEST_ZOOM, animate: false });
    markCovered(map, NONE_COVERED, shown.minutes);
    const text = shownScenario(shown)?.text ?? "";
    void sessionOf(context)
      .kept.textOf(text)
      .then((edits) => followEdits(map, wordsOf(edits)))
      .catch((error: unknown) => console.warn(error));
  });
  map.on("idle", () => container.setAttribute("data-drawn", ""));
  return map;
}

/** The territory shown, once the server has said where it lies; null where it cannot. */
async function placeOf(data: DocumentContext["data"]): Promise<AppData["place"]> {
  return new Promise((resolve) => {
    data.watch(
      ({ place, failure }) => place ?? failure,
      (_, { place, failure }) => {
        if (place !== null || failure !== null) resolve(place);
      },
    );
  });
}

/** What one is moved to, all are. */
function moveTogether(maps: readonly MapLibreMap[]): void {
  let isFollowing = false;
  for (const map of maps) {
    map.on("move", () => {
      if (isFollowing) return;
      isFollowing = true;
      for (const other of maps) {
        if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
      }
      isFollowing = false;
    });
  }
}
