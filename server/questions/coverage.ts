import { RequestError } from "../../isochrones/errors.ts";
import type { CoverageQuery, CoverageReport } from "../../isochrones/model/report.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer, CoverageComparison } from "../schemas/answers.ts";
import { listTerritory } from "../territories.ts";

export interface CoverageQuestion extends CoverageQuery {
  /** Also the figures of the territories of this kind inside. */
  readonly detail?: TerritoryKind | undefined;
  /** Also the report of that territory, and by how much the two differ. */
  readonly compareTo?: string | undefined;
}

/** The figure, as JSON. */
export function answerCoverage(study: Study, { detail, compareTo, ...query }: CoverageQuestion): string {
  const report = study.coverage(query);
  return JSON.stringify({
    ...report,
    ...(detail !== undefined && { territories: listInside(study, { ...query, kind: detail }) }),
    ...(compareTo !== undefined && {
      comparison: compareWith(study, report, { ...query, territory: compareTo }),
    }),
  } satisfies CoverageAnswer);
}

function compareWith(study: Study, report: CoverageReport, query: CoverageQuery): CoverageComparison {
  const other = coverageOf(study, query);
  const between = (own: number | null, others: number | null): number | null =>
    own === null || others === null ? null : own - others;
  return {
    ...other,
    differences: {
      sharePoints: points(report.share, other.share),
      curve: report.curve.map(({ minutes, share }, at) => ({
        minutes,
        points: points(share, other.curve[at].share),
      })),
      meanMinutes: between(report.meanMinutes, other.meanMinutes),
      medianMinutes: between(report.medianMinutes, other.medianMinutes),
      p95Minutes: between(report.p95Minutes, other.p95Minutes),
    },
  };
}

/** Names the parameter by which the territory was asked for. */
function coverageOf(study: Study, query: CoverageQuery): CoverageReport {
  try {
    return study.coverage(query);
  } catch (error) {
    if (!(error instanceof RequestError) || error.parameter !== "territoire") throw error;
    throw new RequestError(error.code, "comparer", error.message);
  }
}

/** Shares of 0 to 1 as percentage points. */
function points(share: number, other: number): number {
  return (share - other) * 100;
}

function listInside(
  study: Study,
  query: CoverageQuery & { readonly kind: TerritoryKind },
): NonNullable<CoverageAnswer["territories"]> {
  const rows = study.subTerritories(query);
  return rows.map((row) => ({ ...row, territory: listTerritory(row.territory) }));
}

/** Everyone within half an hour, as JSON; null without a population. Throws where the answer cannot be true. */
export function answerKnownQuestion(study: Study): string {
  if (study.dataset.cells === null) return "null";
  const { share, covered, population } = study.coverage();
  const isPossible = share >= 0 && share <= 1 && covered <= population;
  if (!isPossible) throw new Error(`got ${covered} of ${population} people covered, expected a part of them`);
  return JSON.stringify(share);
}
