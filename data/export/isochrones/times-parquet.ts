import { parquetWriteBuffer } from "hyparquet-writer";

import type { ReachedCells } from "../../../isochrones/isoline/reached-cells.ts";
import type { Cells } from "../../../isochrones/model/cells.ts";

/** Where cells lie in their grids. */
export type CellGrid = Pick<Cells, "crs" | "sizes" | "northings" | "eastings">;

/** The cells from which one structure is reached. */
export interface StructureTimes extends ReachedCells {
  readonly id: string;
}

/**
 * Times of cells as a Parquet file, one row for each cell of each structure: `structure`, and the cell by its place in the
 * official grid (`crs`, `cote`, `nord`, `est`, of which its identifier is made), with `decisecondes` to the structure. Cells
 * come row by row, so that differences are small: two to three bytes a row. Each structure is a row group, of which readers
 * that want few structures skip the others.
 *
 * @returns null where there is no row
 */
export function timesAsParquet(
  grid: CellGrid,
  structures: readonly StructureTimes[],
): Uint8Array<ArrayBuffer> | null {
  const some = structures.filter(({ cells }) => cells.length > 0);
  if (some.length === 0) return null;
  const count = some.reduce((sum, { cells }) => sum + cells.length, 0);
  const ids: string[] = [];
  const fill = (valueOf: (cell: number) => number): Int32Array => {
    const column = new Int32Array(count);
    let row = 0;
    for (const { cells } of some) {
      for (let i = 0; i < cells.length; i++) column[row++] = valueOf(cells[i]);
    }
    return column;
  };
  const deciseconds = new Int32Array(count);
  for (const { id, cells, deciseconds: own } of some) {
    deciseconds.set(own, ids.length);
    for (let i = 0; i < cells.length; i++) ids.push(id);
  }
  const numbers = (name: string, data: Int32Array) =>
    ({ name, data, type: "INT32", nullable: false, encoding: "DELTA_BINARY_PACKED" }) as const;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "structure", data: ids, type: "STRING", nullable: false },
      numbers(
        "crs",
        fill((cell) => grid.crs[cell]),
      ),
      numbers(
        "cote",
        fill((cell) => grid.sizes[cell]),
      ),
      numbers(
        "nord",
        fill((cell) => grid.northings[cell]),
      ),
      numbers(
        "est",
        fill((cell) => grid.eastings[cell]),
      ),
      numbers("decisecondes", deciseconds),
    ],
    rowGroupSize: some.map(({ cells }) => cells.length),
  });
  return new Uint8Array(bytes);
}
