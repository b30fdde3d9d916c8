import { MinHeap } from "./min-heap.ts";
import { FOREIGN, GATE, SEA } from "./terrain.ts";
import type { Ground } from "./terrain.ts";

/** Square kilometres of catchment from which a stream is a river that needs a bridge. */
const RIVER_KM2 = 45;

/**
 * Lets rain fall evenly and follows it down. Hollows are filled from the sea inwards (priority-flood: Barnes,
 * Lehman and Mulla 2014), so that every square drains; each square then passes its water to the one from which
 * the flood reached it.
 *
 * @returns squares drained, where that makes a river; 0 elsewhere
 */
export function traceRivers(terrain: Ground): Float32Array {
  const { columns, grounds, stepMeters } = terrain;
  const { order, downstream } = flood(terrain);
  const drained = new Float32Array(grounds.length);
  for (let i = order.length - 1; i >= 0; i--) {
    const cell = order[i];
    if (isOutlet(grounds[cell])) continue;
    drained[cell] += 1;
    drained[downstream[cell]] += drained[cell];
  }
  const least = (RIVER_KM2 * 1e6) / (stepMeters * stepMeters);
  const rivers = drained.map((squares, cell) => (!isOutlet(grounds[cell]) && squares >= least ? squares : 0));
  closeDiagonals(rivers, downstream, columns);
  return rivers;
}

/** Where water leaves the drawing. */
function isOutlet(ground: number): boolean {
  return ground === SEA || ground === FOREIGN || ground === GATE;
}

/** The order in which water rises over the land, and the square each one was reached from. */
function flood(terrain: Ground): { order: number[]; downstream: Int32Array } {
  const { columns, rows, elevations, grounds } = terrain;
  const downstream = new Int32Array(grounds.length).fill(-1);
  const levels = new Float32Array(grounds.length);
  const heap = new MinHeap();
  const order: number[] = [];
  for (let cell = 0; cell < grounds.length; cell++) {
    if (!isOutlet(grounds[cell])) continue;
    downstream[cell] = cell;
    heap.push(cell, -1);
  }
  while (heap.size > 0) {
    const cell = heap.pop();
    order.push(cell);
    const column = cell % columns;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const near = cell + dy * columns + dx;
        if (column + dx < 0 || column + dx >= columns || near < 0 || near >= columns * rows) continue;
        if (downstream[near] !== -1) continue;
        downstream[near] = cell;
        levels[near] = Math.max(elevations[near], levels[cell] + 0.01);
        heap.push(near, levels[near]);
      }
    }
  }
  return { order, downstream };
}

/** A river that steps over a corner takes one square beside it too: nobody slips between two of its squares. */
function closeDiagonals(rivers: Float32Array, downstream: Int32Array, columns: number): void {
  const river = [...rivers.keys()].filter((cell) => rivers[cell] > 0);
  for (const cell of river) {
    const next = downstream[cell];
    const dx = (next % columns) - (cell % columns);
    if (dx === 0 || next === cell || Math.abs(next - cell) === 1) continue;
    if (rivers[cell + dx] === 0) rivers[cell + dx] = rivers[cell];
  }
}
