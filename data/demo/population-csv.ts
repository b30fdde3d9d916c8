import { valueOf } from "./lookup.ts";
import type { DemoCommune } from "./communes.ts";
import type { Settle } from "./households.ts";
import type { Plane, Point } from "./plane.ts";
import type { Random } from "./random.ts";

/** Columns of INSEE's Filosofi 2021 grid of 200 m (`carreaux_200m_met.csv`), in its order. */
export const CELL_COLUMNS = [
  ..."idcar_200m idcar_1km idcar_nat i_est_200 i_est_1km lcog_geo ind men men_pauv men_1ind men_5ind men_prop".split(
    " ",
  ),
  ..."men_fmp ind_snv men_surf men_coll men_mais log_av45 log_45_70 log_70_90 log_ap90 log_inc log_soc".split(
    " ",
  ),
  ..."ind_0_3 ind_4_5 ind_6_10 ind_11_17 ind_18_24 ind_25_39 ind_40_54 ind_55_64 ind_65_79 ind_80p ind_inc".split(
    " ",
  ),
] as const;

/** Below so many households INSEE does not publish a cell as it is: it spreads a larger square's people. */
const SECRET_HOUSEHOLDS = 11;
const CELL_METERS = 200;
const SQUARE_METERS = 1_000;

/** Shares of ages as in the columns `ind_0_3` to `ind_80p`, in town and in the country. */
const AGES_URBAN = [0.038, 0.021, 0.056, 0.08, 0.115, 0.2, 0.185, 0.115, 0.135, 0.055];
const AGES_RURAL = [0.03, 0.019, 0.058, 0.083, 0.058, 0.148, 0.2, 0.148, 0.18, 0.076];

interface Cell {
  readonly northing: number;
  readonly easting: number;
  /** Indices, each once. */
  readonly communes: number[];
  people: number;
  households: number;
  alone: number;
  large: number;
  remoteness: number;
}

/** Counts people and households by cells of 200 m. */
export class CellCounter {
  readonly #plane: Plane;
  readonly #holds: (middle: Point) => boolean;
  /** Null for a cell that another drawing counts. */
  readonly #cells = new Map<number, Cell | null>();
  people = 0;

  /** @param holds says of a cell's middle, in metres of the grid, whether its people are counted here */
  constructor(plane: Plane, holds: (middle: Point) => boolean = () => true) {
    this.#plane = plane;
    this.#holds = holds;
  }

  /** Counts one home. Bound: may be passed on as it is. */
  readonly add: Settle = (point, persons, commune, remoteness) => {
    const [east, north] = this.#plane.toGrid(point);
    const column = Math.floor(east / CELL_METERS);
    const row = Math.floor(north / CELL_METERS);
    const key = row * 0x100000 + column;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#found(column, row);
      this.#cells.set(key, cell);
    }
    if (cell === null) return;
    if (!cell.communes.includes(commune)) cell.communes.push(commune);
    cell.people += persons;
    cell.households += 1;
    cell.alone += persons === 1 ? 1 : 0;
    cell.large += persons >= 5 ? 1 : 0;
    cell.remoteness += remoteness;
    this.people += persons;
  };

  /** From south to north, then from west to east. */
  sorted(): Cell[] {
    const cells = [...this.#cells.values()].filter((cell) => cell !== null);
    return cells.sort((a, b) => a.northing - b.northing || a.easting - b.easting);
  }

  #found(column: number, row: number): Cell | null {
    const [easting, northing] = [column * CELL_METERS, row * CELL_METERS];
    if (!this.#holds([easting + CELL_METERS / 2, northing + CELL_METERS / 2])) return null;
    return { northing, easting, communes: [], people: 0, households: 0, alone: 0, large: 0, remoteness: 0 };
  }
}

export const CELL_HEADER = `${CELL_COLUMNS.join(",")}\n`;

/** The cells as rows of INSEE's file, ordered by identifier; without the header. */
export function formatCells(
  counter: CellCounter,
  communes: readonly DemoCommune[],
  random: Random,
): string[] {
  const cells = counter.sorted();
  const squares = new Map<string, Cell[]>();
  for (const cell of cells) {
    const square = identifier(cell, SQUARE_METERS);
    const there = squares.get(square);
    if (there === undefined) squares.set(square, [cell]);
    else there.push(cell);
  }
  return cells.map((cell) => {
    const square = valueOf(squares, identifier(cell, SQUARE_METERS));
    const codes = cell.communes.map((commune) => communes[commune].code).sort();
    return formatCell(cell, square, codes, random);
  });
}

/** Lower-left corner of the square of a size that holds the cell: `CRS3035RES200mN2029400E4259000`. */
function identifier({ northing, easting }: Cell, meters: number): string {
  const floor = (value: number) => Math.floor(value / meters) * meters;
  return `CRS3035RES${meters}mN${floor(northing)}E${floor(easting)}`;
}

function formatCell(cell: Cell, square: readonly Cell[], codes: readonly string[], random: Random): string {
  const estimated = cell.households < SECRET_HOUSEHOLDS;
  const secret = square.filter((other) => other.households < SECRET_HOUSEHOLDS);
  const pool = estimated ? secret : [cell];
  const total = (of: (cell: Cell) => number) => pool.reduce((sum, other) => sum + of(other), 0);
  // An estimated cell gets its households' part of what all such cells of its square have together.
  const part = cell.households / total((other) => other.households);
  const digits = estimated ? 1 : 0;
  const round = (value: number) => Number(value.toFixed(digits));
  const people = round(part * total((other) => other.people));
  const remoteness = total((other) => other.remoteness) / total((other) => other.households);
  const men = cell.households;
  const of = (share: number) => round(Math.min(men, men * share * random.between(0.8, 1.2)));
  const flats = of(0.75 * (1 - remoteness) ** 1.5);
  const [old, middle, late] = [of(0.34), of(0.22), of(0.24)];
  const standard = 19_500 + 6_000 * random.next() + 1_500 * remoteness;
  const squareMen = square.reduce((sum, other) => sum + other.households, 0);
  const values = [
    identifier(cell, CELL_METERS),
    identifier(cell, SQUARE_METERS),
    identifier(cell, estimated ? SQUARE_METERS : CELL_METERS),
    estimated ? 1 : 0,
    squareMen < SECRET_HOUSEHOLDS ? 1 : 0,
    codes.join(""),
    people,
    men,
    of(0.17 - 0.05 * remoteness),
    round(part * total((other) => other.alone)),
    round(part * total((other) => other.large)),
    of(0.45 + 0.35 * remoteness),
    of(0.09),
    (people * standard).toFixed(1),
    (men * (62 + 55 * remoteness)).toFixed(1),
    flats,
    round(men - flats),
    old,
    middle,
    late,
    round(Math.max(0, men - old - middle - late)),
    0,
    of(0.16 * (1 - remoteness)),
    ...splitByAge(people, remoteness, digits),
    0,
  ];
  return `${values.join(",")}\n`;
}

/** People by age, each count rounded so that their sum stays the cell's people. */
function splitByAge(people: number, remoteness: number, digits: number): number[] {
  const scale = 10 ** digits;
  let share = 0;
  let given = 0;
  return AGES_URBAN.map((urban, index) => {
    share += urban + (AGES_RURAL[index] - urban) * remoteness;
    const upTo = index === AGES_URBAN.length - 1 ? people * scale : Math.round(people * share * scale);
    const count = (Math.round(upTo) - given) / scale;
    given = Math.round(upTo);
    return count;
  });
}
