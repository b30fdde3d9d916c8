import { describe, expect, test } from "vitest";

import { compareCells } from "../../../isochrones/compare/compare-cells.ts";
import { DENSITIES, densitiesOf } from "../../../isochrones/compare/density.ts";
import { cellCause, explainWorstCells } from "../../../isochrones/compare/explain-cells.ts";
import { joinCells } from "../../../isochrones/compare/join-cells.ts";
import {
  crowMeters,
  type MatchedTimes,
  matchStructures,
  STRUCTURE_MATCHES,
} from "../../../isochrones/compare/structure-match.ts";
import type { TripFacts } from "../../../isochrones/compare/explain.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { type CellPlan, miniCells, ORIGIN, squares } from "../../helpers/mini-cells.ts";
import { type ReferencePlan, referenceCells } from "../../helpers/reference-cells.ts";

const MINUTE = 600;

describe("the density around a cell", () => {
  const at = (eastMeters: number, northMeters: number, people: number): CellPlan => ({
    easting: ORIGIN.easting + eastMeters,
    northing: ORIGIN.northing + northMeters,
    size: 200,
    people,
  });

  test.each([
    ["sparse", 299.9],
    ["intermediate", 300],
    ["intermediate", 1499.9],
    ["dense", 1500],
  ] as const)("is %s with %s people on its square kilometre", (density, people) => {
    const [found] = densitiesOf(miniCells([at(0, 0, people)]));
    expect(DENSITIES[found]).toBe(density);
  });

  test("counts the cells of the same square kilometre, and no others", () => {
    const cells = miniCells([at(0, 0, 200), at(800, 800, 100), at(1000, 0, 200), at(0, -200, 200)]);
    expect(Array.from(densitiesOf(cells), (index) => DENSITIES[index])).toEqual([
      "intermediate",
      "intermediate",
      "sparse",
      "sparse",
    ]);
  });

  test("takes a cell of 1 km for itself, and squares of other grids apart", () => {
    const cells = miniCells([
      { ...at(0, 0, 400), size: 1000 },
      { ...at(0, 0, 200), crs: 5490, easting: 700_000, northing: 1_600_000 },
      { ...at(0, 0, 200), crs: 2975, easting: 700_000, northing: 1_600_000 },
    ]);
    expect(Array.from(densitiesOf(cells), (index) => DENSITIES[index])).toEqual([
      "intermediate",
      "sparse",
      "sparse",
    ]);
  });
});

/** Cells in a row, a kilometre apart; structures at the centres of columns 0 and 20. */
const COLUMNS = [0, 3, 6, 10, 15];
const PLANS = squares(COLUMNS.map((column) => [column, 0])).map((plan, i) => ({
  ...plan,
  people: 10 * (i + 1),
}));
const CELLS = miniCells(PLANS);
const [WEST, EAST] = [0, 1];
const STRUCTURES = (() => {
  const { lons, lats } = miniCells(squares([0, 20].map((column) => [column, 0])));
  return [WEST, EAST].map((i) => ({ lon: lons[i], lat: lats[i] }));
})();

/** Ours: two minutes a kilometre to the structure in the west. */
function ours(fields: Partial<MatchedTimes> = {}): MatchedTimes {
  return {
    cells: CELLS,
    structures: STRUCTURES,
    counted: [WEST, EAST],
    times: {
      deciseconds: Uint32Array.from(COLUMNS, (column) => 2 * column * MINUTE),
      nearest: new Uint32Array(COLUMNS.length).fill(WEST),
    },
    ...fields,
  };
}

function theirs(rowOf: (column: number) => Omit<ReferencePlan, keyof CellPlan>) {
  return referenceCells(PLANS.map((plan, i) => ({ ...plan, ...rowOf(COLUMNS[i]) })));
}

const everyone = COLUMNS.map((_, cell) => cell);

