import proj4, { type Converter } from "proj4";

import type { Cells } from "../model/cells.ts";

type Position = [number, number];

/**
 * The projections of the census grids, by EPSG code: ETRS89 Lambert azimuthal equal-area for the metropole,
 * UTM 20 north for Martinique and Guadeloupe, UTM 40 south for La Réunion. Parameters from the EPSG registry.
 * All three rest on GRS80, which is WGS84 to within a metre.
 */
const DEFINITIONS: Readonly<Record<number, string>> = {
  3035: "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0 +units=m",
  5490: "+proj=utm +zone=20 +ellps=GRS80 +towgs84=0,0,0 +units=m",
  2975: "+proj=utm +zone=40 +south +ellps=GRS80 +towgs84=0,0,0 +units=m",
};

const converters = new Map<number, Converter>();

/**
 * `[lon, lat]` in degrees of a point given in the grid's own metres.
 *
 * @param crs EPSG code, one of 3035, 5490, 2975; another throws a RangeError
 */
export function gridToLonLat(crs: number, easting: number, northing: number): Position {
  return converter(crs).inverse<Position>([easting, northing]);
}

/** Grid metres `[easting, northing]` of a point in degrees: the inverse of `gridToLonLat`. */
export function lonLatToGrid(crs: number, lon: number, lat: number): Position {
  return converter(crs).forward<Position>([lon, lat]);
}

/**
 * The four corners of a cell in degrees, counter-clockwise from the south-west one of the grid (not closed).
 * A square of the grid is a slightly turned quadrilateral on the globe.
 */
export function cellCorners(cells: Cells, cell: number): [Position, Position, Position, Position] {
  return squareCorners(cells.crs[cell], cells.eastings[cell], cells.northings[cell], cells.sizes[cell]);
}

/** `cellCorners` for any square of a grid, its lower-left corner and side in metres. */
export function squareCorners(
  crs: number,
  easting: number,
  northing: number,
  sideMeters: number,
): [Position, Position, Position, Position] {
  const { inverse } = converter(crs);
  const east = easting + sideMeters;
  const north = northing + sideMeters;
  return [
    inverse<Position>([easting, northing]),
    inverse<Position>([east, northing]),
    inverse<Position>([east, north]),
    inverse<Position>([easting, north]),
  ];
}

function converter(crs: number): Converter {
  const known = converters.get(crs);
  if (known !== undefined) return known;
  const definition = DEFINITIONS[crs];
  if (definition === undefined) {
    throw new RangeError(
      `grid projection: got EPSG ${crs}, expected one of ${Object.keys(DEFINITIONS).join(", ")}`,
    );
  }
  const made = proj4(definition);
  converters.set(crs, made);
  return made;
}
