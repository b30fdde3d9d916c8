import type { Ellipse } from "./plan.ts";
import type { Point } from "./plane.ts";

/** Coast and relief on a grid of squares, row 0 in the south. One entry a square in every array. */
export interface Ground {
  readonly columns: number;
  readonly rows: number;
  readonly stepMeters: number;
  readonly west: number;
  readonly south: number;
  /** Metres above the sea. */
  readonly elevations: Float32Array;
  /** `SEA`, `MAINLAND`, `ISLAND`, `LAKE` or `CLIFF`. */
  readonly grounds: Uint8Array;
  /** Bends straight rows of squares into curves: metres, less than a square. */
  readonly warp: (point: Point) => Point;
}

/** The ground with its rivers. */
export interface Terrain extends Ground {
  /** Squares upstream, where a river is wide enough to need a bridge; else 0. */
  readonly rivers: Float32Array;
}

export const SEA = 0;
export const MAINLAND = 1;
export const ISLAND = 2;
export const LAKE = 3;
/** Land that no road climbs. */
export const CLIFF = 4;

/** The square that holds a point (to a warp's reach), which must lie inside the plan's rectangle. */
export function cellAt(terrain: Ground, [x, y]: Point): number {
  const column = Math.min(
    terrain.columns - 1,
    Math.max(0, Math.floor((x - terrain.west) / terrain.stepMeters)),
  );
  const row = Math.min(terrain.rows - 1, Math.max(0, Math.floor((y - terrain.south) / terrain.stepMeters)));
  return row * terrain.columns + column;
}

export function cellCenter(terrain: Ground, cell: number): Point {
  const row = Math.floor(cell / terrain.columns);
  return latticePoint(terrain, cell - row * terrain.columns + 0.5, row + 0.5);
}

/** A place of the grid in metres: whole numbers are corners of squares, halves their centres. */
export function latticePoint(terrain: Ground, column: number, row: number): Point {
  const { west, south, stepMeters, warp } = terrain;
  return warp([west + column * stepMeters, south + row * stepMeters]);
}

/** May a road pass, and people live there? */
export function isDry(terrain: Ground, cell: number): boolean {
  return terrain.grounds[cell] === MAINLAND || terrain.grounds[cell] === ISLAND;
}

export function isLand(terrain: Ground, cell: number): boolean {
  return isDry(terrain, cell) || terrain.grounds[cell] === CLIFF;
}

/** 0 at the centre of an ellipse, 1 on it, more outside. */
export function ellipseRadius({ center, radiusX, radiusY }: Ellipse, x: number, y: number): number {
  return Math.hypot((x - center[0]) / radiusX, (y - center[1]) / radiusY);
}
