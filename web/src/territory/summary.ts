import type { GapsAnswer, TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";
import type { FarTerritories, InnerKind, SummaryGaps } from "./sheet-facts.ts";

/** More rows than this weigh too much for one sentence. */
const MOST_INSIDE = 1_500;
const NARROW_FIRST: readonly InnerKind[] = ["commune", "epci", "departement", "region"];

/** The narrowest territories inside that are few enough to be asked for at once; null where there are none. */
export function summarisedKind({ territory, kinds }: TerritoryAnswer): InnerKind | null {
  const found = NARROW_FIRST.find((kind) => {
    const count = kinds[kind] ?? 0;
    return kind !== territory.kind && count > 1 && count <= MOST_INSIDE;
  });
  return found ?? null;
}

/** Those of which more than half of the people are beyond so many minutes. O(rows log rows). */
export function farTerritories(
  kind: InnerKind,
  rows: readonly TerritoryCurveRow[],
  minutes: number,
): FarTerritories {
  const beyond = (row: TerritoryCurveRow): number => row.population - coveredAt(row, minutes);
  const names = rows
    .filter((row) => (shareAt(row, minutes) ?? 1) < 0.5)
    .sort((a, b) => beyond(b) - beyond(a))
    .map(({ name }) => name);
  return { kind, names };
}

/** What the summary says of gaps; null where they were asked for at other minutes. */
export function summaryGaps(gaps: GapsAnswer | null, minutes: number): SummaryGaps | null {
  if (gaps === null || gaps.minutes !== minutes) return null;
  const [largest] = gaps.gaps;
  return {
    total: gaps.total,
    largest:
      largest === undefined
        ? null
        : { communes: largest.communes.map(({ name }) => name), people: largest.people },
  };
}
