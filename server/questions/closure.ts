import { findClosure } from "../../isochrones/accessibility/closure.ts";
import type { Study } from "../../isochrones/study.ts";
import { structureFeature, structureRecord } from "../public-data.ts";
import type { ClosureAnswer } from "../schemas/figure-answers.ts";
import { countedStructure } from "./counted-structure.ts";
import type { StructureChoice } from "./counted-structure.ts";

export interface ClosureQuestion extends StructureChoice {
  /** Ascending. */
  readonly minutes: readonly number[];
}

/** So many communes are named. */
const MOST_COMMUNES = 10;

/**
 * What would be lost if a structure closed, as JSON. Throws `RequestError` for a structure that the selection does not count.
 * O(cells): the times after are found by repair.
 */
export function answerClosure(study: Study, { structureId, selection, minutes }: ClosureQuestion): string {
  const structure = countedStructure(study, { structureId, selection });
  // Also refuses a dataset without a population.
  const before = study.cellTimes(selection);
  const after = study.cellTimesAfter({ closed: [structureId] }, selection);
  const { cells, communes, structures } = study.dataset;
  if (cells === null) throw new Error("got cell times without cells");
  const { losses, ...closure } = findClosure({ cells, communes, before, after }, structure, minutes);
  const { warnings, provenance } = study.coverage({ selection });
  const parameters = { ...provenance.parameters, minutes: minutes.map(String), closed: structureId };
  return JSON.stringify({
    structure: structureRecord(structureFeature(structures[structure])),
    ...closure,
    losses: losses.map(({ communes: losing, ...loss }) => ({
      ...loss,
      communes: losing.slice(0, MOST_COMMUNES),
      communeCount: losing.length,
    })),
    warnings,
    provenance: { ...provenance, parameters },
  } satisfies ClosureAnswer);
}
