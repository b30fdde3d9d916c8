import type { Polygon } from "geojson";

import { cellCorners } from "../../isochrones/geo/grid-projection.ts";
import type { Cells } from "../../isochrones/model/cells.ts";

/** The square of a cell in degrees of six decimals, counter-clockwise and closed (RFC 7946). */
export function cellPolygon(cells: Cells, cell: number): Polygon {
  const corners = cellCorners(cells, cell).map(([lon, lat]) => [fixed(lon), fixed(lat)]);
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
}

function fixed(degrees: number): number {
  return Number(degrees.toFixed(6));
}
