import { InputError } from "../input-error.ts";
import { assembleCells } from "./assemble-cells.ts";
import { CellRows } from "./cell-rows.ts";
import type { ReadOptions } from "./grid-files.ts";
import { readGridFile } from "./grid-files.ts";
import { gridNames, reportMixture } from "./mixture.ts";
import type { ReadCells } from "./read-cells.ts";

/** The inhabited cells of one or several grids, and who made them. */
export interface Population {
  /** Ordered by EPSG code, size, northing, easting; each cell once, all with people. */
  readonly cells: ReadCells;
  /**
   * Commune codes of each cell as its file gives them, several of five characters one after the other where it
   * straddles; null where its row has none, or for all where no file has any.
   */
  readonly codes: (string | null)[] | null;
  /** Year of the data, as far as the columns tell it: `2021`, `2019 ou 2021`. */
  readonly vintage: string;
  /** French, as shown: `Insee, Filosofi 2015, carreaux de 200 m`. */
  readonly product: string;
  readonly licence: string;
  readonly attribution: string;
}

/**
 * Reads population grids: INSEE Filosofi 2015 to 2021 (200 m, 1 km), INSEE census 1 km, Eurostat census grid, in
 * CSV, gzipped or zipped CSV, or Parquet. Files of several territories of one grid make one population.
 *
 * Issues counted: `population.cell.empty` (nobody there, left out), `.duplicate` (kept once), `.border` (people of
 * two countries), `.abroad` (left out), `.overlap` (counted twice); `population.mixed`; `population.imputed.unknown`
 * (the file has no flag: taken for counted), `.invalid`; `population.code.malformed`; `population.weight.invalid`,
 * `.partial`; `population.zip.ignored`; `population.file.unterminated` (no end of line at the end: cut?).
 *
 * Throws `InputError`, with file and line, for what is no such grid, or is cut, or has cells that cannot be.
 *
 * @param files at least one path
 */
export async function readPopulation(files: readonly string[], options: ReadOptions): Promise<Population> {
  const { issues, progress } = options;
  const rows = new CellRows(issues);
  progress.stage("Lecture de la population");
  for (const file of files) {
    options.signal?.throwIfAborted();
    await readGridFile(file, rows, options);
  }
  for (const { layout, name } of rows.sources) {
    const shouldHaveFlag = layout.producer === "insee-filosofi";
    if (shouldHaveFlag && layout.imputedColumn === null) {
      issues.count("population.imputed.unknown", "warning", name);
    }
  }
  const { cells, codes } = assembleCells(rows, issues);
  if (cells.count === 0) {
    const names = rows.sources.map(({ name }) => name).join(", ");
    throw new InputError("population.people.none", names, "got only cells without people, expected some");
  }
  reportMixture(rows.sources, cells, issues);
  return { cells, codes, ...gridNames(rows.sources) };
}
