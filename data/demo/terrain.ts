import type { SharedNode } from "./highway.ts";
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
  /** `SEA`, `MAINLAND`, `ISLAND`, `LAKE`, `CLIFF`, `FOREIGN` or `GATE`. */
  readonly grounds: Uint8Array;
  /** Bends straight rows of squares into curves: metres, less than a square. */
  readonly warp: (point: Point) => Point;
}

/** Where a road crosses into another drawing, at the middle of a square that both know. */
export interface Gate {
  readonly cell: number;
  readonly point: Point;
  /** As of `GridRoads`. */
  readonly roadClass: number;
  /** Number of the road that crosses here, where it keeps one over borders. */
  readonly ref: string | null;
  readonly node: SharedNode;
}

/** The ground with its rivers. */
export interface Terrain extends Ground {
  /** None where the sea is all round. */
  readonly gates: readonly Gate[];
  /** Squares upstream, where a river is wide enough to need a bridge; else 0. */
  readonly rivers: Float32Array;
}

export const SEA = 0;
export const MAINLAND = 1;
export const ISLAND = 2;
export const LAKE = 3;
/** Land that no road climbs. */
export const CLIFF = 4;
/** A neighbour's land: another drawing has it. */
export const FOREIGN = 5;
/** A neighbour's square in which its roads meet ours. */
export const GATE = 6;

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

/** May a road pass? */
export function isDry({ grounds }: Ground, cell: number): boolean {
  const ground = grounds[cell];
  return ground === MAINLAND || ground === ISLAND || ground === GATE;
}

/** Is it ours to share among communes? */
export function isLand({ grounds }: Ground, cell: number): boolean {
  const ground = grounds[cell];
  return ground === MAINLAND || ground === ISLAND || ground === CLIFF;
}

/** 0 at the centre of an ellipse, 1 on it, more outside. */
export function ellipseRadius({ center, radiusX, radiusY }: Ellipse, x: number, y: number): number {
  return Math.hypot((x - center[0]) / radiusX, (y - center[1]) / radiusY);
}
