import { beforeAll, describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { assignCommunes } from "../../../data/territories/assign-communes.ts";
import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";
import { NO_COMMUNE_SHAPES, type CommuneShapes } from "../../../data/territories/commune-shapes.ts";
import { NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";

let directory: CommuneDirectory;
let shapes: Pick<CommuneShapes, "communes" | "shapes">;
beforeAll(() => {
  directory = loadCommuneDirectory();
  shapes = {
    communes: [directory.get("2A004")!, directory.get("2A041")!],
    shapes: [square(9), square(9.1)],
  };
});

/** A square of 0.1° from this longitude east and from 42° north. */
function square(west: number): CommuneShape {
  const [south, east, north] = [42, west + 0.1, 42.1];
  return [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ];
}

const IN_AJACCIO = 9.05;
const IN_BONIFACIO = 9.15;
/** A hundredth of a degree of longitude is 827 m at 42.05°. */
const OFF_BONIFACIO = 9.21;
const FAR_OUT = 9.3;

/** The code of each cell's commune, for cells at 42.05° north. */
function assign(
  cells: readonly (readonly [lon: number, codes: string | null])[],
  outlines = shapes,
): { codes: (string | null)[]; told: string[]; listed: string[]; shaped: boolean[] } {
  const issues = new DataIssues();
  const input = {
    lons: Float64Array.from(cells, ([lon]) => lon),
    lats: new Float64Array(cells.length).fill(42.05),
    codes: cells.every(([, codes]) => codes === null) ? null : cells.map(([, codes]) => codes),
  };
  const result = assignCommunes(input, outlines, directory, issues);
  return {
    codes: Array.from(result.cellCommunes, (commune) =>
      commune === NO_COMMUNE ? null : result.communes[commune].code,
    ),
    told: issues.list().map(({ code, count }) => `${code} ${count}`),
    listed: result.communes.map(({ code }) => code),
    shaped: result.shapes.map((shape) => shape !== null),
  };
}

describe("a cell's commune", () => {
  test("is the one that it names, wherever it lies", () => {
    const { codes, told } = assign([
      [IN_BONIFACIO, "2A004"],
      [FAR_OUT, "2A041"],
    ]);
    expect(codes).toEqual(["2A004", "2A041"]);
    expect(told).toEqual([]);
  });

  test("is, of several that it names, the one that holds its centre, else the first", () => {
    const { codes, told } = assign([
      [IN_BONIFACIO, "2A0042A041"],
      [IN_AJACCIO, "2A0412A004"],
      [FAR_OUT, "2A0412A004"],
      [IN_AJACCIO, "2B0332A041"],
    ]);
    expect(codes).toEqual(["2A041", "2A004", "2A041", "2B033"]);
    expect(told).toEqual(["cell.commune.straddling 4"]);
  });

  test("is the commune of today for a former code, and the arrondissement or city that it names", () => {
    const cells = ["20004", "49069", "75112", "75056", "1033", "103301004"].map(
      (code) => [FAR_OUT, code] as const,
    );
    expect(assign(cells).codes).toEqual(["2A004", "49126", "75112", "75056", "01033", "01033"]);
  });

  test("is found by place without codes, then on the coast within 2 km, else there is none", () => {
    const { codes, told } = assign([
      [IN_AJACCIO, null],
      [IN_BONIFACIO, null],
      [OFF_BONIFACIO, null],
      [FAR_OUT, null],
    ]);
    expect(codes).toEqual(["2A004", "2A041", "2A041", null]);
    expect(told).toEqual(["cell.commune.nearest 1", "cell.commune.none 1"]);
  });

  test("is found by place where its code is unknown, malformed or empty", () => {
    const { codes, told } = assign([
      [IN_AJACCIO, "99999"],
      [IN_AJACCIO, "2A0"],
      [IN_AJACCIO, ""],
      [IN_AJACCIO, null],
      [IN_AJACCIO, "999992A041"],
    ]);
    expect(codes).toEqual(["2A004", "2A004", "2A004", "2A004", "2A041"]);
    expect(told).toEqual(["cell.commune.code_malformed 1", "cell.commune.code_unknown 2"]);
  });

  test("may be one that only the outlines know", () => {
    const fictitious = { ...directory.get("2A004")!, code: "99001", name: "Bourg-Fictif" };
    const outlines = { communes: [fictitious], shapes: [square(9)] };
    const { codes, told } = assign([[FAR_OUT, "99001"]], outlines);
    expect(codes).toEqual(["99001"]);
    expect(told).toEqual([]);
  });

  test("is none for any cell without codes and without outlines", () => {
    const { codes, told, listed } = assign([[IN_AJACCIO, null]], NO_COMMUNE_SHAPES);
    expect([codes, told, listed]).toEqual([[null], ["cell.commune.none 1"], []]);
  });
});

describe("the communes of a dataset", () => {
  test("are those with an outline and those that cells name, by code", () => {
    const { listed, shaped } = assign([
      [IN_AJACCIO, "75112"],
      [IN_AJACCIO, "2B033"],
    ]);
    expect(listed).toEqual(["2A004", "2A041", "2B033", "75112"]);
    expect(shaped).toEqual([true, true, false, false]);
  });
});
