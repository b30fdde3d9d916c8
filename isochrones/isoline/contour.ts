import { MICRODEGREES } from "../geo/distance.ts";
import type { Ring } from "../geo/rings.ts";
import type { Box } from "./inhabited-points.ts";
import { SOFT_DECISECONDS, type Surface } from "./surface.ts";

/** Keeps borders off the vertices of the grid, where rings would touch. Share of the soft span. */
const LEAST_SHARE = 0.1;

/** One border of the area within a cutoff. */
export interface Contour {
  /** Degrees, six decimals: counter-clockwise around ground that is within, clockwise around a hole in it. */
  readonly ring: Ring;
  readonly box: Box;
  readonly isHole: boolean;
  /** What lies directly inside: holes in ground, ground in a hole. */
  readonly inner: readonly Contour[];
}

/**
 * The borders of the area within a cutoff by marching squares, linear between vertices, in the order of their
 * southernmost points. Only vertices inside the frame may be within the cutoff. O(vertices).
 *
 * @returns the outermost ones, with the others inside them
 */
export function contoursOf(surface: Surface, cutoffDeciseconds: number): Contour[] {
  const { columns, rows, deciseconds } = surface;
  const tracer = new Tracer(surface, cutoffDeciseconds);
  const outermost: Nested[] = [];
  for (let row = 0; row < rows; row++) {
    let isWithin = false;
    let previous: Nested | null = null;
    for (let column = 0; column < columns; column++) {
      const vertex = row * columns + column;
      if (deciseconds[vertex] <= cutoffDeciseconds === isWithin) continue;
      isWithin = !isWithin;
      const known: Nested | null = tracer.crossing(vertex - 1);
      if (known === null) {
        // Nothing lies between this crossing and the one before it on the row: they bound the same ground or hole.
        const isInside: boolean = previous !== null && previous.isHole === isWithin;
        const around: Nested | null = isInside || previous === null ? previous : previous.around;
        previous = tracer.trace(column - 1, row, around);
        (around === null ? outermost : around.inner).push(previous);
      } else {
        previous = known;
      }
    }
  }
  return outermost;
}

interface Nested extends Contour {
  readonly inner: Nested[];
  readonly around: Nested | null;
}

/** Headings, each a left turn from the one before. */
const NORTH = 0;
const WEST = 1;
const SOUTH = 2;
const EAST = 3;

/** Walks along borders, from square to square of four vertices, with the ground that is within on the left hand. */
class Tracer {
  readonly #surface: Surface;
  readonly #cutoff: number;
  /** Number of the border between each vertex and its eastern neighbour, from 1; every border is met there. */
  readonly #crossings: Uint32Array;
  readonly #traced: Nested[] = [];
  /** From a square's south-western vertex to the corners ahead on the left and on the right, by heading. */
  readonly #leftAhead: readonly number[];
  readonly #rightAhead: readonly number[];

  constructor(surface: Surface, cutoff: number) {
    const { columns } = surface;
    this.#surface = surface;
    this.#cutoff = cutoff;
    this.#crossings = new Uint32Array(surface.deciseconds.length);
    this.#leftAhead = [columns, 0, 1, columns + 1];
    this.#rightAhead = [columns + 1, columns, 0, 1];
  }

  /** The border between a vertex and its eastern neighbour, null where it has not been walked along. */
  crossing(vertex: number): Nested | null {
    const number = this.#crossings[vertex];
    return number === 0 ? null : this.#traced[number - 1];
  }

  /** Walks along the border that passes east of a vertex, its southernmost and then westernmost such place. */
  trace(startColumn: number, startRow: number, around: Nested | null): Nested {
    const { columns, deciseconds } = this.#surface;
    const cutoff = this.#cutoff;
    const start = startRow * columns + startColumn;
    const number = this.#traced.length + 1;
    const isHole = deciseconds[start] <= cutoff;
    const line = new Line(this.#surface, cutoff);
    line.addEastOf(start, startColumn, startRow);
    this.#crossings[start] = number;
    let heading = isHole ? NORTH : SOUTH;
    let column = startColumn;
    let row = isHole ? startRow : startRow - 1;
    for (;;) {
      const square = row * columns + column;
      // Where two corners across from each other are within and two are not, the two are kept apart.
      if (deciseconds[square + this.#leftAhead[heading]] > cutoff) heading = (heading + 1) & 3;
      else if (deciseconds[square + this.#rightAhead[heading]] <= cutoff) heading = (heading + 3) & 3;
      if (heading === WEST) {
        line.addNorthOf(square, column, row);
        column--;
      } else if (heading === EAST) {
        column++;
        line.addNorthOf(square + 1, column, row);
      } else {
        const vertex = heading === NORTH ? square + columns : square;
        line.addEastOf(vertex, column, heading === NORTH ? row + 1 : row);
        if (vertex === start) break;
        this.#crossings[vertex] = number;
        row += heading === NORTH ? 1 : -1;
      }
    }
    const traced = { ring: line.ring, box: line.box, isHole, inner: [], around };
    this.#traced.push(traced);
    return traced;
  }
}

/** A border as it is walked along. */
class Line {
  readonly ring: Ring = [];
  readonly box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  readonly #surface: Surface;
  readonly #cutoff: number;

  constructor(surface: Surface, cutoff: number) {
    this.#surface = surface;
    this.#cutoff = cutoff;
  }

  addEastOf(vertex: number, column: number, row: number): void {
    this.#add(column + this.#share(vertex, vertex + 1), row);
  }

  addNorthOf(vertex: number, column: number, row: number): void {
    this.#add(column, row + this.#share(vertex, vertex + this.#surface.columns));
  }

  /** How far the border is from one vertex on the way to the next. */
  #share(from: number, to: number): number {
    const { deciseconds } = this.#surface;
    const level = levelOf(this.#cutoff - deciseconds[from]);
    return level / (level - levelOf(this.#cutoff - deciseconds[to]));
  }

  #add(column: number, row: number): void {
    const { west, south, stepLon, stepLat } = this.#surface;
    const lon = Math.round(west + column * stepLon) / MICRODEGREES;
    const lat = Math.round(south + row * stepLat) / MICRODEGREES;
    this.ring.push([lon, lat]);
    const { box } = this;
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }
}

/** Height of a vertex above the border: its spare time, kept away from zero and within the soft span. */
function levelOf(spareDeciseconds: number): number {
  const size = Math.max(
    SOFT_DECISECONDS * LEAST_SHARE,
    Math.min(SOFT_DECISECONDS, Math.abs(spareDeciseconds)),
  );
  return spareDeciseconds >= 0 ? size : -size;
}
