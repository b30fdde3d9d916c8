import type { CoverageQuery } from "../../isochrones/model/report.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer } from "../schemas/answers.ts";
import { listTerritory } from "../territories.ts";

export interface CoverageQuestion extends CoverageQuery {
  /** Also the figures of the territories of this kind inside. */
  readonly detail?: TerritoryKind | undefined;
}

/** The figure, as JSON. */
export function answerCoverage(study: Study, { detail, ...query }: CoverageQuestion): string {
  const report = study.coverage(query);
  if (detail === undefined) return JSON.stringify(report);
  const rows = study.subTerritories({ ...query, kind: detail });
  const territories = rows.map((row) => ({ ...row, territory: listTerritory(row.territory) }));
  return JSON.stringify({ ...report, territories } satisfies CoverageAnswer);
}

/** Everyone within half an hour, as JSON; null without a population. Throws where the answer cannot be true. */
export function answerKnownQuestion(study: Study): string {
  if (study.dataset.cells === null) return "null";
  const { share, covered, population } = study.coverage();
  const isPossible = share >= 0 && share <= 1 && covered <= population;
  if (!isPossible) throw new Error(`got ${covered} of ${population} people covered, expected a part of them`);
  return JSON.stringify(share);
}
