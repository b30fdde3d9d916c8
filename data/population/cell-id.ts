/** A square of a grid as its identifier states it: EPSG code, side and lower-left corner in metres. */
export interface CellPlace {
  crs: number;
  sizeMeters: number;
  northing: number;
  easting: number;
}

/**
 * Where the identifiers of each known grid may lie, in its own metres. UTM is only good near its meridian;
 * the equal-area projection holds far away, and Eurostat numbers overseas squares in it, below zero too.
 */
const EXTENTS: Readonly<Record<number, { eastings: [number, number]; northings: [number, number] }>> = {
  2975: { eastings: [100_000, 900_000], northings: [1_000_000, 10_000_000] },
  3035: { eastings: [-9_000_000, 9_999_999], northings: [-9_000_000, 9_999_999] },
  5490: { eastings: [100_000, 900_000], northings: [0, 9_999_999] },
};

/** Sides of the squares that are read, metres. */
const SIZES: readonly number[] = [200, 1000];

const C = 0x43;
const CRS = [C, 0x52, 0x53];
const RES = [0x52, 0x45, 0x53];
const KM = [0x6b, 0x6d];
const N = [0x4e];
const MINUS = 0x2d;
const M_N = [0x6d, 0x4e];
const E = [0x45];
const SHORT_CRS = 3035;
const MOST_DIGITS = 8;
const ID_LETTERS_SHOWN = 48;

/**
 * Reads a cell's identifier: `CRS3035RES200mN2466800E3482800` (INSEE, Eurostat since 2018) or `1kmN2029E4259`
 * (Eurostat before, EPSG:3035, kilometres). Form only: see `placeProblem`.
 *
 * @param bytes ASCII, from `start` up to `end`
 * @param into receives the place; its contents mean nothing after false
 * @returns false where the text is of neither form
 */
export function parseCellId(bytes: Uint8Array, start: number, end: number, into: CellPlace): boolean {
  const cursor = new Cursor(bytes, start, end);
  return bytes[start] === C ? readLongId(cursor, into) : readShortId(cursor, into);
}

/** The code and the text of an `InputError`, to which the caller adds where. */
export interface CellIdProblem {
  readonly code: string;
  readonly what: string;
}

/** Reads an identifier as `parseCellId` does; says why it cannot be used, null where it can. */
export function readCellId(bytes: Buffer, start: number, end: number, into: CellPlace): CellIdProblem | null {
  if (parseCellId(bytes, start, end, into)) return placeProblem(into);
  // Quoted as JSON: whatever is in there, the error stays on one line.
  const text = JSON.stringify(bytes.toString("latin1", start, Math.min(end, start + ID_LETTERS_SHOWN)));
  return {
    code: "population.id.malformed",
    what: `got the cell identifier ${text}, expected the form CRS3035RES200mN2466800E3482800`,
  };
}

/** Why a place cannot be used; null where it can. */
export function placeProblem(place: CellPlace): CellIdProblem | null {
  const extent = EXTENTS[place.crs];
  if (extent === undefined) {
    const known = Object.keys(EXTENTS).join(", ");
    return {
      code: "population.id.crs",
      what: `got a cell in EPSG:${place.crs}, expected one of EPSG:${known}; leave that file out, or take a vintage in one of these`,
    };
  }
  if (!SIZES.includes(place.sizeMeters)) {
    return {
      code: "population.id.size",
      what: `got a cell of ${place.sizeMeters} m, expected a grid of ${SIZES.join(" or ")} m`,
    };
  }
  if (!isWithin(place.northing, extent.northings) || !isWithin(place.easting, extent.eastings)) {
    return {
      code: "population.id.outside",
      what: `got a cell at N${place.northing} E${place.easting}, out of the extent of EPSG:${place.crs}`,
    };
  }
  return null;
}

function readLongId(cursor: Cursor, into: CellPlace): boolean {
  if (!cursor.skip(CRS)) return false;
  into.crs = cursor.integer();
  if (!cursor.skip(RES)) return false;
  into.sizeMeters = cursor.integer();
  if (!cursor.skip(M_N)) return false;
  into.northing = cursor.integer();
  if (!cursor.skip(E)) return false;
  into.easting = cursor.integer();
  return cursor.isDone();
}

function readShortId(cursor: Cursor, into: CellPlace): boolean {
  into.crs = SHORT_CRS;
  into.sizeMeters = cursor.integer() * 1000;
  if (!cursor.skip(KM) || !cursor.skip(N)) return false;
  into.northing = cursor.integer() * 1000;
  if (!cursor.skip(E)) return false;
  into.easting = cursor.integer() * 1000;
  return cursor.isDone();
}

/** Steps through ASCII; once something is not as asked, `isDone` stays false. */
class Cursor {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  #failed = false;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  skip(expected: readonly number[]): boolean {
    if (this.#at + expected.length > this.#end) this.#failed = true;
    for (let i = 0; i < expected.length; i++) {
      if (this.#bytes[this.#at + i] !== expected[i]) this.#failed = true;
    }
    this.#at += expected.length;
    return !this.#failed;
  }

  integer(): number {
    const isNegative = this.#bytes[this.#at] === MINUS;
    if (isNegative) this.#at++;
    const first = this.#at;
    let value = 0;
    while (this.#at < this.#end) {
      const digit = this.#bytes[this.#at] - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.#at++;
    }
    const digits = this.#at - first;
    if (digits === 0 || digits > MOST_DIGITS) this.#failed = true;
    return isNegative ? -value : value;
  }

  isDone(): boolean {
    return !this.#failed && this.#at === this.#end;
  }
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
