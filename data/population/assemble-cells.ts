import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import { gridsOf, placeKeys } from "../../isochrones/geo/place-keys.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import type { CellRows } from "./cell-rows.ts";
import { LEFT_OUT } from "./cell-rows.ts";
import { WEIGHT_KEYS } from "./layouts.ts";
import type { ReadCells } from "./read-cells.ts";

/** Cells before each has its commune, with the commune codes that the files gave. */
export interface AssembledCells {
  readonly cells: ReadCells;
  /** One entry a cell, null where its row gave none; null where no file has codes. */
  readonly codes: (string | null)[] | null;
}

/**
 * Makes the cells of the rows read: ordered by grid, size, northing and easting, each once, with its centre in
 * degrees. Rows without people are left out and counted.
 *
 * Throws `InputError` where a cell comes twice with different people.
 */
export function assembleCells(rows: CellRows, issues: DataIssues): AssembledCells {
  const keys = placeKeys(rows, gridsOf(rows));
  const order = withPeople(withoutRepeats(sortedRows(rows, keys), keys, rows, issues), rows, issues);
  const hasCodes = rows.codeNames.length > 1;
  return {
    cells: gather(rows, order, issues),
    codes: hasCodes ? Array.from(order, (row) => rows.codeNames[rows.codes[row]]) : null,
  };
}

function sortedRows(rows: CellRows, keys: Float64Array): Uint32Array {
  const order = new Uint32Array(rows.count);
  let count = 0;
  let isSorted = true;
  let previous = -Infinity;
  for (let row = 0; row < rows.count; row++) {
    if (rows.sizes[row] === LEFT_OUT) continue;
    if (keys[row] < previous) isSorted = false;
    previous = keys[row];
    order[count++] = row;
  }
  const kept = order.subarray(0, count);
  // Ties by row, so that of two equal cells the first one read is kept.
  return isSorted ? kept : kept.sort((a, b) => keys[a] - keys[b] || a - b);
}

/** Rows in the order of their keys, of which of two equal ones the first is kept. */
function withoutRepeats(
  order: Uint32Array,
  keys: Float64Array,
  rows: CellRows,
  issues: DataIssues,
): Uint32Array {
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    const before = count === 0 ? -1 : order[count - 1];
    if (before < 0 || keys[before] !== keys[row]) {
      order[count++] = row;
      continue;
    }
    if (rows.people[before] !== rows.people[row]) {
      throw new InputError(
        "population.cell.conflict",
        rows.place(row),
        `got ${rows.people[row]} people in a cell that has ${rows.people[before]} at ${rows.place(before)}, ` +
          "expected each cell once",
      );
    }
    issues.count("population.cell.duplicate", "warning", `${rows.place(row)} as ${rows.place(before)}`);
  }
  return order.subarray(0, count);
}

function withPeople(order: Uint32Array, rows: CellRows, issues: DataIssues): Uint32Array {
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    if (rows.people[order[i]] > 0) order[count++] = order[i];
    else issues.count("population.cell.empty", "info", rows.place(order[i]));
  }
  return order.subarray(0, count);
}

function gather(rows: CellRows, order: Uint32Array, issues: DataIssues): ReadCells {
  const count = order.length;
  return {
    count,
    crs: picked(rows.crs, order, new Uint16Array(count)),
    sizes: picked(rows.sizes, order, new Uint16Array(count)),
    northings: picked(rows.northings, order, new Int32Array(count)),
    eastings: picked(rows.eastings, order, new Int32Array(count)),
    ...centres(rows, order),
    people: picked(rows.people, order, new Float64Array(count)),
    imputed: picked(rows.imputed, order, new Uint8Array(count)),
    weights: gatherWeights(rows, order, issues),
  };
}

function centres(rows: CellRows, order: Uint32Array): { lons: Float64Array; lats: Float64Array } {
  const lons = new Float64Array(order.length);
  const lats = new Float64Array(order.length);
  for (let cell = 0; cell < order.length; cell++) {
    const row = order[cell];
    const half = rows.sizes[row] / 2;
    const [lon, lat] = gridToLonLat(rows.crs[row], rows.eastings[row] + half, rows.northings[row] + half);
    lons[cell] = lon;
    lats[cell] = lat;
  }
  return { lons, lats };
}

/** Only weights that every file gives: a total that silently misses a file would be worse than none. */
function gatherWeights(
  rows: CellRows,
  order: Uint32Array,
  issues: DataIssues,
): Readonly<Record<string, Float32Array>> {
  const weights: Record<string, Float32Array> = {};
  for (const [weight, key] of WEIGHT_KEYS.entries()) {
    const givers = rows.sources.filter(({ layout }) => layout.weightColumns[weight].length > 0);
    if (givers.length === 0) continue;
    if (givers.length === rows.sources.length) {
      weights[key] = picked(rows.weights[weight], order, new Float32Array(order.length));
      continue;
    }
    const without = rows.sources.find((source) => !givers.includes(source));
    issues.count("population.weight.partial", "warning", `${key}: not in ${without?.name}`);
  }
  return weights;
}

function picked<T extends { [index: number]: number }>(from: T, order: Uint32Array, into: T): T {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]];
  return into;
}
