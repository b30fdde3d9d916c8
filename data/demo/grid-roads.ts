import { MinHeap } from "./min-heap.ts";
import { createNoise, fractal } from "./noise.ts";
import { GATE, isDry, ISLAND, MAINLAND } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** Classes of rural roads, the busiest highest. */
export const NO_ROAD = 0;
export const TRACK = 1;
export const UNCLASSIFIED = 2;
export const TERTIARY = 3;
export const SECONDARY = 4;
export const PRIMARY = 5;
export const TRUNK = 6;

/** What a bridge costs, in metres of detour: rivers have few. */
const BRIDGE_METERS = 2_600;
/** Following a road that exists costs this share of opening a new one: roads meet and run together. */
const REUSE = 0.42;
/** Slope from which a road doubles its cost: it winds rather than climbs. */
const HARD_SLOPE = 0.07;

// The eight directions, row by row from the south-west. A link is kept by the southern or western of its squares.
const LINK_IS_OURS = [false, false, false, false, true, true, true, true];
const LINK_OF = [1, 2, 3, 0, 0, 3, 2, 1];
const IS_DIAGONAL = [true, false, true, false, false, true, false, true];
const EAST = [-1, 0, 1, -1, 1, -1, 0, 1];
const NORTH = [-1, -1, -1, 0, 0, 1, 1, 1];

/**
 * Roads on the grid of the terrain: links between neighbouring squares, found as least-cost paths over the
 * relief. Each path makes the next ones cheaper where it passes, which is how networks grow.
 */
export class GridRoads {
  readonly terrain: Terrain;
  /** Class of the link from each square to its east, north-east, north and north-west neighbour. */
  readonly links: Uint8Array;
  /** Busiest class that meets each square. */
  readonly #busiest: Uint8Array;
  readonly #costs: Float32Array;
  /** Effort of each link, 0 while nobody has asked. */
  readonly #efforts: Float64Array;
  /** Squares as the crow flies, by columns and rows between: `column + row * columns`. */
  readonly #crow: Float64Array;
  /** From a square to its eight neighbours, row by row. */
  readonly #steps: readonly number[];
  readonly #heap = new MinHeap();
  readonly #reached: Float64Array;
  readonly #from: Int32Array;
  /** With which each square was last pushed. */
  readonly #priorities: Float64Array;
  readonly #touched: number[] = [];

