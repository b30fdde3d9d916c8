import { contours } from "d3-contour";
import type { MultiPolygon } from "geojson";

import { METERS_PER_MICRODEGREE, MICRODEGREES } from "../geo/distance.ts";
import { doubleArea, isInRing, type Ring } from "../geo/rings.ts";
import type { Surface } from "./surface.ts";

/** Times farther than this from the cutoff do not move the border between two vertices any more. */
const SOFT_DECISECONDS = 1800;
/** Keeps borders off the vertices of the grid, where rings would touch. Share of the soft span. */
const LEAST_SHARE = 0.1;
/** Patches smaller than this are noise unless somebody lives there. */
const MIN_PATCH_KM2 = 0.2;

/** Where people live: degrees, ascending by latitude. */
export interface InhabitedPoints {
  readonly lons: Float64Array;
  readonly lats: Float64Array;
}

/**
 * The area within a cutoff, by marching squares over a time surface: outlines counter-clockwise, holes
 * clockwise (RFC 7946), coordinates of six decimals. Holes are kept where people live in them; patches under
 * 0.2 km² where people live on them.
 */
export function areaWithin(surface: Surface, cutoffDeciseconds: number, inhabited: InhabitedPoints): MultiPolygon {
  const levels = Array.from(surface.deciseconds, (time) => levelOf(cutoffDeciseconds - time));
  const contour = contours()
    .size([surface.columns, surface.rows])
    .smooth(true)
    .contour(levels, 0);
  const coordinates: Ring[][] = [];
  for (const polygon of contour.coordinates) {
    const [outline, ...holes] = polygon.map((ring) => toDegrees(surface, ring as [number, number][]));
    orient(outline, true);
    if (areaKm2(surface, outline) < MIN_PATCH_KM2 && !isInhabited(inhabited, outline)) continue;
    const kept = holes.filter((hole) => isInhabited(inhabited, hole));
    for (const hole of kept) orient(hole, false);
    coordinates.push([outline, ...kept]);
  }
  return { type: "MultiPolygon", coordinates };
}

/** Height of a vertex above the border: its spare time, kept away from zero and within the soft span. */
function levelOf(spareDeciseconds: number): number {
  const size = Math.max(SOFT_DECISECONDS * LEAST_SHARE, Math.min(SOFT_DECISECONDS, Math.abs(spareDeciseconds)));
  return spareDeciseconds >= 0 ? size : -size;
}

/** d3-contour puts the value of vertex (i, j) at (i + 0.5, j + 0.5). */
function toDegrees(surface: Surface, ring: readonly [number, number][]): Ring {
  return ring.map(([x, y]) => [
    Math.round(surface.west + (x - 0.5) * surface.stepLon) / MICRODEGREES,
    Math.round(surface.south + (y - 0.5) * surface.stepLat) / MICRODEGREES,
  ]);
}

function orient(ring: Ring, counterClockwise: boolean): void {
  if (doubleArea(ring) > 0 !== counterClockwise) ring.reverse();
}

function areaKm2(surface: Surface, ring: Ring): number {
  const scale = surface.stepLat / surface.stepLon;
  const metersPerDegree = METERS_PER_MICRODEGREE * MICRODEGREES;
  return (Math.abs(doubleArea(ring)) / 2) * scale * (metersPerDegree / 1000) ** 2;
}

function isInhabited({ lons, lats }: InhabitedPoints, ring: Ring): boolean {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [lon, lat] of ring) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  for (let i = lowerBound(lats, south); i < lats.length && lats[i] <= north; i++) {
    if (lons[i] >= west && lons[i] <= east && isInRing(lons[i], lats[i], ring)) return true;
  }
  return false;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Points of inhabited cells, sorted once for all areas drawn. O(n log n). */
export function inhabitedPoints(lons: Float64Array, lats: Float64Array): InhabitedPoints {
  const order = Array.from(lats.keys()).sort((a, b) => lats[a] - lats[b]);
  return {
    lons: Float64Array.from(order, (i) => lons[i]),
    lats: Float64Array.from(order, (i) => lats[i]),
  };
}
