import proj4 from "proj4";

import { LAEA_EUROPE } from "../plane.ts";
import type { Plane } from "../plane.ts";

/** A plane whose metres are those of EPSG:3035, counted from a place: large territories lie on the grid of their cells. */
export function createGridPlane(center: readonly [lon: number, lat: number]): Plane {
  const laea = proj4("WGS84", LAEA_EUROPE);
  const [easting, northing] = laea.forward([center[0], center[1]]);
  const east = Math.round(easting / 1_000) * 1_000;
  const north = Math.round(northing / 1_000) * 1_000;
  return {
    toLonLat([x, y]) {
      const [lon, lat] = laea.inverse([x + east, y + north]);
      return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
    },
    toGrid([x, y]) {
      return [x + east, y + north];
    },
  };
}
