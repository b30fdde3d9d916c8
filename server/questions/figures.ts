import { measureFigures } from "../../data/figures/measure-figures.ts";
import type { Study } from "../../isochrones/study.ts";

export interface FiguresQuestion {
  /** ISO 8601: what they are dated. */
  readonly madeAt: string;
}

/** The figures of the dataset that are kept of it, as JSON. Throws `RequestError` (`population.absent`). */
export function answerFigures(study: Study, { madeAt }: FiguresQuestion): string {
  return JSON.stringify(measureFigures(study, new Date(madeAt)));
}
