import type { Map as MapLibreMap } from "maplibre-gl";

import type { MapContent } from "./content.ts";

/** What is over the map's own layers, drawn by the parts of the page that know it. */
export type MapOverlay = Partial<Pick<MapContent, "isochrones" | "trip" | "sites" | "isGroundMissing">>;

export interface MapView {
  readonly map: MapLibreMap;
  /** Draws these in place of the former ones; what is not given stays. */
  readonly show: (overlay: MapOverlay) => void;
  /** Calls back once a style is there, and after each change of theme or base map: marks on features are lost then. */
  readonly onStyle: (react: () => void) => void;
}

/** The map once it has started; null where it cannot. */
export type OpenedMap = Promise<MapView | null>;

/** The map to come: parts of the page wait for it, whichever of them starts it. */
export interface MapToCome {
  readonly opened: OpenedMap;
  /** Tells those who wait. */
  readonly settle: (view: MapView | null) => void;
}

export function awaitMap(): MapToCome {
  let settle: MapToCome["settle"] = () => undefined;
  const opened = new Promise<MapView | null>((resolve) => {
    settle = resolve;
  });
  return { opened, settle };
}
