import { selectionKey, selectStructures } from "../../isochrones/accessibility/selection.ts";
import { TerritoryIndex, territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Territory, TerritoryKind } from "../../isochrones/model/territory.ts";
import { plainName } from "../names/plain-name.ts";
import type { BoxFilter } from "../ogc/source.ts";

/** Choices whose lists are kept, of at most 4 bytes a structure each. */
const KEPT_CHOICES = 200;

/** Which structures are listed. */
export interface StructureChoice {
  readonly territory: Territory;
  readonly selection: StructureSelection;
  readonly box: BoxFilter | null;
  /** The box as it was written: the same text is the same box. */
  readonly boxText: string;
  /** What is sought in its name and its place, as it was typed; empty for all. */
  readonly sought: string;
}

/** Part of a list. */
export interface StructurePage {
  /** Indices into the dataset's structures, ascending. */
  readonly structures: Uint32Array;
  /** How many match, on all pages. */
  readonly total: number;
  readonly isLast: boolean;
}

/**
 * Finds the structures of a dataset by territory, box and selection. A list is found once, O(structures), and kept while
 * others are not asked for in between: a page of it costs what is on it.
 */
export class StructureTable {
  readonly #dataset: Dataset;
  readonly #territories: TerritoryIndex;
  readonly #byCode = new Map<TerritoryKind, ReadonlyMap<string, readonly number[]>>();
  readonly #lists = new Map<string, Uint32Array>();
  /** Name, commune and postcode of each structure in plain words, a space before each: made when first sought in. */
  #words: readonly string[] | null = null;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#territories = new TerritoryIndex(dataset);
  }

  /**
   * @param after index of the last structure of the page before, -1 for the first page
   * @param limit structures of a page, `Infinity` for all
   */
  page(choice: StructureChoice, after: number, limit: number): StructurePage {
    const list = this.#withWords(this.#listOf(choice), choice.sought);
    const start = countUpTo(list, after);
    const end = Math.min(list.length, start + limit);
    return { structures: list.subarray(start, end), total: list.length, isLast: end === list.length };
  }

  /**
   * Those of a list with a word for each word sought, which may be unfinished. O(structures), and found anew each time: under
   * half a millisecond for a national list, and few ask again for what is typed letter by letter.
   */
  #withWords(list: Uint32Array, sought: string): Uint32Array {
    if (sought.trim() === "") return list;
    this.#words ??= this.#dataset.structures.map(
      ({ name, communeName, postcode }) => ` ${plainName(`${name} ${communeName} ${postcode}`)}`,
    );
    const words = this.#words;
    const plain = plainName(sought);
    // Signs alone are in no name.
    if (plain === "") return list.subarray(0, 0);
    const beginnings = plain.split(" ").map((word) => ` ${word}`);
    return list.filter((index) => beginnings.every((beginning) => words[index].includes(beginning)));
  }

  #listOf(choice: StructureChoice): Uint32Array {
    const { territory, selection, boxText } = choice;
    const key = `${territoryRef(territory)} ${selectionKey(selection)} ${boxText}`;
    const list = this.#lists.get(key) ?? this.#find(choice);
    // A Map iterates in insertion order: the first is the one that was not asked for longest.
    this.#lists.delete(key);
    this.#lists.set(key, list);
    if (this.#lists.size > KEPT_CHOICES) {
      const oldest = this.#lists.keys().next();
      if (oldest.done !== true) this.#lists.delete(oldest.value);
    }
    return list;
  }

  #find({ territory, selection, box }: StructureChoice): Uint32Array {
    const { structures } = this.#dataset;
    const counted = new Set(selectStructures(structures, selection).counted);
    const isInBox = (index: number): boolean => {
      const { lon, lat } = structures[index];
      return box === null || box.meets({ type: "Point", coordinates: [lon, lat] });
    };
    const inside = this.#inKind(territory.kind).get(territory.code) ?? [];
    return Uint32Array.from(inside.filter((index) => counted.has(index) && isInBox(index)));
  }

  /** The structures of each territory of a kind, ascending. */
  #inKind(kind: TerritoryKind): ReadonlyMap<string, readonly number[]> {
    const known = this.#byCode.get(kind);
    if (known !== undefined) return known;
    const byCode = new Map<string, number[]>();
    for (const [index, structure] of this.#dataset.structures.entries()) {
      const code = this.#territories.codeOf(structure, kind);
      if (code === null) continue;
      const others = byCode.get(code);
      if (others === undefined) byCode.set(code, [index]);
      else others.push(index);
    }
    this.#byCode.set(kind, byCode);
    return byCode;
  }
}

/** How many of some ascending numbers are at most that one. O(log n). */
function countUpTo(ascending: Uint32Array, most: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
