import type { Map as MapLibreMap } from "maplibre-gl";

import { h } from "../dom/dom.ts";

/** Puts a picture of the map beside it while the page is printed: a living canvas prints empty. */
export function followPrinting(map: MapLibreMap, frame: HTMLElement): void {
  const picture = h("canvas", { class: "map-print", "aria-hidden": "true" });
  window.addEventListener("beforeprint", () => {
    // At once, for printing does not wait; its canvas holds the frame until this turn ends.
    map.redraw();
    const source = map.getCanvas();
    picture.width = source.width;
    picture.height = source.height;
    picture.getContext("2d")?.drawImage(source, 0, 0);
    frame.after(picture);
  });
  window.addEventListener("afterprint", () => picture.remove());
}
