import type { MultiPolygon, Position } from "geojson";

import type { FlatOutlines } from "../../isochrones/model/dataset.ts";
import type { Commune } from "../../isochrones/model/territory.ts";
import { type AreaRings, findAreaRings } from "../tiles/borders/area-rings.ts";
import { findBorderArcs } from "../tiles/borders/border-arcs.ts";
import { appendPoints } from "../tiles/borders/draw-areas.ts";
import { simplifyLine } from "../tiles/line-drawing.ts";
import { screenArea } from "../tiles/lines/clip-ring.ts";
import type { LineSet } from "../tiles/lines/line-set.ts";
import { mercatorLat, WORLD_SIDE } from "../tiles/mercator.ts";

/** Positions of all rings together, closing ones included. */
export const MOST_POSITIONS = 200;
/** Those of the largest ring, so that some are left for islands. */
const MOST_OF_ONE = 150;
/** The first tolerance, as a part of the longer side of the box. */
const TOLERANCE = 1 / 400;
/** Decimals of a degree: some ten metres. */
const STEPS_PER_DEGREE = 10_000;

/**
 * The outline of some communes together, for a map the size of a stamp: at most `MOST_POSITIONS` positions, the largest
 * islands first, without holes. null where no outline is known. O(positions).
 */
export function smallOutline(outlines: FlatOutlines, communes: readonly Commune[]): MultiPolygon | null {
  const borders = findBorderArcs(outlines, communes);
  const areas = findAreaRings(borders, new Uint32Array(communes.length), 1);
  const rings = outerRings(areas, borders.arcs).sort((a, b) => screenArea(b) - screenArea(a));
  if (rings.length === 0) return null;
  let tolerance = TOLERANCE * longerSide(rings);
  while (simplifyLine(rings[0], tolerance).length / 2 > MOST_OF_ONE) tolerance *= 1.5;
  const coordinates: Position[][][] = [];
  let count = 0;
  for (const ring of rings) {
    const positions = positionsOf(simplifyLine(ring, tolerance));
    // Too small for the tolerance.
    if (positions.length < 4) continue;
    count += positions.length;
    if (count > MOST_POSITIONS) break;
    coordinates.push([positions]);
  }
  return { type: "MultiPolygon", coordinates };
}

/** Outlines in world units, closed, as flat `x, y` lists. */
function outerRings({ ringIsHole, ringOffsets, ringArcs }: AreaRings, arcs: LineSet): number[][] {
  const rings: number[][] = [];
  for (const [ring, isHole] of ringIsHole.entries()) {
    if (isHole === 1) continue;
    const points: number[] = [];
    for (const way of ringArcs.subarray(ringOffsets[ring], ringOffsets[ring + 1]))
      appendPoints(arcs, way < 0 ? ~way : way, way < 0, 0, 0, points);
    points.push(points[0], points[1]);
    rings.push(points);
  }
  return rings;
}

function longerSide(rings: readonly (readonly number[])[]): number {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const ring of rings) {
    for (const [i, unit] of ring.entries()) {
      low[i % 2] = Math.min(low[i % 2], unit);
      high[i % 2] = Math.max(high[i % 2], unit);
    }
  }
  return Math.max(high[0] - low[0], high[1] - low[1]);
}

/** Counter-clockwise, as RFC 7946 has it: rings in world units run clockwise. */
function positionsOf(ring: readonly number[]): Position[] {
  const positions: Position[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) {
    const lon = rounded((ring[i] / WORLD_SIDE - 0.5) * 360);
    const lat = rounded(mercatorLat(ring[i + 1] / WORLD_SIDE));
    const last = positions.at(-1);
    if (last === undefined || last[0] !== lon || last[1] !== lat) positions.push([lon, lat]);
  }
  return positions;
}

function rounded(degrees: number): number {
  return Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
}
