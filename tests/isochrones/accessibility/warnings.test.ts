import { describe, expect, test } from "vitest";

import { coverageFigures } from "../../../isochrones/accessibility/coverage.ts";
import { issueCount, warningsFor } from "../../../isochrones/accessibility/warnings.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { miniCells, miniSnaps, squares } from "../../helpers/mini-cells.ts";
import { miniDataset } from "../../helpers/mini-dataset.ts";

const CELLS = 100;

interface CellFault {
  readonly imputed?: boolean;
  readonly snap?: number | null;
  readonly time?: number;
  readonly cutTime?: number;
}

/** Figures of a hundred cells of ten people, covered and well linked but for the first few. */
function figuresWith(faults: readonly CellFault[]) {
  const at = (cell: number): CellFault => faults[cell] ?? {};
  const places = squares(Array.from({ length: CELLS }, (_, cell) => [cell, 0] as const));
  const cells = {
    ...miniCells(places.map((place, cell) => ({ ...place, people: 10, imputed: at(cell).imputed === true }))),
    cutTimes: Uint32Array.from(places, (_, cell) => at(cell).cutTime ?? UNREACHED),
  };
  const snaps = miniSnaps(
    places.map((_, cell) => (at(cell).snap === undefined ? 0 : (at(cell).snap ?? null))),
  );
  const times = Uint32Array.from(places, (_, cell) => at(cell).time ?? 0);
  return coverageFigures(cells, snaps, times, Uint32Array.from(places.keys()), 30);
}

function dataset(fields: Partial<Dataset> = {}): Dataset {
  const plain = miniDataset({
    nodes: [
      [9, 42],
      [9.01, 42],
    ],
    ways: [{ nodes: [0, 1] }],
  });
  return { ...plain, ...fields };
}

const codes = (data: Dataset, faults: readonly CellFault[]): string[] =>
  warningsFor(data, figuresWith(faults)).map(({ code }) => code);

describe("warnings beside a figure", () => {
  test("are none where nothing is odd", () => {
    expect(codes(dataset(), [])).toEqual([]);
  });

  test("come first where the data are fictitious, with or without a figure", () => {
    expect(codes(dataset({ fictitious: true }), [{ snap: null, time: UNREACHED }])[0]).toBe(
      "donnees_fictives",
    );
    expect(warningsFor(dataset({ fictitious: true }), null)).toHaveLength(1);
    expect(warningsFor(dataset({ fictitious: true }), null)[0].message).toMatch(/^Données fictives/u);
  });

  test("tell border cells, from the issues of the data", () => {
    const issues = [
      { code: "population.cell.border", severity: "warning" as const, count: 1234, examples: [] },
    ];
    const [warning] = warningsFor(dataset({ issues }), null);
    expect(warning.code).toBe("carreaux_frontaliers");
    // French groups thousands with a narrow space.
    expect(warning.message).toMatch(/^1\s234 carreaux/u);
    expect(issueCount(dataset({ issues }), "population.cell.border")).toBe(1234);
    expect(issueCount(dataset({ issues }), "population.cell")).toBe(0);
  });

  test("tell estimated cells from one person in a hundred on", () => {
    expect(codes(dataset(), [{ imputed: true }])).toEqual(["carreaux_imputes"]);
    const message = warningsFor(dataset(), figuresWith([{ imputed: true }, { imputed: true }]))[0].message;
    expect(message).toMatch(/^2\s%/u);
  });

  test.each<[string, CellFault, RegExp]>([
    ["carreaux_sans_route", { snap: null, time: UNREACHED }, /^20 habitants \(2 carreaux\)/u],
    ["carreaux_sans_itineraire", { time: UNREACHED }, /^20 habitants \(2 carreaux\)/u],
    ["reseau_coupe", { cutTime: 18_000 }, /^20 habitants \(2 carreaux\)/u],
  ])("tell how many are concerned: %s", (code, fault, message) => {
    const warnings = warningsFor(dataset(), figuresWith([fault, fault]));
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    expect(warnings[0].message).toMatch(message);
  });

  test("tell long approaches only where one cell in twenty has one", () => {
    const far = (count: number): CellFault[] => Array.from({ length: count }, () => ({ snap: 1500 }));
    expect(codes(dataset(), far(4))).toEqual([]);
    expect(codes(dataset(), far(6))).toEqual(["rattachement_lointain"]);
  });
});