describe("the structure that a distance betrays", () => {
  const matchesWith = (fields: Partial<MatchedTimes>, crowOf: (column: number) => number | undefined) => {
    const reference = theirs((column) => {
      const crow = crowOf(column);
      return { minutes: 1, ...(crow === undefined ? {} : { crowMeters: crow }) };
    });
    const join = joinCells(CELLS, reference, everyone);
    return Array.from(matchStructures(ours(fields), reference, join), (index) => STRUCTURE_MATCHES[index]);
  };

  test("is the same, within 300 m and 2 %", () => {
    expect(matchesWith({}, (column) => column * 1000)).toEqual(COLUMNS.map(() => "same"));
    expect(matchesWith({}, (column) => column * 1000 + 250)).toEqual(COLUMNS.map(() => "same"));
  });

  test("is another one that counts, or none of ours", () => {
    // As far as the one in the east is.
    const east = (column: number): number => (20 - column) * 1000;
    // From column 10 both are 10 km away.
    const expected = COLUMNS.map((column) => (column === 10 ? "same" : "other"));
    expect(matchesWith({}, east)).toEqual(expected);
    const without = expected.map((match) => (match === "other" ? "missing" : match));
    expect(matchesWith({ counted: [WEST] }, east)).toEqual(without);
  });

  test("is unknown without a distance or a way of both", () => {
    expect(matchesWith({}, () => undefined)).toEqual(COLUMNS.map(() => "unknown"));
    const times = {
      deciseconds: new Uint32Array(COLUMNS.length).fill(UNREACHED),
      nearest: new Uint32Array(COLUMNS.length).fill(NO_STRUCTURE),
    };
    expect(matchesWith({ times }, (column) => column * 1000)).toEqual(COLUMNS.map(() => "unknown"));
    const reference = theirs((column) => ({ minutes: null, crowMeters: column * 1000 }));
    const matches = matchStructures(ours(), reference, joinCells(CELLS, reference, everyone));
    expect(new Set(Array.from(matches, (index) => STRUCTURE_MATCHES[index]))).toEqual(new Set(["unknown"]));
  });

  test("may stand due north, as far as latitude goes", () => {
    const { lons, lats } = miniCells(squares([[0, 10]]));
    const north = { lon: lons[0], lat: lats[0] };
    const crowOf = (): number => 10_000;
    const [first] = matchesWith({ structures: [...STRUCTURES, north], counted: [WEST, 2] }, crowOf);
    expect(first).toBe("other");
  });

  test("is measured in metres on the ground", () => {
    // The metre of the equal-area grid is within half a per cent of it in Corsica.
    expect(crowMeters(ours(), 3, WEST) / 10_000).toBeCloseTo(1, 2);
  });
});

describe("figures of cells", () => {
  /** Theirs: a quarter more, and nothing at all in column 15. Ours there 30, elsewhere 0, 6, 12, 20. */
  const reference = theirs((column) => ({
    minutes: column === 15 ? null : 2.5 * column,
    crowMeters: column * 1000,
  }));
  const join = joinCells(CELLS, reference, everyone);
  const areas = [
    { key: "near", members: [0, 1] },
    { key: "nowhere", members: [] },
    { key: "far", members: [2, 3, 4] },
  ];
  const compared = compareCells(ours(), reference, join, { minutes: [20, 30], areas });

  test("are those of pairs, by cell", () => {
    expect(compared.overall).toMatchObject({
      cells: 5,
      people: 10 + 20 + 30 + 40 + 50,
      pairs: { pairs: 5, reachableInBoth: 4, reachableInMeasuredOnly: 1, reachableInReferenceOnly: 0 },
    });
    // 1 / 1.25 - 1, where there is a time to divide by.
    expect(compared.overall.pairs.relative.median).toBeCloseTo(0.2, 12);
    expect(compared.overall.pairs.bias.medianRelative).toBeCloseTo(-0.2, 12);
    // 25 minutes against 20.
    expect(compared.overall.pairs.absoluteSeconds.max).toBe(300);
  });

  test("count people who change sides, and means by people", () => {
    const [at20, at30] = compared.overall.sides;
    expect(at20).toMatchObject({ minutes: 20, gained: 40, lost: 0 });
    expect(at30).toMatchObject({ minutes: 30, gained: 50, lost: 0 });
    // The ten of column 0 drive nowhere.
    const mean = (20 * 6 + 30 * 12 + 40 * 20) / (10 + 20 + 30 + 40);
    expect(compared.overall.means.measured).toBeCloseTo(mean, 12);
    expect(compared.overall.means.reference).toBeCloseTo(1.25 * mean, 12);
  });

  test("tell coverage at 10, 20 and 30 minutes and at the limits asked for", () => {
    const shares = (people: number): number => people / 150;
    expect(compared.coverage).toEqual([
      { minutes: 10, measured: shares(10 + 20), reference: shares(10 + 20) },
      { minutes: 20, measured: shares(10 + 20 + 30 + 40), reference: shares(10 + 20 + 30) },
      { minutes: 30, measured: 1, reference: shares(10 + 20 + 30 + 40) },
    ]);
    const other = compareCells(ours(), reference, join, { minutes: [12.5], areas: [] });
    expect(other.coverage.map(({ minutes }) => minutes)).toEqual([10, 12.5, 20, 30]);
  });

  test("are told by group, those without cells left out, and add up", () => {
    expect(compared.areas.map(({ key, figures }) => [key, figures.cells, figures.people])).toEqual([
      ["near", 2, 30],
      ["far", 3, 120],
    ]);
    expect(compared.densities.map(({ key, figures }) => [key, figures.cells])).toEqual([["sparse", 5]]);
    expect(compared.matches.map(({ key, figures }) => [key, figures.cells])).toEqual([
      ["same", 4],
      ["unknown", 1],
    ]);
    const [near, far] = compared.areas.map(({ figures }) => figures);
    for (const i of [0, 1]) {
      expect(near.sides[i].gained + far.sides[i].gained).toBe(compared.overall.sides[i].gained);
    }
  });

  test("of no cell are nothing", () => {
    const none = compareCells(ours(), reference, joinCells(CELLS, reference, []), { minutes: [30], areas });
    expect(none.overall).toMatchObject({ cells: 0, people: 0, means: { measured: null, reference: null } });
    expect(none.coverage[0]).toEqual({ minutes: 10, measured: 0, reference: 0 });
    expect([...none.areas, ...none.densities, ...none.matches]).toEqual([]);
  });
});

