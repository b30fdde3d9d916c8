import type { MultiPolygon } from "geojson";

import { METERS_PER_MICRODEGREE, MICRODEGREES } from "../geo/distance.ts";
import { doubleArea, isInRing, type Ring } from "../geo/rings.ts";
import { type Contour, contoursOf } from "./contour.ts";
import { type InhabitedPoints, somePoint } from "./inhabited-points.ts";
import type { Surface } from "./surface.ts";

/** Patches smaller than this are noise unless somebody lives there. */
const MIN_PATCH_KM2 = 0.2;

/**
 * The area within a cutoff, by marching squares over a time surface: outlines counter-clockwise, holes
 * clockwise (RFC 7946), coordinates of six decimals. Holes are kept where people live in them, with what lies in them;
 * patches under 0.2 km² where people live on them. O(vertices + people near holes and small patches x their borders).
 */
export function areaWithin(
  surface: Surface,
  cutoffDeciseconds: number,
  inhabited: InhabitedPoints,
): MultiPolygon {
  const coordinates: Ring[][] = [];
  let grounds: readonly Contour[] = contoursOf(surface, cutoffDeciseconds);
  while (grounds.length > 0) {
    const kept = grounds.filter(
      (ground) =>
        areaKm2(surface, ground.ring) >= MIN_PATCH_KM2 || somePoint(inhabited, ground.box, within(ground)),
    );
    const open = kept.map(({ inner }) => inner.filter((hole) => isInhabited(inhabited, hole)));
    kept.forEach(({ ring }, index) => coordinates.push([ring, ...open[index].map((hole) => hole.ring)]));
    grounds = open.flat().flatMap(({ inner }) => inner);
  }
  return { type: "MultiPolygon", coordinates };
}

/** Does anybody live in a hole, elsewhere than on the ground in it? */
function isInhabited(inhabited: InhabitedPoints, hole: Contour): boolean {
  return somePoint(inhabited, hole.box, (lon, lat) => isOpen(hole, lon, lat));
}

function isOpen(hole: Contour, lon: number, lat: number): boolean {
  return (
    holds(hole, lon, lat) &&
    hole.inner.every(
      (ground) => !holds(ground, lon, lat) || ground.inner.some((deeper) => isOpen(deeper, lon, lat)),
    )
  );
}

function within(contour: Contour): (lon: number, lat: number) => boolean {
  return (lon, lat) => holds(contour, lon, lat);
}

function holds({ ring, box }: Contour, lon: number, lat: number): boolean {
  return lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3] && isInRing(lon, lat, ring);
}

function areaKm2(surface: Surface, ring: Ring): number {
  const scale = surface.stepLat / surface.stepLon;
  const metersPerDegree = METERS_PER_MICRODEGREE * MICRODEGREES;
  return (Math.abs(doubleArea(ring)) / 2) * scale * (metersPerDegree / 1000) ** 2;
}
