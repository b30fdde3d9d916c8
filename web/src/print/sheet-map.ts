import { Map as MapLibreMap } from "maplibre-gl";
import type { ExpressionSpecification } from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { captureMap, untilIdle } from "../export/capture-map.ts";
import { formatScale } from "../export/compose-picture.ts";
import { Choropleth } from "../map/choropleth.ts";
import { initialContent } from "../map/content.ts";
import { markCovered, NONE_COVERED } from "../map/covered-cells.ts";
import { LAYERS } from "../map/layers.ts";
import { answerForImages, prepareLibrary } from "../map/library.ts";
import { LIGHT } from "../map/palette.ts";
import { metersPerPixel, scaleBar } from "../map/scale-bar.ts";
import { buildStyle } from "../map/style.ts";
import { legendRoom } from "./legend-room.ts";
import type { MapPlace } from "./print-map.ts";
import type { SheetSubject } from "./sheet-page.ts";

/** Enough for the dots of a printer. */
const PIXEL_RATIO = 2;
const CLOSEST_ZOOM = 13;
const EDGE = 12;
const SCALE_PIXELS = 110;

/** Of the signs, by zoom: smaller than on the large map, or a country's would hide its colours. */
const SIGN_SIZE: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  4,
  0.12,
  6,
  0.3,
  8,
  0.6,
  11,
  1,
];

/**
 * Draws the maps of the sheet, one after the other, as pictures: a page with a living map does not print well. The style is
 * that of the map view, in its light colours.
 *
 * @returns false where the browser cannot draw maps
 */
export async function drawSheetMaps(
  context: AppContext,
  { minutes }: Pick<SheetSubject, "minutes">,
  { map: main, insets }: { readonly map: MapPlace; readonly insets: readonly MapPlace[] },
): Promise<boolean> {
  await prepareLibrary();
  const box = h("div", { class: "print-map-box", "aria-hidden": "true" });
  main.frame.append(box);
  try {
    const map = openMap(box, context);
    await map.once("style.load");
    for (const layer of [LAYERS.structures, LAYERS.structuresAll]) {
      map.setLayoutProperty(layer, "icon-size", SIGN_SIZE);
    }
    markCovered(map, NONE_COVERED, minutes);
    const choropleth = new Choropleth(map, context);
    await drawOne(map, box, main, choropleth);
    for (const inset of insets) await drawOne(map, box, inset, choropleth);
    map.remove();
    return true;
  } catch (error) {
    console.warn(error);
    return false;
  } finally {
    box.remove();
  }
}

function openMap(box: HTMLElement, { dataset, state }: AppContext): MapLibreMap {
  // A selection is of the moment; the base map of others may not be there when it is printed.
  const content = initialContent({ ...state.get(), selection: null, ground: "trente" });
  const map = new MapLibreMap({
    container: box,
    style: buildStyle(LIGHT, dataset, content),
    bounds: [...dataset.bbox],
    pixelRatio: PIXEL_RATIO,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
  });
  answerForImages(map, () => LIGHT);
  return map;
}

/** Moves the map to a place, and leaves its picture and its scale there. */
async function drawOne(
  map: MapLibreMap,
  box: HTMLElement,
  { frame, bbox, alt, left, scale, marks = [] }: MapPlace,
  choropleth: Choropleth,
): Promise<void> {
  const { width, height } = frame.getBoundingClientRect();
  box.style.width = `${width}px`;
  box.style.height = `${height}px`;
  map.resize();
  const edge = Math.min(EDGE, width / 10);
  const padding = {
    top: edge,
    right: edge,
    bottom: edge,
    left: edge + legendRoom(bbox, { width, height, edge, legend: left }),
  };
  map.fitBounds([...bbox], { padding, maxZoom: CLOSEST_ZOOM, animate: false });
  await untilIdle(map);
  await choropleth.show();
  let source = "";
  await captureMap(map, PIXEL_RATIO, (canvas) => (source = canvas.toDataURL("image/png")));
  const picture = h("img", { class: "print-map-picture", src: source, alt });
  await picture.decode();
  frame.prepend(picture);
  for (const { lon, lat, text } of marks) {
    const { x, y } = map.project([lon, lat]);
    const mark = h("span", { class: "print-mark", "aria-hidden": "true" }, text);
    mark.style.left = `${(100 * x) / width}%`;
    mark.style.top = `${(100 * y) / height}%`;
    frame.append(mark);
  }
  if (scale === null) return;
  const bar = scaleBar(metersPerPixel(map.getCenter().lat, map.getZoom()), SCALE_PIXELS);
  scale.style.width = `${bar.pixels}px`;
  scale.textContent = formatScale(bar.meters);
}
