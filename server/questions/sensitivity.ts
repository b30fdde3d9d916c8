import { shareOf } from "../../isochrones/accessibility/coverage.ts";
import { peopleCurve } from "../../isochrones/accessibility/people-curve.ts";
import { selectionKey, selectStructures } from "../../isochrones/accessibility/selection.ts";
import type { Assumption } from "../../isochrones/model/sensitivity.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import type { SensitivityAnswer } from "../schemas/figure-answers.ts";
import type { AssumptionWord } from "../schemas/parameters.ts";
import { RecentMap } from "../tiles/recent-map.ts";
import { assumptionOf, labelled } from "./assumptions.ts";

export interface SensitivityQuestion {
  readonly territory: string;
  readonly assumption: AssumptionWord;
  readonly selection: StructureSelection;
}

/** Times under so many assumptions are kept: who looks at one territory looks at the next. */
const KEPT_ASSUMPTIONS = 8;

const timesOf = new WeakMap<Study, RecentMap<Uint32Array>>();

/** The figure under one changed assumption, as JSON: for most of them a search over the whole dataset, then O(cells). */
export function answerSensitivity(
  study: Study,
  { territory, assumption: word, selection }: SensitivityQuestion,
): string {
  const assumption = assumptionOf(word, selection);
  // Also refuses a dataset without a population.
  const asked = study.coverage({ territory, selection });
  const { cells, structures } = study.dataset;
  if (cells === null) throw new Error("got a coverage without cells");
  const curve = peopleCurve(cells, timesUnder(study, word, assumption, selection), study.cellsOf(territory));
  const counts = assumption.kind === "structures" ? assumption.selection : selection;
  const { provenance, warnings } = asked;
  return JSON.stringify({
    territory: asked.territory,
    ...labelled(word),
    population: curve.population,
    curve: Array.from(curve.covered, (covered, minutes) => ({
      minutes,
      share: shareOf(covered, curve.population),
    })),
    meanMinutes: curve.meanMinutes,
    p95Minutes: curve.p95Minutes,
    structures: selectStructures(structures, counts).counted.length,
    warnings,
    provenance: { ...provenance, parameters: { ...provenance.parameters, assumption: word } },
  } satisfies SensitivityAnswer);
}

function timesUnder(
  study: Study,
  word: AssumptionWord,
  assumption: Assumption,
  selection: StructureSelection,
): Uint32Array {
  const kept = timesOf.get(study) ?? new RecentMap<Uint32Array>(KEPT_ASSUMPTIONS);
  timesOf.set(study, kept);
  return kept.getOrMake(
    `${word}?${selectionKey(selection)}`,
    () => study.timesUnder(assumption, selection).deciseconds,
  );
}
