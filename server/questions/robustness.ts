import { cutoffDeciseconds } from "../../isochrones/accessibility/coverage.ts";
import {
  findRobustness,
  type RankedTimes,
  rankedTimes,
  ROBUSTNESS_RANKS,
} from "../../isochrones/accessibility/robustness.ts";
import { EMBEDDED_ENGINE, provenanceOf } from "../../isochrones/accessibility/provenance.ts";
import {
  selectionKey,
  selectionParameters,
  selectStructures,
} from "../../isochrones/accessibility/selection.ts";
import { warningsFor } from "../../isochrones/accessibility/warnings.ts";
import { codeIn } from "../../isochrones/accessibility/territories.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import type { RobustnessAnswer } from "../schemas/robustness-answers.ts";
import { RecentMap } from "../tiles/recent-map.ts";

export interface RobustnessQuestion {
  readonly territory: string;
  readonly minutes: number;
  readonly selection: StructureSelection;
}

/** Selections whose ranks are kept: 16 bytes a cell. */
const KEPT_RANKS = 2;
const MOST_NEEDED = 10;

const ranksOf = new WeakMap<Study, RecentMap<RankedTimes>>();

/**
 * On which structures people depend, as JSON. The search of all ranks is kept for another cutoff or territory, which cost
 * O(cells).
 */
export function answerRobustness(
  study: Study,
  { territory: ref, minutes, selection }: RobustnessQuestion,
): string {
  const territory = study.territory(ref);
  const kept = ranksOf.get(study) ?? new RecentMap<RankedTimes>(KEPT_RANKS);
  ranksOf.set(study, kept);
  // Also refuses a dataset without a population.
  const ranks = kept.getOrMake(selectionKey(selection), () =>
    rankedTimes(study.kNearest(ROBUSTNESS_RANKS, selection)),
  );
  const { cells, communes, structures } = study.dataset;
  if (cells === null) throw new Error("got the nearest of cells without cells");
  const found = findRobustness(
    cells,
    ranks,
    study.cellsOf(ref),
    structures.length,
    cutoffDeciseconds(minutes),
  );
  const inside = new Set(
    communes.filter((commune) => codeIn(commune, territory.kind) === territory.code).map(({ code }) => code),
  );
  const rows = selectStructures(structures, selection)
    .counted.filter((index) => found.people[index] > 0 || inside.has(structures[index].communeCode))
    .sort((a, b) => found.alone[b] - found.alone[a] || found.people[b] - found.people[a] || a - b)
    .map((index) => {
      const { id, name, communeCode, communeName, type, format, lon, lat } = structures[index];
      const [people, alone] = [found.people[index], found.alone[index]];
      return { id, name, communeCode, communeName, type, format, lon, lat, people, alone };
    });
  return JSON.stringify({
    territory,
    minutes,
    population: found.population,
    covered: found.covered,
    coveredByOne: found.byOne,
    coveredByTwo: found.byTwo,
    coveredByMore: found.byMore,
    mostNeeded: rows
      .filter(({ alone }) => alone > 0)
      .slice(0, MOST_NEEDED)
      .map(({ id }) => id),
    structures: rows,
    warnings: warningsFor(study.dataset, null),
    provenance: provenanceOf(study.dataset, EMBEDDED_ENGINE, {
      territory: ref,
      minutes,
      ...selectionParameters(selection),
    }),
  } satisfies RobustnessAnswer);
}
