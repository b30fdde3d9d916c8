import { describe, expect, test } from "vitest";

import {
  selectionKey,
  selectionParameters,
  selectStructures,
} from "../../../isochrones/accessibility/selection.ts";
import type { OpeningWindow } from "../../../isochrones/model/structure.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";

const STRUCTURES = [
  miniStructure({ id: "fixe", labelledOn: "2020-01-01" }),
  miniStructure({ id: "bus", format: "bus", labelledOn: "2022-06-01" }),
  miniStructure({ id: "antenne", type: "antenne", labelledOn: "2022-06-02" }),
  miniStructure({ id: "antenne en bus", type: "antenne", format: "bus", labelledOn: null }),
];

describe("a selection of structures", () => {
  test("that asks for nothing counts them all", () => {
    expect(selectStructures(STRUCTURES)).toEqual({ counted: [0, 1, 2, 3], excluded: [], opened: [] });
    expect(selectStructures(STRUCTURES, { exclude: [] }).counted).toHaveLength(4);
  });

  test("leaves out types and formats, each structure for one reason only", () => {
    const { counted, excluded } = selectStructures(STRUCTURES, { exclude: ["bus", "antenne"] });
    expect(counted).toEqual([0]);
    expect(excluded).toEqual([
      { reason: "format bus exclu", count: 1 },
      { reason: "type antenne exclu", count: 2 },
    ]);
  });

  test("counts what was labelled on the day itself, and tells what has no date", () => {
    const { counted, excluded } = selectStructures(STRUCTURES, { asOf: "2022-06-01" });
    expect(counted).toEqual([0, 1]);
    expect(excluded).toEqual([
      { reason: "labellisée après le 2022-06-01", count: 1 },
      { reason: "date de labellisation inconnue", count: 1 },
    ]);
  });

  test("counts what is open then, and tells what is closed from what is not known", () => {
    const morning = [{ start: 540, end: 720 }];
    const structures = [
      miniStructure({ id: "samedi", openingHours: [[], [], [], [], [], morning] }),
      miniStructure({ id: "lundi", openingHours: [morning, [], [], [], [], []] }),
      miniStructure({ id: "inconnus", openingHours: [morning, [], [], [], [], null] }),
      miniStructure({ id: "aucun", openingHours: [null, null, null, null, null, null] }),
      miniStructure({ id: "bus", format: "bus", openingHours: [[], [], [], [], [], morning] }),
    ];
    const saturday: OpeningWindow = { day: 5, start: 0, end: 1440 };
    expect(selectStructures(structures, { openOn: saturday, exclude: ["bus"] })).toEqual({
      counted: [0],
      opened: [],
      excluded: [
        { reason: "fermée le samedi", count: 1 },
        { reason: "horaires inconnus le samedi", count: 2 },
        { reason: "format bus exclu", count: 1 },
      ],
    });
    const weekMorning: OpeningWindow = { day: null, start: 0, end: 720 };
    expect(selectStructures(structures, { openOn: weekMorning })).toEqual({
      counted: [1, 2],
      opened: [],
      excluded: [
        { reason: "fermée en semaine le matin", count: 2 },
        { reason: "horaires inconnus en semaine le matin", count: 1 },
      ],
    });
  });

  test("that asks for a date and an opening wants both", () => {
    const openOn: OpeningWindow = { day: 0, start: 0, end: 1440 };
    const { counted, excluded } = selectStructures(STRUCTURES, { asOf: "2022-06-01", openOn });
    expect(counted).toEqual([]);
    expect(excluded).toEqual([
      { reason: "fermée le lundi", count: 2 },
      { reason: "labellisée après le 2022-06-01", count: 1 },
      { reason: "date de labellisation inconnue", count: 1 },
    ]);
  });

  test("accounts for every structure", () => {
    for (const exclude of [[], ["principal"], ["bus", "fixe"], ["antenne", "multisite"]] as const) {
      for (const asOf of ["2019-12-31", "2022-06-01", "2030-01-01"]) {
        const { counted, excluded } = selectStructures(STRUCTURES, { exclude, asOf });
        const left = excluded.reduce((sum, { count }) => sum + count, 0);
        expect(counted.length + left).toBe(STRUCTURES.length);
      }
    }
  });

  test("has one key however it is written, and another key for another choice", () => {
    expect(selectionKey({ exclude: ["bus", "antenne", "bus"] })).toBe(
      selectionKey({ exclude: ["antenne", "bus"] }),
    );
    expect(selectionKey({})).toBe(selectionKey({ exclude: [] }));
    const keys = [
      selectionKey(),
      selectionKey({ exclude: ["bus"] }),
      selectionKey({ exclude: ["bus", "antenne"] }),
      selectionKey({ asOf: "2022-01-01" }),
      selectionKey({ exclude: ["bus"], asOf: "2022-01-01" }),
      selectionKey({ openOn: { day: 0, start: 0, end: 1440 } }),
      selectionKey({ openOn: { day: null, start: 0, end: 1440 } }),
      selectionKey({ openOn: { day: 0, start: 0, end: 720 } }),
      selectionKey({ asOf: "2022-01-01", openOn: { day: 0, start: 0, end: 720 } }),
      selectionKey({ exclude: ["bus"], openOn: { day: 0, start: 0, end: 720 } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test("a least realisation rate counts those that are known to reach it", () => {
  const rated = (id: string, realisationRate: number | null) =>
    miniStructure({ id, indicators: { realisationRate, noRedirectionShare: 90, satisfaction: null } });
  const structures = [
    rated("80", 80),
    rated("79", 79.9),
    rated("null", null),
    miniStructure({ id: "absent" }),
  ];
  expect(selectStructures(structures, { minRealisation: 80 })).toMatchObject({
    counted: [0],
    excluded: [
      { reason: "taux de réalisation sous 80 %", count: 1 },
      { reason: "taux de réalisation inconnu", count: 2 },
    ],
  });
  expect(selectStructures(structures).counted).toHaveLength(4);
  expect(selectionKey({ minRealisation: 80 })).not.toBe(selectionKey({}));
  expect(selectionKey({ minRealisation: 0 })).not.toBe(selectionKey({}));
});

test("a least share of acts without re-direction counts those that are known to reach it", () => {
  const rated = (id: string, noRedirectionShare: number | null, realisationRate = 90) =>
    miniStructure({ id, indicators: { realisationRate, noRedirectionShare, satisfaction: null } });
  const structures = [
    rated("70", 70),
    rated("69", 69.9),
    rated("null", null),
    miniStructure({ id: "absent" }),
  ];
  expect(selectStructures(structures, { minNoRedirection: 70 })).toMatchObject({
    counted: [0],
    excluded: [
      { reason: "part sans réorientation sous 70 %", count: 1 },
      { reason: "part sans réorientation inconnue", count: 2 },
    ],
  });
  const both = [rated("both", 70, 80), rated("share alone", 70, 79), rated("rate alone", 69, 80)];
  expect(selectStructures(both, { minNoRedirection: 70, minRealisation: 80 }).counted).toEqual([0]);
  const keys = [
    {},
    { minNoRedirection: 0 },
    { minRealisation: 0 },
    { minNoRedirection: 0, minRealisation: 0 },
  ];
  expect(new Set(keys.map((selection) => selectionKey(selection))).size).toBe(keys.length);
  expect(selectionParameters({ minNoRedirection: 70 })).toMatchObject({ minNoRedirection: 70 });
});
