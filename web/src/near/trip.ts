import type { Feature, FeatureCollection, Position } from "geojson";

import type { NearestProperties } from "../../../server/schemas/answers.ts";
import type { Origin } from "../app/state.ts";

/** `[west, south, east, north]`, degrees. */
export type Bounds = [number, number, number, number];

/** What the map draws of a trip: the place asked from and, where one is chosen, the way to a structure. */
export function tripFeatures({ lon, lat }: Origin, chosen: NearestProperties | null): FeatureCollection {
  const origin: Feature = {
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: {},
  };
  const route = chosen?.route;
  if (route === undefined) return { type: "FeatureCollection", features: [origin] };
  return {
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: route, properties: {} }, origin],
  };
}

/** The least box around some places. @param places not empty */
export function boundsOf(places: readonly Position[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of places) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
