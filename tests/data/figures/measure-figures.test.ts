import { describe, expect, test } from "vitest";

import type { DatasetFigures } from "../../../data/figures/dataset-figures.ts";
import { measureFigures } from "../../../data/figures/measure-figures.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import type { Study } from "../../../isochrones/study.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";
import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { ORIGIN } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, type MiniWorld, miniStructure } from "../../helpers/mini-dataset.ts";

const MADE_AT = new Date("2026-03-01T04:05:06.000Z");

/** Kilometres east of the grid's origin along the road, in degrees. */
const at = (east: number): [number, number] =>
  gridToLonLat(3035, ORIGIN.easting + east * 1000, ORIGIN.northing + 500);

const desk = (id: string, east: number, fields: Partial<Structure>): Structure => {
  const [lon, lat] = at(east);
  return miniStructure({ id, lon, lat, ...fields });
};

/** A row of cells of ten people along a road of 80 km, at a kilometre in 100 s, three départements in two régions. */
const WORLD: MiniWorld = {
  nodes: [at(0), at(80)],
  ways: [{ nodes: [0, 1] }],
  structures: [
    desk("1", 0.5, { communeCode: "2A001" }),
    desk("2", 0.5, { communeCode: "2A001", type: "antenne", format: "bus" }),
    desk("3", 30.5, { communeCode: "2B002", format: "itinerante" }),
  ],
  cells: Array.from({ length: 80 }, (_, column) => ({
    easting: ORIGIN.easting + column * 1000,
    northing: ORIGIN.northing,
    people: 10 + column / 64,
    commune: column === 79 ? NO_COMMUNE : Math.min(2, Math.floor(column / 25)),
  })),
  communes: [
    miniCommune("2A001"),
    miniCommune("2B002"),
    miniCommune("01003", { departementCode: "01", regionCode: "84" }),
    // Nobody lives there.
    miniCommune("74004", { departementCode: "74", regionCode: "84" }),
  ],
  territories: [
    { kind: "departement", code: "2B", name: "Haute-Corse" },
    { kind: "departement", code: "2A", name: "Corse-du-Sud" },
    { kind: "departement", code: "01", name: "Ain" },
    { kind: "departement", code: "74", name: "Haute-Savoie" },
    { kind: "region", code: "94", name: "Corse" },
    { kind: "region", code: "84", name: "Auvergne-Rhône-Alpes" },
  ],
};

function expectCoverages(figures: DatasetFigures, study: Study): void {
  expect(figures.minutes).toEqual([20, 30]);
  for (const { reference, name, people, structures, covered } of figures.territories) {
    figures.minutes.forEach((minutes, rank) => {
      const asked = study.coverage({ territory: reference, minutes });
      expect({ name, structures }, reference).toEqual({
        name: asked.territory.name,
        structures: asked.structures.inTerritory,
      });
      expect(Math.abs(people - asked.population), reference).toBeLessThan(0.0501);
      expect(Math.abs(covered[rank] - asked.covered), `${reference} ${minutes}`).toBeLessThan(0.0501);
    });
  }
}

describe("the figures of a dataset", () => {
  test("are those of coverages, of France, régions and départements where somebody lives", () => {
    const study = createStudy(miniDataset(WORLD));
    const figures = measureFigures(study, MADE_AT);
    expect(figures.territories.map(({ reference }) => reference)).toEqual([
      "france",
      "reg:84",
      "reg:94",
      "dep:01",
      "dep:2A",
      "dep:2B",
    ]);
    expectCoverages(figures, study);
    // Neither all nor nobody, or the comparison would say little.
    const [france] = figures.territories;
    expect(france.covered[0]).toBeLessThan(france.covered[1]);
    expect(france.covered[1]).toBeLessThan(france.people);
  });

  test("count structures by type and by format where they stand", () => {
    const { territories } = measureFigures(createStudy(miniDataset(WORLD)), MADE_AT);
    const none = { principal: 0, antenne: 0, fixe: 0, multisite: 0, bus: 0, itinerante: 0 };
    expect(new Map(territories.map(({ reference, structuresBy }) => [reference, structuresBy]))).toEqual(
      new Map([
        ["france", { ...none, principal: 2, antenne: 1, fixe: 1, bus: 1, itinerante: 1 }],
        ["reg:84", none],
        ["reg:94", { ...none, principal: 2, antenne: 1, fixe: 1, bus: 1, itinerante: 1 }],
        ["dep:01", none],
        ["dep:2A", { ...none, principal: 1, antenne: 1, fixe: 1, bus: 1 }],
        ["dep:2B", { ...none, principal: 1, itinerante: 1 }],
      ]),
    );
  });

  test("say of which dataset they are, from what, and since when", () => {
    const sources = [
      {
        role: "population" as const,
        name: "Grille",
        file: "grille.csv",
        vintage: "2021",
        licence: "LO",
        attribution: "INSEE",
        sha256: "ab",
        bytes: 3,
        fictitious: false,
      },
    ];
    const dataset = { ...miniDataset(WORLD), sources };
    expect(measureFigures(createStudy(dataset), MADE_AT)).toMatchObject({
      formatVersion: 1,
      dataset: { id: dataset.id, name: "Petit monde", fictitious: false, profile: "car" },
      madeAt: "2026-03-01T04:05:06.000Z",
      sources: [{ role: "population", name: "Grille", vintage: "2021", sha256: "ab" }],
    });
  });

  test("cannot be measured without a population", () => {
    const { cells: _cells, ...roadsOnly } = WORLD;
    expect(() => measureFigures(createStudy(miniDataset(roadsOnly)), MADE_AT)).toThrow(
      expect.objectContaining({ code: "population.absent" }),
    );
  });
});

const files = corsicanFiles();

describe.skipIf(files === null)("the figures of Corsica (skipped without the real data of ../shared)", () => {
  test("are those of its coverages", async () => {
    if (files === null) return;
    const study = createStudy((await buildCorsica(files, files.filosofi)).dataset);
    const figures = measureFigures(study, MADE_AT);
    expect(figures.territories.map(({ reference }) => reference)).toEqual([
      "france",
      "reg:94",
      "dep:2A",
      "dep:2B",
    ]);
    expect(figures.territories[0].structures).toBe(37);
    expectCoverages(figures, study);
  });
});
