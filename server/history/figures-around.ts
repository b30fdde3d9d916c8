import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { type DatasetFigures, FIGURES_FILE } from "../../data/figures/dataset-figures.ts";
import { parseFigures } from "../../data/figures/figures-file.ts";
import { InputError } from "../../data/input-error.ts";

/** Folder of a depot in which each version has its own. */
const VERSIONS_FOLDER = "jeux";

/**
 * The figures beside a bundle's manifest, and those of all versions that are or were in service where it is one of a depot.
 *
 * @param directory of a bundle or of a depot
 * @param onTrouble hears of each that is there and cannot be read
 */
export async function figuresAround(
  directory: string,
  onTrouble: (what: string) => void,
): Promise<DatasetFigures[]> {
  const versions =
    basename(dirname(directory)) === VERSIONS_FOLDER ? dirname(directory) : join(directory, VERSIONS_FOLDER);
  const names = await orNone(readdir(versions), []);
  // What begins with a dot is being made, and may be refused, or is being removed.
  const whole = names.filter((name) => !name.startsWith("."));
  const folders = new Set([directory, ...whole.map((name) => join(versions, name))]);
  const found: DatasetFigures[] = [];
  for (const folder of folders) {
    const text = await orNone(readFile(join(folder, FIGURES_FILE), "utf8"), null);
    if (text === null) continue;
    try {
      found.push(parseFigures(text, join(basename(folder), FIGURES_FILE)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      onTrouble(`figures left out: ${error.message}`);
    }
  }
  return found;
}

/** Versions go while they are looked at, and not every folder has figures. */
async function orNone<T, None>(reading: Promise<T>, none: None): Promise<T | None> {
  try {
    return await reading;
  } catch {
    return none;
  }
}
