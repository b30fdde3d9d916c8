import type { Dataset } from "../../isochrones/model/dataset.ts";
import { sortByRoad } from "../../isochrones/routing/points-by-road.ts";

type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** The same dataset with each of its cells so many times over: for files that come in many parts. */
export function manyCells(dataset: Dataset, times: number): Dataset {
  const { cells, cellSnaps, network } = dataset;
  if (cells === null || cellSnaps === null) throw new Error("got a dataset without cells");
  const over = <Columns extends Readonly<Record<Name, Column>>, Name extends string>(
    columns: Columns & Readonly<Record<Name, Column>>,
  ): Columns =>
    Object.fromEntries(
      Object.entries<Column>(columns).map(([name, values]) => [name, repeated(values, times)]),
    ) as unknown as Columns;
  const { count, weights, ...columns } = cells;
  const manySnaps = over(cellSnaps);
  return {
    ...dataset,
    cells: { ...over(columns), weights: over(weights), count: count * times },
    cellSnaps: manySnaps,
    cellsByRoad: sortByRoad(network, manySnaps),
  };
}

function repeated(column: Column, times: number): Column {
  const longer = new (column.constructor as new (length: number) => Column)(column.length * times);
  for (let turn = 0; turn < times; turn++) longer.set(column, turn * column.length);
  return longer;
}
