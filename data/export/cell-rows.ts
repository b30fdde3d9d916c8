import { type Cells, cellId, NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { NO_EDGE, UNREACHED } from "../../isochrones/model/network.ts";
import type { Snaps } from "../../isochrones/model/points.ts";

/** One cell of a result, as every export writes it. Column names are those of the files, in French. */
export interface CellRow {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly population: number;
  readonly estime: boolean;
  readonly commune: string | null;
  /** null without a route. */
  readonly secondes: number | null;
  readonly structure: string | null;
  /** Metres off the road, null where the cell is unlinked. */
  readonly rattachement_m: number | null;
}

/** Result of a selection, cell by cell: times in deciseconds and the nearest structure of each. */
export interface CellResult {
  readonly deciseconds: Uint32Array;
  readonly nearest: Uint32Array;
}

/** A dataset with a population. */
export interface RowSource extends Pick<Dataset, "communes" | "structures"> {
  readonly cells: Cells;
  readonly cellSnaps: Snaps;
}

/** null where the dataset has no population. */
export function rowSource({ cells, cellSnaps, communes, structures }: Dataset): RowSource | null {
  return cells === null || cellSnaps === null ? null : { cells, cellSnaps, communes, structures };
}

/** The row of one cell. */
export function cellRow(
  { cells, cellSnaps, communes, structures }: RowSource,
  { deciseconds, nearest }: CellResult,
  cell: number,
): CellRow {
  const time = deciseconds[cell];
  const commune = cells.communes[cell];
  return {
    id: cellId(cells, cell),
    lon: round(cells.lons[cell], 6),
    lat: round(cells.lats[cell], 6),
    population: cells.people[cell],
    estime: cells.imputed[cell] === 1,
    commune: commune === NO_COMMUNE ? null : communes[commune].code,
    secondes: time === UNREACHED ? null : time / 10,
    structure: time === UNREACHED ? null : structures[nearest[cell]].id,
    rattachement_m: cellSnaps.edges[cell] === NO_EDGE ? null : Math.round(cellSnaps.distancesMeters[cell]),
  };
}

/** Rows of some cells of a dataset with a population, in their order. */
export function* cellRows(
  dataset: Dataset,
  result: CellResult,
  members: Iterable<number>,
): Generator<CellRow> {
  const source = rowSource(dataset);
  if (source === null) return;
  for (const cell of members) yield cellRow(source, result, cell);
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
