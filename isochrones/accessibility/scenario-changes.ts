import { type Cells, NO_COMMUNE } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { TerritoryFigure } from "../model/report.ts";
import type { Commune, TerritoryKind } from "../model/territory.ts";
import { DECISECONDS_PER_MINUTE, shareOf } from "./coverage.ts";
import { codeIn } from "./territories.ts";

/** People of some cells by commune, by its index; cells without a commune come last. */
export interface CommuneSums {
  readonly population: Float64Array;
  readonly covered: Float64Array;
  /** Who reaches a structure at all. */
  readonly reached: Float64Array;
  /** Their people times deciseconds. */
  readonly weighted: Float64Array;
}

/** What differs between two sets of cell times. */
export interface CellChanges {
  /** Cells within the cutoff only afterwards, and only before; ascending. */
  readonly gained: readonly number[];
  readonly lost: readonly number[];
  /** Cells whose time differs in any way; ascending. */
  readonly changed: readonly number[];
  /** By commune, as `CommuneSums` numbers them: what is to be added to the sums of before. */
  readonly sums: Omit<CommuneSums, "population" | "covered"> & {
    readonly gained: Float64Array;
    readonly lost: Float64Array;
  };
}

/** What changes for a territory. */
export interface TerritoryChange {
  readonly code: string;
  readonly population: number;
  /** People newly within the cutoff, and no longer. */
  readonly gained: number;
  readonly lost: number;
  readonly before: TerritoryFigure;
  readonly after: TerritoryFigure;
}

/** @param cutoff deciseconds. O(members + communes) */
export function communeSums(
  cells: Cells,
  communeCount: number,
  deciseconds: Uint32Array,
  members: Uint32Array,
  cutoff: number,
): CommuneSums {
  const [population, covered, reached, weighted] = Array.from(
    { length: 4 },
    () => new Float64Array(communeCount + 1),
  );
  for (const cell of members) {
    const commune = slotOf(cells, cell, communeCount);
    const people = cells.people[cell];
    population[commune] += people;
    const time = deciseconds[cell];
    if (time <= cutoff) covered[commune] += people;
    if (time === UNREACHED) continue;
    reached[commune] += people;
    weighted[commune] += people * time;
  }
  return { population, covered, reached, weighted };
}

/** Compares the times of some cells. O(members + communes), of which members that do not differ cost a look. */
export function compareCellTimes(
  cells: Cells,
  communeCount: number,
  before: Uint32Array,
  after: Uint32Array,
  members: Uint32Array,
  cutoff: number,
): CellChanges {
  const [gained, lost, reached, weighted] = Array.from(
    { length: 4 },
    () => new Float64Array(communeCount + 1),
  );
  const gainedCells: number[] = [];
  const lostCells: number[] = [];
  const changed: number[] = [];
  for (const cell of members) {
    const was = before[cell];
    const is = after[cell];
    if (was === is) continue;
    changed.push(cell);
    const commune = slotOf(cells, cell, communeCount);
    const people = cells.people[cell];
    if (was > cutoff && is <= cutoff) {
      gainedCells.push(cell);
      gained[commune] += people;
    } else if (was <= cutoff && is > cutoff) {
      lostCells.push(cell);
      lost[commune] += people;
    }
    if (was !== UNREACHED) {
      reached[commune] -= people;
      weighted[commune] -= people * was;
    }
    if (is !== UNREACHED) {
      reached[commune] += people;
      weighted[commune] += people * is;
    }
  }
  return { gained: gainedCells, lost: lostCells, changed, sums: { gained, lost, reached, weighted } };
}

/**
 * The territories of a kind in which somebody comes within the cutoff or no longer is: those of most people who do first,
 * then by code. O(communes).
 */
export function territoryChanges(
  kind: TerritoryKind,
  communes: readonly Commune[],
  before: CommuneSums,
  { sums }: CellChanges,
): TerritoryChange[] {
  const byCode = new Map<string, Totals>();
  communes.forEach((commune, index) => {
    const code = codeIn(commune, kind);
    if (code === null || before.population[index] === 0) return;
    const totals = byCode.get(code) ?? noTotals();
    byCode.set(code, totals);
    totals.population += before.population[index];
    totals.covered += before.covered[index];
    totals.reached += before.reached[index];
    totals.weighted += before.weighted[index];
    totals.gained += sums.gained[index];
    totals.lost += sums.lost[index];
    totals.moreReached += sums.reached[index];
    totals.moreWeighted += sums.weighted[index];
  });
  return [...byCode]
    .filter(([, { gained, lost }]) => gained > 0 || lost > 0)
    .map(([code, totals]) => changeOf(code, totals))
    .sort((a, b) => b.gained + b.lost - (a.gained + a.lost) || (a.code < b.code ? -1 : 1));
}

type Totals = Record<
  "population" | "covered" | "reached" | "weighted" | "gained" | "lost" | "moreReached" | "moreWeighted",
  number
>;

function noTotals(): Totals {
  return {
    population: 0,
    covered: 0,
    reached: 0,
    weighted: 0,
    gained: 0,
    lost: 0,
    moreReached: 0,
    moreWeighted: 0,
  };
}

function changeOf(code: string, totals: Totals): TerritoryChange {
  const { population, covered, reached, weighted, gained, lost, moreReached, moreWeighted } = totals;
  const figure = (people: number, who: number, time: number): TerritoryFigure => ({
    covered: people,
    share: shareOf(people, population),
    meanMinutes: who > 0 ? time / who / DECISECONDS_PER_MINUTE : null,
  });
  // Sums in another order may end a hair below nothing.
  const coveredAfter = Math.max(0, covered + gained - lost);
  return {
    code,
    population,
    gained,
    lost,
    before: figure(covered, reached, weighted),
    after: figure(coveredAfter, reached + moreReached, weighted + moreWeighted),
  };
}

function slotOf({ communes }: Cells, cell: number, communeCount: number): number {
  return communes[cell] === NO_COMMUNE ? communeCount : communes[cell];
}
