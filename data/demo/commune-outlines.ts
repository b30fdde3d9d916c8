import { valueOf } from "./lookup.ts";
import type { Position } from "geojson";

import type { Plane } from "./plane.ts";
import { latticePoint } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** A place of the grid, in squares; nodes, where three owners meet, are never moved. */
interface GridPoint {
  readonly column: number;
  readonly row: number;
  readonly isNode: boolean;
}

const SMOOTHING_ROUNDS = 2;
const DEGREES = 1e6;

/**
 * Outlines of the areas that share a grid. What is done to a point depends on its neighbours along the border
 * alone, so the two sides of a border have the same points.
 *
 * @returns MultiPolygon coordinates of each area, outer rings anticlockwise (RFC 7946); empty for an area
 *   without a square
 */
export function traceOutlines(
  terrain: Terrain,
  owners: Int16Array,
  areaCount: number,
  plane: Plane,
): Position[][][][] {
  const grid = { columns: terrain.columns, owners };
  const borders = collectBorders(grid, areaCount);
  return borders.map((border) => {
    const rings = assembleRings(border).map((ring) => smooth(toPoints(grid, ring)));
    const outers = rings.filter((ring) => signedArea(ring) > 0);
    const holes = rings.filter((ring) => signedArea(ring) < 0);
    return outers.map((outer) =>
      [outer, ...holes.filter((hole) => contains(outer, hole[0]))].map(toPositions),
    );
  });

  function toPositions(ring: readonly GridPoint[]): Position[] {
    const positions = ring.map(({ column, row }) => {
      const [lon, lat] = plane.toLonLat(latticePoint(terrain, column, row));
      return [Math.round(lon * DEGREES) / DEGREES, Math.round(lat * DEGREES) / DEGREES];
    });
    return [...positions, positions[0]];
  }
}

interface Grid {
  readonly columns: number;
  readonly owners: Int16Array;
}

/** For each area, the next corner of its border after each corner, with the area on the left. */
function collectBorders({ columns, owners }: Grid, areaCount: number): Map<number, number>[] {
  const borders = Array.from({ length: areaCount }, () => new Map<number, number>());
  const stride = columns + 1;
  for (let cell = 0; cell < owners.length; cell++) {
    const owner = owners[cell];
    if (owner < 0) continue;
    const corner = Math.floor(cell / columns) * stride + (cell % columns);
    const border = borders[owner];
    if (owners[cell - columns] !== owner) border.set(corner, corner + 1);
    if (owners[cell + 1] !== owner) border.set(corner + 1, corner + 1 + stride);
    if (owners[cell + columns] !== owner) border.set(corner + 1 + stride, corner + stride);
    if (owners[cell - 1] !== owner) border.set(corner + stride, corner);
  }
  return borders;
}

function assembleRings(border: ReadonlyMap<number, number>): number[][] {
  const left = new Map(border);
  const rings: number[][] = [];
  for (const start of border.keys()) {
    if (!left.has(start)) continue;
    const ring: number[] = [];
    for (let corner = start; left.has(corner);) {
      ring.push(corner);
      const next = valueOf(left, corner);
      left.delete(corner);
      corner = next;
    }
    rings.push(ring);
  }
  return rings;
}

/** The middles of a ring's sides, and those of its corners that are nodes: steps become slopes. */
function toPoints({ columns, owners }: Grid, ring: readonly number[]): GridPoint[] {
  const stride = columns + 1;
  const points: GridPoint[] = [];
  for (const [index, corner] of ring.entries()) {
    const next = ring[(index + 1) % ring.length];
    const column = corner % stride;
    const row = Math.floor(corner / stride);
    const cell = row * columns + column;
    const around = [cell, cell - 1, cell - columns, cell - columns - 1].map((near) => owners[near] ?? -1);
    if (new Set(around).size >= 3) points.push({ column, row, isNode: true });
    points.push({
      column: (column + (next % stride)) / 2,
      row: (row + Math.floor(next / stride)) / 2,
      isNode: false,
    });
  }
  return points;
}

function smooth(ring: readonly GridPoint[]): GridPoint[] {
  let points = [...ring];
  for (let round = 0; round < SMOOTHING_ROUNDS; round++) {
    points = points.map((point, index) => {
      if (point.isNode) return point;
      const before = points[(index + points.length - 1) % points.length];
      const after = points[(index + 1) % points.length];
      return {
        column: (before.column + after.column + 2 * point.column) / 4,
        row: (before.row + after.row + 2 * point.row) / 4,
        isNode: false,
      };
    });
  }
  return points;
}

function signedArea(ring: readonly GridPoint[]): number {
  return ring.reduce((sum, a, index) => {
    const b = ring[(index + 1) % ring.length];
    return sum + a.column * b.row - b.column * a.row;
  }, 0);
}

function contains(ring: readonly GridPoint[], { column, row }: GridPoint): boolean {
  let inside = false;
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length];
    if (a.row > row === b.row > row) continue;
    if (column < a.column + ((row - a.row) / (b.row - a.row)) * (b.column - a.column)) inside = !inside;
  }
  return inside;
}
