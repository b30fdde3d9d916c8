import type { CoverageQuery } from "../../isochrones/model/report.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { IsochronesQuestion } from "./isochrones.ts";

/** What a study finds, as lists in JSON, for parts of the server that make something else of them. */

export function answerSubTerritories(
  study: Study,
  query: CoverageQuery & { readonly kind: TerritoryKind },
): string {
  return JSON.stringify(study.subTerritories(query));
}

export function answerGapList(study: Study, query: CoverageQuery): string {
  return JSON.stringify(study.gaps(query));
}

export function answerBands(study: Study, { around, minutes, direction }: IsochronesQuestion): string {
  return JSON.stringify(study.isochrones(around, minutes, direction));
}
