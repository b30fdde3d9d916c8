import type { MultiPolygon, Point, Position } from "geojson";

/** `[minX, minY, maxX, maxY]`, borders included. */
export type Rectangle = readonly [number, number, number, number];

/** Places a position of a geometry in the plane of the rectangle. */
export type ToPlane = (position: Position) => readonly number[];

const UNMOVED: ToPlane = (position) => position;

/**
 * Does a geometry have a point in common with a rectangle? Sides are straight in the plane of the rectangle. O(positions),
 * and done with the first side that touches; positions are placed in the plane as they are looked at.
 */
export function meetsRectangle(
  geometry: Point | MultiPolygon,
  rectangle: Rectangle,
  toPlane: ToPlane = UNMOVED,
): boolean {
  if (geometry.type === "Point") return isInRectangle(toPlane(geometry.coordinates), rectangle);
  return geometry.coordinates.some((polygon) => polygonMeets(polygon, rectangle, toPlane));
}

/** Is a position in a rectangle, or on its border? */
export function isInRectangle([x, y]: readonly number[], [minX, minY, maxX, maxY]: Rectangle): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}

function polygonMeets(
  polygon: readonly (readonly Position[])[],
  rectangle: Rectangle,
  toPlane: ToPlane,
): boolean {
  let holdsCorner = false;
  for (const ring of polygon) {
    if (ring.length === 0) continue;
    let before = toPlane(ring[0]);
    for (let i = 1; i < ring.length; i++) {
      const here = toPlane(ring[i]);
      if (sideMeets(before, here, rectangle)) return true;
      if (isCrossedEastOf(before, here, rectangle)) holdsCorner = !holdsCorner;
      before = here;
    }
  }
  // No side touches: all of the rectangle is where its corner is, by the even-odd rule.
  return holdsCorner;
}

/**
 * Two convex shapes are apart where their shadows on one of the axes across their sides are: here those of the rectangle
 * and the one across the segment.
 */
function sideMeets(
  [ax, ay]: readonly number[],
  [bx, by]: readonly number[],
  [minX, minY, maxX, maxY]: Rectangle,
): boolean {
  if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) return false;
  if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) return false;
  const sideOf = (x: number, y: number): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  const corners = [sideOf(minX, minY), sideOf(maxX, minY), sideOf(maxX, maxY), sideOf(minX, maxY)];
  return Math.min(...corners) <= 0 && Math.max(...corners) >= 0;
}

/** Does a line from the south-west corner of the rectangle to the east cross the side? */
function isCrossedEastOf(
  [ax, ay]: readonly number[],
  [bx, by]: readonly number[],
  [x, y]: Rectangle,
): boolean {
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}