  constructor(terrain: Terrain, seed: number) {
    this.terrain = terrain;
    const size = terrain.grounds.length;
    this.links = new Uint8Array(size * 4);
    this.#busiest = new Uint8Array(size);
    this.#costs = groundCosts(terrain, seed);
    this.#efforts = new Float64Array(size * 4);
    const { columns } = terrain;
    this.#crow = Float64Array.from({ length: size }, (_, at) =>
      Math.hypot(at % columns, Math.floor(at / columns)),
    );
    this.#steps = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
    this.#reached = new Float64Array(size).fill(Infinity);
    this.#from = new Int32Array(size).fill(-1);
    this.#priorities = new Float64Array(size);
  }

  /**
   * The cheapest path to the first square that is a goal, as squares from start to goal; null where there is
   * none within `maxCost` metres of effort. With `target`, the search is drawn towards it (A*).
   */
  findPath(
    start: number,
    isGoal: (cell: number) => boolean,
    options: { target?: number; maxCost?: number; reuse?: boolean } = {},
  ): { cells: number[]; cost: number } | null {
    const { target = -1, maxCost = Infinity, reuse = true } = options;
    const heap = this.#heap;
    heap.clear();
    this.#touched.push(start);
    this.#reached[start] = 0;
    this.#from[start] = -1;
    this.#priorities[start] = 0;
    heap.push(start, 0);
    let found = -1;
    while (heap.size > 0) {
      const priority = heap.leastPriority();
      const cell = heap.pop();
      const cost = this.#reached[cell];
      if (priority > this.#priorities[cell] + 1e-6) continue;
      if (cost > maxCost) break;
      if (isGoal(cell)) {
        found = cell;
        break;
      }
      this.#relax(cell, cost, target, reuse);
    }
    const path = found === -1 ? null : { cells: this.#unwind(found), cost: this.#reached[found] };
    this.#reset();
    return path;
  }

  /** Builds a road of a class along a path; links that are busier already stay as they are. */
  build(cells: readonly number[], roadClass: number): void {
    for (let i = 1; i < cells.length; i++) {
      const [a, b] = [cells[i - 1], cells[i]];
      const link = this.#linkBetween(a, b);
      this.links[link] = Math.max(this.links[link], roadClass);
      this.#busiest[a] = Math.max(this.#busiest[a], roadClass);
      this.#busiest[b] = Math.max(this.#busiest[b], roadClass);
    }
  }

  linkClass(a: number, b: number): number {
    return this.links[this.#linkBetween(a, b)];
  }

  /** Neighbours joined to a square by a road. */
  neighbours(cell: number): number[] {
    if (this.#busiest[cell] === NO_ROAD) return [];
    return this.#around(cell).filter((near) => this.linkClass(cell, near) !== NO_ROAD);
  }

  hasRoad(cell: number, least = UNCLASSIFIED): boolean {
    return this.#busiest[cell] >= least;
  }

  /** Labels the neighbours of a square that are reached more cheaply over it. */
  #relax(cell: number, cost: number, target: number, reuse: boolean): void {
    const { columns, rows, grounds, rivers, stepMeters } = this.terrain;
    const row = Math.floor(cell / columns);
    const column = cell - row * columns;
    // The rim of the grid is sea or a neighbour's: no road needs what is beyond.
    if (column === 0 || row === 0 || column === columns - 1 || row === rows - 1) return;
    const reached = this.#reached;
    const targetRow = target === -1 ? 0 : Math.floor(target / columns);
    const targetColumn = target - targetRow * columns;
    // A little above what reuse could really save: searches stay narrow, and roads stay good enough.
    const leastShare = reuse ? 0.6 : 0.8;
    for (let direction = 0; direction < 8; direction++) {
      const near = cell + this.#steps[direction];
      const ground = grounds[near];
      if (cost >= reached[near] || (ground !== MAINLAND && ground !== ISLAND && ground !== GATE)) continue;
      const link = (LINK_IS_OURS[direction] ? cell : near) * 4 + LINK_OF[direction];
      let effort = this.#efforts[link];
      if (effort === 0) {
        effort = this.#effort(cell, near, IS_DIAGONAL[direction]);
        this.#efforts[link] = effort;
      }
      let step: number;
      if (reuse && this.links[link] !== NO_ROAD) step = effort * REUSE;
      else if (IS_DIAGONAL[direction] && this.#isCrossed(cell, near)) continue;
      else step = effort + (rivers[near] > 0 ? BRIDGE_METERS : 0);
      const total = cost + step;
      if (total >= reached[near]) continue;
      if (reached[near] === Infinity) this.#touched.push(near);
      reached[near] = total;
      this.#from[near] = cell;
      let guess = 0;
      if (target !== -1) {
        const dx = Math.abs(column + EAST[direction] - targetColumn);
        const dy = Math.abs(row + NORTH[direction] - targetRow);
        guess = this.#crow[dx + dy * columns] * stepMeters * leastShare;
      }
      this.#priorities[near] = total + guess;
      this.#heap.push(near, total + guess);
    }
  }

  /** Of a new road over a link, in either direction. */
  #effort(a: number, b: number, isDiagonal: boolean): number {
    const { stepMeters, elevations } = this.terrain;
    const meters = isDiagonal ? stepMeters * Math.SQRT2 : stepMeters;
    const slope = Math.abs(elevations[a] - elevations[b]) / meters / HARD_SLOPE;
    return meters * (1 + Math.min(40, slope * slope)) * (this.#costs[a] + this.#costs[b]) * 0.5;
  }

  /** Does another road take the other diagonal of the same four squares? */
  #isCrossed(a: number, b: number): boolean {
    const { columns } = this.terrain;
    const side = (b % columns) - (a % columns);
    return this.linkClass(a + side, b - side) !== NO_ROAD;
  }

  #linkBetween(a: number, b: number): number {
    const { columns } = this.terrain;
    const step = b - a;
    if (step === 1) return a * 4;
    if (step === columns + 1) return a * 4 + 1;
    if (step === columns) return a * 4 + 2;
    if (step === columns - 1) return a * 4 + 3;
    return this.#linkBetween(b, a);
  }

  #around(cell: number): number[] {
    return this.#isOutermost(cell) ? [] : this.#steps.map((step) => cell + step);
  }

  /** On the rim of the grid, which is sea or a neighbour's: no road needs what is beyond. */
  #isOutermost(cell: number): boolean {
    const { columns, rows } = this.terrain;
    const row = Math.floor(cell / columns);
    const column = cell - row * columns;
    return column === 0 || row === 0 || column === columns - 1 || row === rows - 1;
  }

  #unwind(found: number): number[] {
    const cells: number[] = [];
    for (let cell = found; cell !== -1; cell = this.#from[cell]) cells.push(cell);
    return cells.reverse();
  }

  #reset(): void {
    for (const cell of this.#touched) this.#reached[cell] = Infinity;
    this.#touched.length = 0;
  }
}

/** Effort per metre besides slope: a patchwork of fields and woods that roads go round, and wet shores. */
function groundCosts(terrain: Terrain, seed: number): Float32Array {
  const { columns, rows, grounds } = terrain;
  const noise = createNoise(seed);
  const costs = new Float32Array(grounds.length);
  for (let cell = 0; cell < costs.length; cell++) {
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const patch = 1 + 2.4 * Math.max(-0.15, fractal(noise, column / 6, row / 6, 3));
    const inner = column > 0 && row > 0 && column < columns - 1 && row < rows - 1;
    const byWater = inner && [1, -1, columns, -columns].some((side) => !isDry(terrain, cell + side));
    costs[cell] = patch + (byWater ? 2 : 0);
  }
  return costs;
}
