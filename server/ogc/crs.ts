import type { Position } from "geojson";
import proj4 from "proj4";

import type { RequestError } from "../../isochrones/errors.ts";
import { invalidParameter } from "../validation.ts";
import type { SourceGeometry } from "./source.ts";

/** A coordinate reference system in which boxes are understood and geometries written. */
export interface Crs {
  readonly uri: string;
  readonly name: string;
  /** Decimals that are written: about a decimetre, the precision of the sources. */
  readonly decimals: number;
  /** Degrees to its own axes, in their official order; null where it is the degrees themselves. */
  readonly projection: Projection | null;
}

interface Projection {
  readonly fromDegrees: (position: Position) => Position;
  readonly toDegrees: (position: Position) => Position;
}

/** Longitude and latitude, in this order. */
export const CRS84: Crs = {
  uri: "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
  name: "WGS 84, longitude et latitude",
  decimals: 6,
  projection: null,
};

/** RGF93 v1, Lambert-93, the system of official maps of metropolitan France: easting and northing. EPSG registry, 2154. */
export const LAMBERT_93: Crs = {
  uri: "http://www.opengis.net/def/crs/EPSG/0/2154",
  name: "RGF93 v1 / Lambert-93",
  decimals: 2,
  projection: projectionOf(
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0 +units=m",
  ),
};

/** The one of sources, and of requests that name none, first. */
export const SUPPORTED_CRS: readonly Crs[] = [CRS84, LAMBERT_93];

/** What a parameter that names a system takes. */
export const CRS_EXPECTED = `l’un des identifiants ${SUPPORTED_CRS.map(({ uri }) => uri).join(", ")}`;

/** The system of that identifier, CRS84 where none is given. Throws `RequestError` for any other. */
export function readCrs(parameter: string, uri: string | undefined): Crs {
  if (uri === undefined) return CRS84;
  const known = SUPPORTED_CRS.find((crs) => crs.uri === uri);
  if (known !== undefined) return known;
  throw unknownCrs(parameter, uri);
}

function unknownCrs(parameter: string, uri: string): RequestError {
  return invalidParameter(parameter, uri, CRS_EXPECTED);
}

/** A geometry written in another system. What is in degrees already stays as it is. */
export function writeGeometry(geometry: SourceGeometry, { projection, decimals }: Crs): SourceGeometry {
  if (projection === null) return geometry;
  const scale = 10 ** decimals;
  const write = (position: Position): Position =>
    projection.fromDegrees(position).map((value) => Math.round(value * scale) / scale);
  if (geometry.type === "Point") return { ...geometry, coordinates: write(geometry.coordinates) };
  const coordinates = geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(write)));
  return { ...geometry, coordinates };
}

function projectionOf(definition: string): Projection {
  const { forward, inverse } = proj4(definition);
  return {
    fromDegrees: ([lon, lat]) => forward<[number, number]>([lon, lat]),
    toDegrees: ([x, y]) => inverse<[number, number]>([x, y]),
  };
}
