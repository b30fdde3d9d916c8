import { gridToLonLat, lonLatToGrid } from "../../isochrones/geo/grid-projection.ts";
import type { SquareGrid } from "./cell-levels.ts";
import { TILE_BUFFER, TILE_EXTENT, TileProjection, tileBounds } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";

/** Wider tiles cover so much of the globe that a grid's projection does not hold in all of them. */
const SEARCHED_MIN_ZOOM = 4;
/** Places on each side of a tile that are projected to find its frame in the grid. */
const STEPS_PER_SIDE = 8;

/** Runs of squares that may touch a tile: their row, the first one and the one after the last. */
export function squaresNear(
  grid: SquareGrid,
  address: TileAddress,
): [row: number, first: number, end: number][] {
  const { rowNorthings, rowOffsets, eastings, sideMeters } = grid;
  const frame = frameInGrid(grid.crs, address);
  const runs: [number, number, number][] = [];
  // A margin of one square: sides of the frame are arcs between the places that were projected.
  const lastRow = lowerBound(rowNorthings, frame.north + sideMeters, 0, rowNorthings.length);
  for (let row = lowerBound(rowNorthings, frame.south - 2 * sideMeters, 0, lastRow); row < lastRow; row++) {
    const end = rowOffsets[row + 1];
    const first = lowerBound(eastings, frame.west - 2 * sideMeters, rowOffsets[row], end);
    const after = lowerBound(eastings, frame.east + sideMeters, first, end);
    if (first < after) runs.push([row, first, after]);
  }
  return runs;
}

interface Frame {
  west: number;
  south: number;
  east: number;
  north: number;
}

function frameInGrid(crs: number, address: TileAddress): Frame {
  const all: Frame = { west: -Infinity, south: -Infinity, east: Infinity, north: Infinity };
  if (address.z < SEARCHED_MIN_ZOOM) return all;
  const { west, south, east, north } = tileBounds(address);
  const frame: Frame = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let i = 0; i <= STEPS_PER_SIDE; i++) {
    for (let j = 0; j <= STEPS_PER_SIDE; j++) {
      const lon = west + ((east - west) * i) / STEPS_PER_SIDE;
      const lat = south + ((north - south) * j) / STEPS_PER_SIDE;
      const [easting, northing] = lonLatToGrid(crs, lon, lat);
      if (!Number.isFinite(easting) || !Number.isFinite(northing)) return all;
      frame.west = Math.min(frame.west, easting);
      frame.east = Math.max(frame.east, easting);
      frame.south = Math.min(frame.south, northing);
      frame.north = Math.max(frame.north, northing);
    }
  }
  return frame;
}

/** The first place of an ascending stretch whose value is at least `least`. */
function lowerBound(values: Int32Array, least: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Corners of the squares of a grid in tile units, each projected once: neighbours have the same. */
export class CornerProjection {
  readonly #crs: number;
  readonly #side: number;
  readonly #projection: TileProjection;
  /** By easting, on the lower and the upper side of the row. */
  #lower = new Map<number, Corner>();
  #upper = new Map<number, Corner>();
  #northing = Number.NaN;

  constructor({ crs, sideMeters }: SquareGrid, address: TileAddress) {
    this.#crs = crs;
    this.#side = sideMeters;
    this.#projection = new TileProjection(address);
  }

  /** Rows come from the south. */
  startRow(northing: number): void {
    const isNext = northing === this.#northing + this.#side;
    this.#lower = isNext ? this.#upper : new Map<number, Corner>();
    this.#upper = new Map<number, Corner>();
    this.#northing = northing;
  }

  /** South-west, north-west, north-east, south-east: clockwise on the screen. */
  corners(easting: number): [Corner, Corner, Corner, Corner] {
    const east = easting + this.#side;
    return [
      this.#corner(this.#lower, easting, this.#northing),
      this.#corner(this.#upper, easting, this.#northing + this.#side),
      this.#corner(this.#upper, east, this.#northing + this.#side),
      this.#corner(this.#lower, east, this.#northing),
    ];
  }

  #corner(known: Map<number, Corner>, easting: number, northing: number): Corner {
    const found = known.get(easting);
    if (found !== undefined) return found;
    const [lon, lat] = gridToLonLat(this.#crs, easting, northing);
    const corner: Corner = [Math.round(this.#projection.x(lon)), Math.round(this.#projection.y(lat))];
    known.set(easting, corner);
    return corner;
  }
}

type Corner = readonly [x: number, y: number];

/** The square of a row as a ring in tile units; null where it does not touch the tile or its buffer. */
export function ringInTile(corners: CornerProjection, easting: number): number[] | null {
  const [southWest, northWest, northEast, southEast] = corners.corners(easting);
  const isOutside =
    isBeyond(southWest[0], northWest[0], northEast[0], southEast[0]) ||
    isBeyond(southWest[1], northWest[1], northEast[1], southEast[1]);
  return isOutside ? null : [...southWest, ...northWest, ...northEast, ...southEast];
}

function isBeyond(a: number, b: number, c: number, d: number): boolean {
  return Math.max(a, b, c, d) < -TILE_BUFFER || Math.min(a, b, c, d) > TILE_EXTENT + TILE_BUFFER;
}
