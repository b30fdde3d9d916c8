import { setWorkerUrl } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "virtual:map-worker-url";

import { drawImage } from "./images.ts";
import type { Palette } from "./palette.ts";
import { MAP_FONT } from "./style.ts";

/** What must be there before a map is made: the font of its labels, and where its worker is. */
export async function prepareLibrary(): Promise<void> {
  // Labels are drawn once: with another font, if this one came later.
  await document.fonts.load(`16px "${MAP_FONT}"`);
  setWorkerUrl(new URL(workerUrl, location.href).href);
}

/** Draws the pictures that the style names when the map asks for them. */
export function answerForImages(map: MapLibreMap, palette: () => Palette): void {
  map.setMissingStyleImageResolver((id) => {
    const image = drawImage(id, palette());
    if (image !== null && !map.hasImage(id)) map.addImage(id, image.data, { pixelRatio: image.pixelRatio });
  });
}
