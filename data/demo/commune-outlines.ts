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
 * @param neighbours whose land the squares are that no area owns: a number for each drawing that has some, -1 at sea.
 *   Along them nothing depends on areas, which the other drawing does not know: it has the same points.
 * @returns MultiPolygon coordinates of each area, outer rings anticlockwise (RFC 7946); empty for an area
 *   without a square
 */
export function traceOutlines(
  terrain: Terrain,
  owners: Int16Array,
  areaCount: number,
  plane: Plane,
  neighbours: Int32Array | null = null,
): Position[][][][] {
  const grid = { columns: terrain.columns, owners, neighbours };
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
  readonly neighbours: Int32Array | null;
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
function toPoints(grid: Grid, ring: readonly number[]): GridPoint[] {
  const stride = grid.columns + 1;
  const points: GridPoint[] = [];
  const add = (point: GridPoint) => {
    const last = points.at(-1);
    if (last === undefined || !isSamePlace(last, point)) points.push(point);
  };
  for (const [index, corner] of ring.entries()) {
    const next = ring[(index + 1) % ring.length];
    const [column, row] = [corner % stride, Math.floor(corner / stride)];
    const [nextColumn, nextRow] = [next % stride, Math.floor(next / stride)];
    const node = nodeAt(grid, column, row);
    if (node !== null) add(node);
    const middle = { column: (column + nextColumn) / 2, row: (row + nextRow) / 2 };
    add({ ...middle, isNode: isForeignSide(grid, middle) });
  }
  if (points.length > 1 && isSamePlace(points[0], points[points.length - 1])) points.pop();
  return points;
}

function isSamePlace(a: GridPoint, b: GridPoint): boolean {
  return a.column === b.column && a.row === b.row;
}

/** Whose a square is: an area's number, -1 for the sea, less for a neighbour's. */
function kindOf({ owners, neighbours }: Grid, cell: number): number {
  const owner = owners[cell] ?? SEA_KIND;
  const neighbour = neighbours?.[cell] ?? SEA_KIND;
  return owner >= 0 || neighbour < 0 ? owner : SEA_KIND - 1 - neighbour;
}

const SEA_KIND = -1;

/** Does the side with this middle lie on land on both sides, of which one is a neighbour's? */
function isForeignSide(grid: Grid, { column, row }: Pick<GridPoint, "column" | "row">): boolean {
  const cell = Math.floor(row) * grid.columns + Math.floor(column);
  const other = Number.isInteger(row) ? cell - grid.columns : cell - 1;
  return Math.min(kindOf(grid, cell), kindOf(grid, other)) < SEA_KIND;
}

/**
 * The node where three meet at a corner, if they do. Where two areas meet on a neighbour's border, the middle of a
 * side of it stands for the corner: the neighbour's line passes there.
 */
function nodeAt(grid: Grid, column: number, row: number): GridPoint | null {
  const cell = row * grid.columns + column;
  const around = [cell, cell - 1, cell - grid.columns, cell - grid.columns - 1];
  const kinds = new Set(around.map((near) => kindOf(grid, near)));
  if (kinds.size < 3) return null;
  const foreign = [...kinds].filter((kind) => kind < SEA_KIND).length;
  if (foreign !== 1 || kinds.has(SEA_KIND)) return { column, row, isNode: true };
  const sides = [
    { column, row: row + 0.5 },
    { column: column + 0.5, row },
    { column, row: row - 0.5 },
    { column: column - 0.5, row },
  ];
  const side = sides.find((middle) => isForeignSide(grid, middle)) ?? { column, row };
  return { ...side, isNode: true };
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
