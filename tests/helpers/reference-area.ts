import { contours } from "d3-contour";
import type { MultiPolygon } from "geojson";

import { METERS_PER_MICRODEGREE, MICRODEGREES } from "../../isochrones/geo/distance.ts";
import { doubleArea, isInRing, type Ring } from "../../isochrones/geo/rings.ts";
import type { Surface } from "../../isochrones/isoline/surface.ts";

/** Times farther than this from the cutoff do not move the border between two vertices any more. */
const SOFT_DECISECONDS = 1800;
/** Keeps borders off the vertices of the grid, where rings would touch. Share of the soft span. */
const LEAST_SHARE = 0.1;
/** Patches smaller than this are noise unless somebody lives there. */
const MIN_PATCH_KM2 = 0.2;

/** Where people live, degrees. */
interface Inhabited {
  readonly lons: Float64Array;
  readonly lats: Float64Array;
}

/**
 * The area within a cutoff, the slow way: contours by d3-contour, rings nested by looking whether one is in another,
 * people sought among all of them.
 */
export function referenceArea(
  surface: Surface,
  cutoffDeciseconds: number,
  inhabited: Inhabited,
): MultiPolygon {
  const levels = Array.from(surface.deciseconds, (time) => levelOf(cutoffDeciseconds - time));
  const contour = contours().size([surface.columns, surface.rows]).smooth(true).contour(levels, 0);
  const polygons = contour.coordinates.map((rings) => readPolygon(surface, rings as [number, number][][]));
  const filled: Shape[] = [];
  const kept: Polygon[] = [];
  for (const { outline, holes } of polygons) {
    if (areaKm2(surface, outline.ring) < MIN_PATCH_KM2 && !isInhabited(inhabited, outline, [])) continue;
    const open: Shape[] = [];
    for (const hole of holes) {
      const islands = polygons.filter((other) => isInside(other.outline, hole));
      (isInhabited(inhabited, hole, islands) ? open : filled).push(hole);
    }
    kept.push({ outline, holes: open });
  }
  // What was an island in a hole is part of the ground that now fills it.
  const coordinates = kept
    .filter(({ outline }) => !filled.some((hole) => isInside(outline, hole)))
    .map(({ outline, holes }) => [outline.ring, ...holes.map(({ ring }) => ring)]);
  return { type: "MultiPolygon", coordinates };
}

interface Shape {
  readonly ring: Ring;
  /** `[west, south, east, north]`, degrees. */
  readonly box: readonly [number, number, number, number];
}

interface Polygon {
  readonly outline: Shape;
  readonly holes: readonly Shape[];
}

function readPolygon(surface: Surface, rings: readonly [number, number][][]): Polygon {
  const [outline, ...holes] = rings.map((ring) => toDegrees(surface, ring));
  orient(outline, true);
  for (const hole of holes) orient(hole, false);
  return { outline: shapeOf(outline), holes: holes.map(shapeOf) };
}

function shapeOf(ring: Ring): Shape {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return { ring, box };
}

function contains({ ring, box }: Shape, lon: number, lat: number): boolean {
  return lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3] && isInRing(lon, lat, ring);
}

/** Contours do not cross: one position tells for the whole ring. */
function isInside({ ring }: Shape, outer: Shape): boolean {
  return contains(outer, ring[0][0], ring[0][1]);
}

/** Height of a vertex above the border: its spare time, kept away from zero and within the soft span. */
function levelOf(spareDeciseconds: number): number {
  const size = Math.max(
    SOFT_DECISECONDS * LEAST_SHARE,
    Math.min(SOFT_DECISECONDS, Math.abs(spareDeciseconds)),
  );
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

/** Does anybody live in a shape, elsewhere than on the islands in it? */
function isInhabited({ lons, lats }: Inhabited, shape: Shape, islands: readonly Polygon[]): boolean {
  return lons.some((lon, i) => {
    const isOn = ({ outline, holes }: Polygon): boolean =>
      contains(outline, lon, lats[i]) && !holes.some((hole) => contains(hole, lon, lats[i]));
    return contains(shape, lon, lats[i]) && !islands.some(isOn);
  });
}