describe("the probable cause", () => {
  const trip = (seconds: number | null, meters: number | null): TripFacts => ({
    seconds,
    originSnapMeters: null,
    destinationSnapMeters: null,
    route: meters === null ? null : { meters, line: [] },
  });

  test.each([
    ["reach", "unknown", trip(600, 9000), trip(null, null)],
    ["reach", "same", trip(null, null), trip(600, 9000)],
    ["other-structure", "other", trip(600, 9000), trip(700, 9000)],
    ["missing-structure", "missing", trip(600, 9000), trip(700, 9000)],
    ["route", "same", trip(600, 9000), trip(600, 9300)],
    ["speed", "same", trip(600, 9000), trip(700, 9240)],
    ["speed", "same", trip(600, 2000), trip(700, 2200)],
    ["speed", "unknown", trip(600, 90_000), trip(700, 92_000)],
    ["route", "same", trip(600, 90_000), trip(700, 93_000)],
    ["route-or-speed", "same", trip(600, 9000), trip(700, null)],
  ] as const)("is %s where the structure is %s", (cause, match, measured, reference) => {
    expect(cellCause(match, measured, reference)).toBe(cause);
  });

  test("is found for the worst cells, whose routes alone are asked for", async () => {
    // Column 3 takes twice our time on the same way, column 6 three times on a longer one, column 15 leads nowhere.
    const factors: Readonly<Record<number, number>> = { 3: 2, 6: 3 };
    const reference = theirs((column) => ({
      minutes: column === 15 ? null : 2 * column * (factors[column] ?? 1),
      roadMeters: column * (column === 6 ? 1500 : 1200),
      crowMeters: column * 1000,
    }));
    const join = joinCells(CELLS, reference, everyone);
    const { pairs } = compareCells(ours(), reference, join, { minutes: [30], areas: [] });
    const asked: (readonly number[])[] = [];
    const worst = await explainWorstCells(
      {
        ...ours(),
        cellSnapMeters: [1, 2, 3, 4, 5],
        route: async (from, to) => {
          asked.push(from);
          const column = COLUMNS[CELLS.lons.indexOf(from[0])];
          return { deciseconds: 2 * column * MINUTE, meters: 1200 * column, line: [from, to] };
        },
      },
      reference,
      join,
      pairs,
      3,
    );
    expect(worst.map(({ pair, cause, match }) => [COLUMNS[pair], cause, match])).toEqual([
      [15, "reach", "unknown"],
      [6, "route", "same"],
      [3, "speed", "same"],
    ]);
    expect(asked.map(([lon]) => COLUMNS[CELLS.lons.indexOf(lon)])).toEqual([15, 6, 3]);
    // 9 km in 36 minutes; 7.2 in 12.
    expect(worst[1].reference.speedKmh).toBeCloseTo(15, 9);
    expect(worst[1].measured.speedKmh).toBeCloseTo(36, 9);
    expect(worst[1].measured.originSnapMeters).toBe(3);
    expect(worst[0].reference).toMatchObject({ seconds: null, route: null, speedKmh: null });
  });

  test("needs no route where we have none", async () => {
    const reference = theirs(() => ({ minutes: 5 }));
    const join = joinCells(CELLS, reference, [0]);
    const times = { deciseconds: Uint32Array.of(UNREACHED), nearest: Uint32Array.of(NO_STRUCTURE) };
    const mine = ours({ times });
    const { pairs } = compareCells(mine, reference, join, { minutes: [30], areas: [] });
    const route = async (): Promise<null> => Promise.reject(new Error("asked for a route"));
    const [first] = await explainWorstCells(
      { ...mine, cellSnapMeters: [0], route },
      reference,
      join,
      pairs,
      1,
    );
    expect(first).toMatchObject({ cause: "reach", measured: { seconds: null, crowMeters: null } });
  });
});
