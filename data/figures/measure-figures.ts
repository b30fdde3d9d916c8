import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import { sumPeople } from "../../isochrones/accessibility/people-sums.ts";
import { TerritoryIndex, territoryRef } from "../../isochrones/accessibility/territories.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import type { Territory, TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import {
  type DatasetFigures,
  FIGURE_MINUTES,
  FIGURES_FORMAT,
  type TerritoryFigures,
} from "./dataset-figures.ts";

type StructureCounts = TerritoryFigures["structuresBy"];

/**
 * The figures of a dataset that are kept of it: France, then its régions and départements by code, those where somebody
 * lives. They are what a coverage of all structures answers, to the tenth of a person.
 *
 * O(cells) after the times of all cells, which the study keeps. Throws `RequestError` (`population.absent`) for a dataset
 * without a population.
 */
export function measureFigures(study: Study, madeAt: Date): DatasetFigures {
  const { id, name, fictitious, profile, sources, cells } = study.dataset;
  if (cells === null) throw withoutPopulation();
  const { deciseconds } = study.cellTimes();
  const index = new TerritoryIndex(study.dataset);
  const country = index.get("france");
  const measured = { cells, deciseconds };
  const territories: TerritoryFigures[] = [];
  for (const kind of ["france", "region", "departement"] as const) {
    const structures = countStructures(study, index, kind);
    // France is all cells, those of no commune too.
    const groups =
      kind === "france"
        ? [{ territory: country, members: index.members(country) }]
        : index.split(country, kind);
    for (const group of groups) territories.push(figuresOf(group, measured, structures));
  }
  return {
    formatVersion: FIGURES_FORMAT,
    dataset: { id, name, fictitious, profile },
    madeAt: madeAt.toISOString(),
    sources: sources.map(({ role, name: title, vintage, sha256 }) => ({
      role,
      name: title,
      vintage,
      sha256,
    })),
    minutes: [...FIGURE_MINUTES],
    territories,
  };
}

function figuresOf(
  { territory, members }: { readonly territory: Territory; readonly members: Uint32Array },
  { cells, deciseconds }: { readonly cells: Cells; readonly deciseconds: Uint32Array },
  structures: ReadonlyMap<string, StructureCounts>,
): TerritoryFigures {
  const sums = FIGURE_MINUTES.map((minutes) =>
    sumPeople(cells, deciseconds, members, cutoffDeciseconds(minutes)),
  );
  const structuresBy = structures.get(territory.code) ?? noStructures();
  return {
    reference: territoryRef(territory),
    name: territory.name,
    people: tenths(sums[0].population),
    structures: structuresBy.principal + structuresBy.antenne,
    structuresBy,
    covered: sums.map(({ covered }) => tenths(covered)),
  };
}

/** By the code of the territory of a kind that they stand in. */
function countStructures(
  { dataset }: Study,
  index: TerritoryIndex,
  kind: TerritoryKind,
): ReadonlyMap<string, StructureCounts> {
  const counts = new Map<string, StructureCounts>();
  for (const structure of dataset.structures) {
    const code = index.codeOf(structure, kind);
    if (code === null) continue;
    const own = counts.get(code) ?? noStructures();
    own[structure.type]++;
    own[structure.format]++;
    counts.set(code, own);
  }
  return counts;
}

function noStructures(): StructureCounts {
  return { principal: 0, antenne: 0, fixe: 0, multisite: 0, bus: 0, itinerante: 0 };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function withoutPopulation(): RequestError {
  return new RequestError(
    "population.absent",
    "population",
    "ce jeu de données n’a pas de population : ses chiffres ne peuvent pas être mesurés (build --population)",
  );
}
