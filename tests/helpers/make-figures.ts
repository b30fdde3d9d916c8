import type { DatasetFigures, TerritoryFigures } from "../../data/figures/dataset-figures.ts";

/** Figures of a dataset with a plain value in every field that the test does not name. */
export function makeFigures(fields: Partial<DatasetFigures> = {}): DatasetFigures {
  return {
    formatVersion: 1,
    dataset: { id: "0123456789abcdef", name: "Corse", fictitious: false, profile: "car" },
    madeAt: "2026-03-01T04:05:06.000Z",
    sources: [
      { role: "roads", name: "OpenStreetMap", vintage: "2026-02-27", sha256: "aa" },
      { role: "structures", name: "Liste", vintage: "labels jusqu’au 2026-02-01", sha256: "bb" },
      { role: "population", name: "Grille", vintage: "2021", sha256: "cc" },
    ],
    minutes: [20, 30],
    territories: [
      makeTerritoryFigures({ reference: "france", name: "Corse" }),
      makeTerritoryFigures({ reference: "dep:2A", name: "Corse-du-Sud", people: 40, covered: [20, 30] }),
    ],
    ...fields,
  };
}

export function makeTerritoryFigures(
  fields: Partial<TerritoryFigures> & Pick<TerritoryFigures, "reference">,
): TerritoryFigures {
  return {
    name: fields.reference,
    people: 100,
    structures: 3,
    structuresBy: { principal: 2, antenne: 1, fixe: 2, multisite: 0, bus: 1, itinerante: 0 },
    covered: [70, 90],
    ...fields,
  };
}
