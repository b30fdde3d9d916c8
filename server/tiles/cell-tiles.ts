import { cellId } from "../../isochrones/model/cells.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import { cellGrids, doubleSide, type SquareGrid, squareSeconds } from "./cell-levels.ts";
import { CornerProjection, ringInTile, squaresNear } from "./cell-squares.ts";
import { TILE_EXTENT, tileSideMeters } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";
import type { PropertyValue } from "./vector-layer.ts";

/** Squares smaller than this on the map are merged: 4 pixels of a tile drawn 512 pixels wide. */
const SMALLEST_SIDE_UNITS = 32;
/** The largest tile: one that would be larger is made of squares of twice the side. */
export const MOST_TILE_BYTES = 450_000;
/** Levels of merged squares: from 200 m they lead to 6 554 km, larger than any country. */
const MOST_DOUBLINGS = 15;

/** Cells of one grid and size, and the squares made of them by doubling their side, made when first needed. */
class Pyramid {
  readonly grids: SquareGrid[];
  readonly #seconds = new WeakMap<Uint32Array, Int32Array[]>();

  constructor(base: SquareGrid) {
    this.grids = [base];
  }

  /** How often the side has to be doubled to be at least so long. */
  doublingsTo(sideMeters: number): number {
    let doublings = 0;
    while (this.grids[0].sideMeters * 2 ** doublings < sideMeters && doublings < MOST_DOUBLINGS) doublings++;
    return doublings;
  }

  grid(doublings: number): SquareGrid {
    while (this.grids.length <= doublings) this.grids.push(doubleSide(this.grids[this.grids.length - 1]));
    return this.grids[doublings];
  }

  /** Kept as long as the study keeps the times that they come from. */
  seconds(doublings: number, cells: Cells, deciseconds: Uint32Array): Int32Array {
    this.grid(doublings);
    let seconds = this.#seconds.get(deciseconds);
    if (seconds === undefined || seconds.length <= doublings) {
      seconds = squareSeconds(this.grids, cells, deciseconds);
      this.#seconds.set(deciseconds, seconds);
    }
    return seconds[doublings];
  }
}

/**
 * Vector tiles of the population cells: layer `carreaux`, true squares of their grid, with `seconds` to the
 * nearest counted structure (-1 where none is reached) and `people`. A cell alone has its `id`; a square
 * merged from several at low zoom has their number as `cells` instead, and their mean time. Where times of before a scenario
 * are given, squares whose `seconds` were others have these as `avant`.
 */
export class CellTiles {
  readonly #cells: Cells;
  readonly #middleLat: number;
  readonly #pyramids: readonly Pyramid[];
  readonly #smallestSide: number;
  readonly #mostBytes: number;

  /** @param mostBytes of a tile; what is left of it then are squares of at least half the tile's side */
  constructor(cells: Cells, mostBytes = MOST_TILE_BYTES) {
    this.#cells = cells;
    this.#middleLat = middle(cells.lats);
    this.#pyramids = cellGrids(cells).map((grid) => new Pyramid(grid));
    this.#smallestSide = cells.sizes.reduce((least, size) => Math.min(least, size), Infinity);
    this.#mostBytes = mostBytes;
  }

  /** Makes what the tiles of all levels need besides the tile itself. O(cells). */
  prepare(deciseconds: Uint32Array): void {
    const side = this.#wantedSideMeters(0);
    for (const pyramid of this.#pyramids) {
      pyramid.seconds(pyramid.doublingsTo(side), this.#cells, deciseconds);
    }
  }

  /**
   * @param deciseconds time of each cell, the same array for the same selection of structures
   * @param before the same before a scenario; null where there is none
   */
  tile(address: TileAddress, deciseconds: Uint32Array, before: Uint32Array | null = null): Uint8Array {
    const widest = tileSideMeters(address.z, this.#middleLat) / 2;
    for (let side = this.#wantedSideMeters(address.z); ; side *= 2) {
      const bytes = this.#tileOf(address, deciseconds, before, side);
      if (bytes.length <= this.#mostBytes || side >= widest) return bytes;
    }
  }

  #tileOf(
    address: TileAddress,
    deciseconds: Uint32Array,
    before: Uint32Array | null,
    side: number,
  ): Uint8Array {
    const layer = new VectorLayer("carreaux");
    for (const pyramid of this.#pyramids) {
      const doublings = pyramid.doublingsTo(side);
      const grid = pyramid.grid(doublings);
      const seconds = pyramid.seconds(doublings, this.#cells, deciseconds);
      const secondsBefore = before === null ? seconds : pyramid.seconds(doublings, this.#cells, before);
      const corners = new CornerProjection(grid, address);
      for (const [row, first, end] of squaresNear(grid, address)) {
        corners.startRow(grid.rowNorthings[row]);
        for (let square = first; square < end; square++) {
          const ring = ringInTile(corners, grid.eastings[square]);
          if (ring === null) continue;
          layer.add(
            "polygon",
            new TileGeometry().ring(ring),
            this.#properties(grid, square, seconds[square], secondsBefore[square]),
          );
        }
      }
    }
    return layer.finish();
  }

  #properties(
    grid: SquareGrid,
    square: number,
    seconds: number,
    avant: number,
  ): Record<string, PropertyValue> {
    const cellCount = grid.cellCounts[square];
    const people = Math.round(grid.people[square] * 10) / 10;
    const times = { seconds, people, ...(avant !== seconds && { avant }) };
    if (cellCount > 1) return { ...times, cells: cellCount };
    return { ...times, id: cellId(this.#cells, grid.firstCells[square]) };
  }

  /** The smallest cell's side, doubled until it is large enough to see. */
  #wantedSideMeters(zoom: number): number {
    const smallestVisible = (tileSideMeters(zoom, this.#middleLat) * SMALLEST_SIDE_UNITS) / TILE_EXTENT;
    let side = this.#smallestSide;
    while (side < smallestVisible) side *= 2;
    return side;
  }
}

function middle(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
