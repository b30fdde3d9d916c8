import { join } from "node:path";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { openBundle } from "../bundle/read-bundle.ts";
import { type DatasetFigures, FIGURE_MINUTES, FIGURES_FILE } from "../figures/dataset-figures.ts";
import { readFigures, writeFigures } from "../figures/figures-file.ts";
import { measureFigures } from "../figures/measure-figures.ts";
import { InputError } from "../input-error.ts";

/** What two versions are compared by. */
export interface VersionFacts extends Pick<
  Dataset,
  "id" | "name" | "profile" | "sources" | "issues" | "structures"
> {
  readonly junctions: number;
  readonly edges: number;
  /** Inhabited cells; 0 without a population. */
  readonly cells: number;
  readonly people: number;
  /** null without a population. */
  readonly figures: DatasetFigures | null;
}

/** Reads of a bundle what is compared, and its figures, measured where they are not kept beside it. */
export function readFacts(directory: string, now: Date): VersionFacts {
  const dataset = openBundle(directory);
  const { id, name, profile, sources, issues, structures, network, cells } = dataset;
  return {
    id,
    name,
    profile,
    sources,
    issues,
    structures,
    junctions: network.nodeCount,
    edges: network.edgeCount,
    cells: cells?.count ?? 0,
    people: cells?.people.reduce((sum, people) => sum + people, 0) ?? 0,
    figures: cells === null ? null : figuresOf(directory, dataset, now),
  };
}

/** Measures the figures of a bundle and keeps them beside it, unless it has no population or they are there. */
export function keepFigures(directory: string, now: Date): void {
  const dataset = openBundle(directory);
  if (dataset.cells !== null) {
    writeFigures(join(directory, FIGURES_FILE), figuresOf(directory, dataset, now));
  }
}

function figuresOf(directory: string, dataset: Dataset, now: Date): DatasetFigures {
  return keptFigures(join(directory, FIGURES_FILE), dataset.id) ?? measureFigures(createStudy(dataset), now);
}

/** null for those of another dataset or for other times, and for a file that cannot be read: they are measured anew. */
function keptFigures(file: string, id: string): DatasetFigures | null {
  try {
    const figures = readFigures(file);
    return figures.dataset.id === id && figures.minutes.join() === FIGURE_MINUTES.join() ? figures : null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
