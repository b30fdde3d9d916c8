import { orderOf, placeKeys } from "../../isochrones/geo/place-keys.ts";
import { cellId } from "../../isochrones/model/cells.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { DataIssues } from "../issues.ts";
import { type CellPlace, parseCellId, placeProblem } from "../population/cell-id.ts";
import { readAmount } from "./amount.ts";
import { type PointKind, readCellPoint } from "./cell-point.ts";

/** What a row of the wanted type holds, as its file has it. */
export interface AccessFields {
  readonly duration: unknown;
  readonly id: unknown;
  readonly x: unknown;
  readonly y: unknown;
  readonly road: unknown;
  readonly crow: unknown;
  readonly people: unknown;
}

const FIRST_CAPACITY = 1 << 12;
/** A week: no drive in France takes longer, whatever ferries it waits for. */
const MOST_MINUTES = 7 * 24 * 60;
const DECISECONDS_PER_MINUTE = 600;
/** Longer than any cell identifier. */
const ID_BYTES = 64;
const SHOWN_LETTERS = 40;
/** The grids that are read, see `placeProblem`. */
const GRIDS = [2975, 3035, 5490];

/**
 * The usable rows of all files: growing typed arrays, no object per row. What cannot be used is counted: an `insee.…`
 * code of severity `error` is a row left out, a `warning` one that lost a field.
 */
export class AccessRows {
  count = 0;
  crs = new Uint16Array(FIRST_CAPACITY);
  sizes = new Uint16Array(FIRST_CAPACITY);
  northings = new Int32Array(FIRST_CAPACITY);
  eastings = new Int32Array(FIRST_CAPACITY);
  /** `UNREACHED` where the file has no time. */
  deciseconds = new Uint32Array(FIRST_CAPACITY);
  /** In the file's own unit, NaN where unknown; so is the next. */
  roads = new Float64Array(FIRST_CAPACITY);
  crows = new Float64Array(FIRST_CAPACITY);
  people = new Float64Array(FIRST_CAPACITY);
  /** How many squares were named by their centre, and by their corner, in the file being read. */
  pointKinds: Record<PointKind, number> = { centre: 0, corner: 0 };

  readonly #issues: DataIssues;
  readonly #cell: CellPlace = { crs: 0, sizeMeters: 0, northing: 0, easting: 0 };
  readonly #scratch = Buffer.alloc(ID_BYTES);

  constructor(issues: DataIssues) {
    this.#issues = issues;
  }

  /**
   * Takes one row, or counts why not.
   *
   * @param where it stands, for issues; made only where there is one
   */
  take(fields: AccessFields, where: () => string): void {
    const minutes = readAmount(fields.duration);
    if (minutes !== null && !(minutes >= 0 && minutes <= MOST_MINUTES)) {
      this.#issues.count("insee.duration.invalid", "error", `${where()}: ${shown(fields.duration)}`);
      return;
    }
    if (!this.#place(fields, where)) return;
    if (this.count === this.crs.length) this.#grow();
    const row = this.count++;
    this.crs[row] = this.#cell.crs;
    this.sizes[row] = this.#cell.sizeMeters;
    this.northings[row] = this.#cell.northing;
    this.eastings[row] = this.#cell.easting;
    this.deciseconds[row] = minutes === null ? UNREACHED : Math.round(minutes * DECISECONDS_PER_MINUTE);
    this.roads[row] = this.#optional(fields.road, "insee.distance.invalid", where);
    this.crows[row] = this.#optional(fields.crow, "insee.distance.invalid", where);
    this.people[row] = this.#optional(fields.people, "insee.people.invalid", where);
  }

  /** Counts a file in which some points are centres and others corners, and begins the next one. */
  endFile(name: string): void {
    const { centre, corner } = this.pointKinds;
    this.pointKinds = { centre: 0, corner: 0 };
    if (centre === 0 || corner === 0) return;
    this.#issues.count(
      "insee.place.mixed",
      "warning",
      `${name}: ${centre} centres and ${corner} corners`,
      Math.min(centre, corner),
    );
  }

  /**
   * Indices of the rows in the order of their squares, each square once: of several rows the one of least time stays,
   * of equal ones the first; the others are counted as `insee.cell.repeated`.
   */
  eachSquareOnce(): Uint32Array {
    const keys = placeKeys(this, GRIDS);
    const kept: number[] = [];
    for (const row of orderOf(keys)) {
      const last = kept.at(-1);
      if (last === undefined || keys[last] !== keys[row]) {
        kept.push(row);
        continue;
      }
      this.#issues.count("insee.cell.repeated", "warning", cellId(this, row));
      if (this.deciseconds[row] < this.deciseconds[last]) kept[kept.length - 1] = row;
    }
    return Uint32Array.from(kept);
  }

  /** The row's square: by its identifier where it has one of the official form, else by its point. */
  #place({ id, x, y }: AccessFields, where: () => string): boolean {
    if (typeof id === "string" && this.#isOfficial(id)) {
      const problem = placeProblem(this.#cell);
      if (problem === null) return true;
      this.#issues.count("insee.place.invalid", "error", `${where()}: ${problem.what}`);
      return false;
    }
    const [east, north] = [readAmount(x), readAmount(y)];
    if (east === null || north === null || Number.isNaN(east) || Number.isNaN(north)) {
      this.#issues.count("insee.place.missing", "error", `${where()}: ${shown(id)} ${shown(x)} ${shown(y)}`);
      return false;
    }
    const found = readCellPoint(east, north, this.#cell);
    if (typeof found === "string") {
      this.pointKinds[found]++;
      return true;
    }
    const code = found.code === "insee.place.off_grid" ? found.code : "insee.place.invalid";
    this.#issues.count(code, "error", `${where()}: ${found.what}`);
    return false;
  }

  #isOfficial(id: string): boolean {
    const length = this.#scratch.write(id.trim(), "latin1");
    return parseCellId(this.#scratch, 0, length, this.#cell);
  }

  #optional(value: unknown, code: string, where: () => string): number {
    const amount = readAmount(value);
    if (amount === null) return NaN;
    if (amount >= 0) return amount;
    this.#issues.count(code, "warning", `${where()}: ${shown(value)}`);
    return NaN;
  }

  #grow(): void {
    const capacity = 2 * this.crs.length;
    this.crs = grown(this.crs, new Uint16Array(capacity));
    this.sizes = grown(this.sizes, new Uint16Array(capacity));
    this.northings = grown(this.northings, new Int32Array(capacity));
    this.eastings = grown(this.eastings, new Int32Array(capacity));
    this.deciseconds = grown(this.deciseconds, new Uint32Array(capacity));
    this.roads = grown(this.roads, new Float64Array(capacity));
    this.crows = grown(this.crows, new Float64Array(capacity));
    this.people = grown(this.people, new Float64Array(capacity));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A value as an issue shows it: short, on one line. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return typeof value === "string" ? JSON.stringify(value).slice(0, SHOWN_LETTERS) : `a ${typeof value}`;
}
