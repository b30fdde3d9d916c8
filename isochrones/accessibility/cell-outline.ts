import type { MultiPolygon } from "geojson";

import { gridToLonLat } from "../geo/grid-projection.ts";
import { nestRings, type Ring } from "../geo/rings.ts";
import type { Cells } from "../model/cells.ts";

const DECIMALS = 1e6;

/**
 * The squares of some cells of one grid, joined where they share a side: outlines counter-clockwise, holes
 * clockwise, no ring touching itself. Corners of the grid are kept, so that neighbouring outlines fit.
 */
export function outlineOfCells(cells: Cells, members: readonly number[]): MultiPolygon {
  const crs = cells.crs[members[0]];
  const rings = traceSquares(cells, members);
  const polygons = nestRings(rings).map((polygon) =>
    polygon.map((ring) => ring.map(([east, north]) => lonLat(crs, east, north))),
  );
  return { type: "MultiPolygon", coordinates: polygons };
}

function lonLat(crs: number, east: number, north: number): [number, number] {
  const [lon, lat] = gridToLonLat(crs, east, north);
  return [Math.round(lon * DECIMALS) / DECIMALS, Math.round(lat * DECIMALS) / DECIMALS];
}

/** Directions counter-clockwise from east, as steps of [east, north]. */
const STEPS: readonly (readonly [number, number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/**
 * South-west corners of the squares that make up the cells, all of the side of the smallest: where grids of two
 * sizes were given, large cells are cut up, and a small one inside a large one is not there twice.
 */
function unitSquares(
  cells: Cells,
  members: readonly number[],
): { size: number; corners: Iterable<Ring[number]> } {
  const size = members.reduce((least, cell) => Math.min(least, cells.sizes[cell]), Infinity);
  const corners = new Map<number, Ring[number]>();
  for (const cell of members) {
    for (let dEast = 0; dEast < cells.sizes[cell]; dEast += size) {
      for (let dNorth = 0; dNorth < cells.sizes[cell]; dNorth += size) {
        const east = cells.eastings[cell] + dEast;
        const north = cells.northings[cell] + dNorth;
        corners.set(cornerKey(east, north), [east, north]);
      }
    }
  }
  return { size, corners: corners.values() };
}

/** Coordinates of all grids lie within 10 000 km of their origins. */
const SHIFT_METERS = 1e7;
const SPAN_METERS = 2e7;
const DIRECTIONS = 4;

/** An exact number for each corner, with room for the directions of sides below 2^53. */
function cornerKey(east: number, north: number): number {
  return (east + SHIFT_METERS) * SPAN_METERS + north + SHIFT_METERS;
}

function sideKey(east: number, north: number, direction: number): number {
  return cornerKey(east, north) * DIRECTIONS + direction;
}

/** Borders of the union, interior on the left. */
function traceSquares(cells: Cells, members: readonly number[]): Ring[] {
  const { size, corners } = unitSquares(cells, members);
  const sides = new Map<number, Side>();
  const addSide = (east: number, north: number, direction: number): void => {
    const [dEast, dNorth] = STEPS[direction];
    const opposite = sideKey(east + dEast * size, north + dNorth * size, (direction + 2) % 4);
    if (!sides.delete(opposite)) sides.set(sideKey(east, north, direction), { east, north, direction });
  };
  for (const [east, north] of corners) {
    addSide(east, north, 0);
    addSide(east + size, north, 1);
    addSide(east + size, north + size, 2);
    addSide(east, north + size, 3);
  }
  const rings: Ring[] = [];
  // Sides that a border has used are gone when their turn comes.
  for (const first of sides.values()) rings.push(...splitAtTouches(followBorder(sides, first, size)));
  return rings;
}

/** A side of a square, from where it begins. */
interface Side {
  readonly east: number;
  readonly north: number;
  /** Index into `STEPS`. */
  readonly direction: number;
}

function followBorder(sides: Map<number, Side>, start: Side, size: number): Ring {
  const ring: Ring = [];
  let { east, north, direction } = start;
  do {
    sides.delete(sideKey(east, north, direction));
    ring.push([east, north]);
    east += STEPS[direction][0] * size;
    north += STEPS[direction][1] * size;
    // Left first: where two squares meet at a corner only, the border stays with the square that it is on.
    const turns = [1, 0, 3].map((turn) => (direction + turn) % 4);
    direction = turns.find((next) => sides.has(sideKey(east, north, next))) ?? direction;
  } while (sides.has(sideKey(east, north, direction)));
  ring.push([...ring[0]]);
  return ring;
}

/** Cuts a ring that comes back to a corner into rings that do not. */
function splitAtTouches(ring: Ring): Ring[] {
  const rings: Ring[] = [];
  const path: Ring = [];
  const places = new Map<number, number>();
  for (const position of ring) {
    const key = cornerKey(position[0], position[1]);
    const seen = places.get(key);
    if (seen !== undefined) {
      const loop = path.splice(seen);
      for (const [east, north] of loop) places.delete(cornerKey(east, north));
      rings.push([...loop, [...loop[0]]]);
    }
    places.set(key, path.length);
    path.push(position);
  }
  return rings.filter((loop) => loop.length >= 4);
}
