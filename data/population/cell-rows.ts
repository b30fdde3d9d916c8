import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { COMMUNE_CODE_PATTERN } from "../territories/insee-code.ts";
import type { GridLayout } from "./layouts.ts";
import { WEIGHT_KEYS } from "./layouts.ts";

const FIRST_CAPACITY = 1 << 14;
/** France has 2.3 million cells of 200 m, Europe 4.6 million of 1 km: beyond, the file is not what it says. */
const MAX_ROWS = 20_000_000;
/**
 * People per square kilometre above which a figure is taken for an error: ten times the densest square
 * kilometre of Europe (about 53 000, Eurostat census grid 2021), so that a tower may fill a 200 m cell.
 */
const MAX_PEOPLE_PER_KM2 = 500_000;
/** A cell that straddles has several codes, one after the other. */
const COMMUNE_CODES = new RegExp(`^(?:${COMMUNE_CODE_PATTERN})+$`);

const FRANCE = "FR";

/** Index of "no commune code" in `CellRows.codeNames`. */
export const NO_CODE = 0;

/** In `CellRows.sizes`, of a row that is not part of the grid. */
export const LEFT_OUT = 0;

/** A table of cells: a file, a member of an archive. */
export interface GridSource {
  /** File name, then the member's: `grille.zip/met.csv`. */
  readonly name: string;
  readonly layout: GridLayout;
  /** What the row numbers are: lines of text, the header being 1, or rows of a table, the first being 1. */
  readonly numbering: "line" | "row";
}

/** The rows of all grids as they were read: growing typed arrays, no object per row. */
export class CellRows {
  count = 0;
  crs = new Uint16Array(FIRST_CAPACITY);
  sizes = new Uint16Array(FIRST_CAPACITY);
  northings = new Int32Array(FIRST_CAPACITY);
  eastings = new Int32Array(FIRST_CAPACITY);
  people = new Float64Array(FIRST_CAPACITY);
  imputed = new Uint8Array(FIRST_CAPACITY);
  /** Index into `codeNames`. */
  codes = new Uint32Array(FIRST_CAPACITY);
  /** Index into `sources`, and the row's number there. */
  sourceIndices = new Uint16Array(FIRST_CAPACITY);
  numbers = new Uint32Array(FIRST_CAPACITY);
  /** In the order of `WEIGHT_KEYS`. */
  readonly weights = WEIGHT_KEYS.map(() => new Float32Array(FIRST_CAPACITY));
  readonly sources: GridSource[] = [];
  readonly codeNames: (string | null)[] = [null];

  readonly #codeIndices = new Map<string, number>([["", NO_CODE]]);
  readonly #issues: DataIssues;

  constructor(issues: DataIssues) {
    this.#issues = issues;
  }

  /** Returns the source's index. */
  addSource(source: GridSource): number {
    return this.sources.push(source) - 1;
  }

  /** Room for more rows, all zero: returns the index of the first. */
  extend(rows: number): number {
    const first = this.count;
    const needed = first + rows;
    if (needed > MAX_ROWS) {
      const name = this.sources.at(-1)?.name ?? "";
      throw new InputError(
        "population.rows",
        name,
        `got more than ${MAX_ROWS} cells, expected a population grid`,
      );
    }
    if (needed > this.people.length) this.#grow(Math.max(needed, this.people.length * 2));
    this.count = needed;
    return first;
  }

  /** Where a row comes from: `corse.csv:12`, `grille.parquet row 12`. */
  place(row: number): string {
    return placeOf(this.sources[this.sourceIndices[row]], this.numbers[row]);
  }

  /** Sets a row's people. Throws `InputError` for what cannot be people. Needs the row's size and place. */
  setPeople(row: number, people: number): void {
    const most = (MAX_PEOPLE_PER_KM2 * this.sizes[row] ** 2) / 1e6;
    if (people >= 0 && people <= most) {
      this.people[row] = people;
      return;
    }
    const got = Number.isNaN(people) ? "no number of people" : `${people} people`;
    throw new InputError(
      "population.people",
      this.place(row),
      `got ${got} in a cell of ${this.sizes[row]} m, expected 0 to ${most}`,
    );
  }

  /** Adds to a weight. What is not a count is counted as an issue and adds nothing. */
  addWeight(weight: number, row: number, value: number): void {
    if (value >= 0 && value < Infinity) this.weights[weight][row] += value;
    else this.#issues.count("population.weight.invalid", "warning", this.place(row));
  }

  /** Sets the estimation flag; one that is no number is taken for 0, and counted. */
  setImputed(row: number, flag: number): void {
    if (Number.isNaN(flag)) this.#issues.count("population.imputed.invalid", "warning", this.place(row));
    else this.imputed[row] = flag === 0 ? 0 : 1;
  }

  /** Sets the commune codes; what has not their form is taken for none, and counted. */
  setCode(row: number, text: string): void {
    let index = this.#codeIndices.get(text);
    if (index === undefined) {
      index = COMMUNE_CODES.test(text) ? this.codeNames.push(text) - 1 : NO_CODE;
      this.#codeIndices.set(text, index);
    }
    if (index === NO_CODE && text !== "") {
      this.#issues.count("population.code.malformed", "warning", `${this.place(row)} ${text}`);
    }
    this.codes[row] = index;
  }

  /**
   * Looks at a cell's country, or countries (`CH-FR`). One wholly abroad is left out of the grid; a border cell
   * stays, with the people of both sides; both are counted. To be called once the rest of the row is set.
   */
  setCountry(row: number, text: string): void {
    if (text === FRANCE || text === "") return;
    const place = `${this.place(row)} ${text}`;
    if (text.split(/[^A-Za-z]+/).includes(FRANCE)) {
      this.#issues.count("population.cell.border", "warning", place);
      return;
    }
    this.#issues.count("population.cell.abroad", "info", place);
    this.sizes[row] = LEFT_OUT;
  }

  #grow(capacity: number): void {
    this.crs = grown(this.crs, new Uint16Array(capacity));
    this.sizes = grown(this.sizes, new Uint16Array(capacity));
    this.northings = grown(this.northings, new Int32Array(capacity));
    this.eastings = grown(this.eastings, new Int32Array(capacity));
    this.people = grown(this.people, new Float64Array(capacity));
    this.imputed = grown(this.imputed, new Uint8Array(capacity));
    this.codes = grown(this.codes, new Uint32Array(capacity));
    this.sourceIndices = grown(this.sourceIndices, new Uint16Array(capacity));
    this.numbers = grown(this.numbers, new Uint32Array(capacity));
    for (const [i, weight] of this.weights.entries()) {
      this.weights[i] = grown(weight, new Float32Array(capacity));
    }
  }
}

/** The place of a row of a source, before it has an index. */
export function placeOf(source: GridSource, number: number): string {
  return source.numbering === "line" ? `${source.name}:${number}` : `${source.name} row ${number}`;
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
