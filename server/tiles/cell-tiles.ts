import { squareCorners } from "../../isochrones/geo/grid-projection.ts";
import { cellId } from "../../isochrones/model/cells.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import { groupCells, squareSeconds } from "./cell-levels.ts";
import type { CellLevel } from "./cell-levels.ts";
import { TILE_BUFFER, TILE_EXTENT, TileProjection, tileBounds, tileSideMeters } from "./mercator.ts";
import type { Bounds, TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";
import type { PropertyValue } from "./vector-layer.ts";

/** Squares smaller than this on the map are merged: 4 pixels of a tile drawn 512 pixels wide. */
const SMALLEST_SIDE_UNITS = 32;
const METERS_PER_DEGREE = 111_000;

interface TimedLevel {
  readonly level: CellLevel;
  /** Kept as long as the study keeps the times that they come from. */
  readonly seconds: WeakMap<Uint32Array, Int32Array>;
}

/**
 * Vector tiles of the population cells: layer `carreaux`, true squares of their grid, with `seconds` to the
 * nearest counted structure (-1 where none is reached) and `people`. A cell alone has its `id`; a square
 * merged from several at low zoom has their number as `cells` instead, and their mean time.
 */
export class CellTiles {
  readonly #cells: Cells;
  readonly #middleLat: number;
  readonly #smallestSide: number;
  readonly #levels = new Map<number, TimedLevel>();

  constructor(cells: Cells) {
    this.#cells = cells;
    this.#middleLat = middle(cells.lats);
    this.#smallestSide = cells.sizes.reduce((least, size) => Math.min(least, size), Infinity);
  }

  /** @param deciseconds time of each cell, the same array for the same selection of structures */
  tile(address: TileAddress, deciseconds: Uint32Array): Uint8Array {
    const { level, seconds } = this.#timedLevel(address.z, deciseconds);
    const layer = new VectorLayer("carreaux");
    const projection = new TileProjection(address);
    for (const square of squaresNear(level, tileBounds(address))) {
      const ring = squareRing(level, square, projection);
      if (!touchesTile(ring)) continue;
      layer.add("polygon", new TileGeometry().ring(ring), this.#properties(level, square, seconds[square]));
    }
    return layer.finish();
  }

  #properties(level: CellLevel, square: number, seconds: number): Record<string, PropertyValue> {
    const first = level.offsets[square];
    const cellCount = level.offsets[square + 1] - first;
    const people = Math.round(level.people[square] * 10) / 10;
    if (cellCount > 1) return { seconds, people, cells: cellCount };
    return { seconds, people, id: cellId(this.#cells, level.cells[first]) };
  }

  #timedLevel(zoom: number, deciseconds: Uint32Array): { level: CellLevel; seconds: Int32Array } {
    const wantedSide = this.#wantedSideMeters(zoom);
    let timed = this.#levels.get(wantedSide);
    if (timed === undefined) {
      timed = { level: groupCells(this.#cells, wantedSide), seconds: new WeakMap() };
      this.#levels.set(wantedSide, timed);
    }
    let seconds = timed.seconds.get(deciseconds);
    if (seconds === undefined) {
      seconds = squareSeconds(timed.level, this.#cells, deciseconds);
      timed.seconds.set(deciseconds, seconds);
    }
    return { level: timed.level, seconds };
  }

  /** The smallest cell's side, doubled until it is large enough to see. */
  #wantedSideMeters(zoom: number): number {
    const smallestVisible = (tileSideMeters(zoom, this.#middleLat) * SMALLEST_SIDE_UNITS) / TILE_EXTENT;
    let side = this.#smallestSide;
    while (side < smallestVisible) side *= 2;
    return side;
  }
}

/** Squares that may touch the bounds, in their own order, so that the same tile has the same bytes. */
function squaresNear(level: CellLevel, { west, south, east, north }: Bounds): number[] {
  if (level.index === null) return [];
  // From a point of the square to its farthest corner is at most its diagonal.
  const margin = (level.largestSideMeters * Math.SQRT2) / METERS_PER_DEGREE;
  const lonMargin = margin / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  return level.index
    .search(west - lonMargin, south - margin, east + lonMargin, north + margin)
    .sort((a, b) => a - b);
}

/** Clockwise on the screen, from the south-west corner. */
function squareRing(level: CellLevel, square: number, projection: TileProjection): number[] {
  const [southWest, southEast, northEast, northWest] = squareCorners(
    level.crs[square],
    level.eastings[square],
    level.northings[square],
    level.sidesMeters[square],
  );
  return [southWest, northWest, northEast, southEast].flatMap(([lon, lat]) => [
    Math.round(projection.x(lon)),
    Math.round(projection.y(lat)),
  ]);
}

function touchesTile(ring: readonly number[]): boolean {
  const low = -TILE_BUFFER;
  const high = TILE_EXTENT + TILE_BUFFER;
  return (
    Math.max(ring[0], ring[2], ring[4], ring[6]) >= low &&
    Math.min(ring[0], ring[2], ring[4], ring[6]) <= high &&
    Math.max(ring[1], ring[3], ring[5], ring[7]) >= low &&
    Math.min(ring[1], ring[3], ring[5], ring[7]) <= high
  );
}

function middle(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
