import type { DataIssues } from "../issues.ts";
import type { GridSource } from "./cell-rows.ts";
import type { ReadCells } from "./read-cells.ts";

const SMALL_CELL_METERS = 200;
const LARGE_CELL_METERS = 1000;

/** What the grids are called together; each name once, in the order of the files. */
export interface GridNames {
  readonly vintage: string;
  readonly product: string;
  readonly licence: string;
  readonly attribution: string;
}

export function gridNames(sources: readonly GridSource[]): GridNames {
  const joined = (names: readonly string[]): string => [...new Set(names)].join(" + ");
  return {
    vintage: joined(sources.map(({ layout }) => layout.vintage)),
    product: joined(sources.map(({ layout }) => layout.product)),
    licence: joined(sources.map(({ layout }) => layout.licence)),
    attribution: joined(sources.map(({ layout }) => layout.attribution)),
  };
}

/**
 * Counts grids that should not stand together: of different producers, vintages or sizes, whose populations are
 * not defined alike (INSEE advises never to mix them), and small cells inside a large one, whose people are then
 * counted twice.
 */
export function reportMixture(sources: readonly GridSource[], cells: ReadCells, issues: DataIssues): void {
  const products = new Map(sources.map(({ layout, name }) => [layout.product, name]));
  if (products.size > 1) {
    const each = [...products].map(([product, name]) => `${name}: ${product}`);
    issues.count("population.mixed", "warning", each.join("; "));
  }
  if (!cells.sizes.includes(SMALL_CELL_METERS) || !cells.sizes.includes(LARGE_CELL_METERS)) return;
  if (products.size === 1) issues.count("population.mixed", "warning", "cells of 200 m and of 1 km");
  const overlaps = countOverlaps(cells);
  if (overlaps > 0) {
    issues.count("population.cell.overlap", "error", "cells of 200 m inside given cells of 1 km", overlaps);
  }
}

function countOverlaps(cells: ReadCells): number {
  const large = new Set<string>();
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.sizes[cell] === LARGE_CELL_METERS) large.add(largeCellKey(cells, cell));
  }
  let overlaps = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.sizes[cell] === SMALL_CELL_METERS && large.has(largeCellKey(cells, cell))) overlaps++;
  }
  return overlaps;
}

/** The square kilometre that a cell is, or lies in. */
function largeCellKey(cells: ReadCells, cell: number): string {
  const north = Math.floor(cells.northings[cell] / LARGE_CELL_METERS);
  const east = Math.floor(cells.eastings[cell] / LARGE_CELL_METERS);
  return `${cells.crs[cell]} ${north} ${east}`;
}
