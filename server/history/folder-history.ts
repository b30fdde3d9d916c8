import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";
import { parseFigures, readFigures, writeFigures } from "../../data/figures/figures-file.ts";
import { InputError } from "../../data/input-error.ts";
import { makeFolders } from "../../data/durable.ts";
import { type HistoryStore, inOrder, type KeptFigures } from "./history-store.ts";

const EXTENSION = ".json";

/**
 * Figures in a folder, one file for each dataset, named after its id. Several servers may share it: a file is there whole or
 * not at all, and those of one dataset are alike.
 */
export class FolderHistory implements HistoryStore {
  readonly #folder: string;
  readonly #onTrouble: (what: string) => void;
  readonly #known = new Map<string, DatasetFigures>();
  readonly #told = new Set<string>();

  /**
   * @param folder made with the first that is recorded
   * @param onTrouble hears once of each file that cannot be read
   */
  constructor(folder: string, onTrouble: (what: string) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
  }

  async record(figures: DatasetFigures): Promise<void> {
    const file = join(this.#folder, figures.dataset.id + EXTENSION);
    if (isReadable(file)) return;
    makeFolders(this.#folder);
    writeFigures(file, figures);
  }

  async list(): Promise<KeptFigures> {
    const names = new Set((await namesIn(this.#folder)).filter((name) => name.endsWith(EXTENSION)));
    for (const name of this.#known.keys()) {
      if (!names.has(name)) this.#known.delete(name);
    }
    let unreadable = 0;
    for (const name of names) {
      if (this.#known.has(name)) continue;
      const figures = await this.#read(name);
      if (figures === null) unreadable++;
      else this.#known.set(name, figures);
    }
    return { figures: inOrder(this.#known.values()), unreadable };
  }

  async #read(name: string): Promise<DatasetFigures | null> {
    try {
      const figures = parseFigures(await readFile(join(this.#folder, name), "utf8"), name);
      if (figures.dataset.id + EXTENSION === name) return figures;
      throw new InputError(
        "figures.name",
        name,
        `got figures of ${figures.dataset.id}, expected those of its name`,
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.#told.has(reason)) this.#onTrouble(`history, left out: ${reason}`);
      this.#told.add(reason);
      return null;
    }
  }
}

function isReadable(file: string): boolean {
  try {
    readFigures(file);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
