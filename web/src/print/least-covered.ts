import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import type { AppContext } from "../app/context.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";

/** The least covered of the territories inside one. */
export interface LeastCovered {
  readonly kind: TerritoryKind;
  /** The least covered first; among equals, the one with the most people beyond. */
  readonly rows: readonly TerritoryCurveRow[];
}

/** From the finest. */
const KINDS = ["commune", "departement", "region"] as const;
/** The largest region has some 4 500 communes; a country's are too many for one answer, and for one ranking. */
const MOST_ROWS = 6_000;
/** Of a table on the sheet. */
export const LISTED = 10;

/** Asks for the least covered communes, départements where there are too many; null for a territory that holds no others. */
export async function fetchLeastCovered(
  { curves, state }: AppContext,
  { territory, kinds }: TerritoryAnswer,
  minutes: number,
): Promise<LeastCovered | null> {
  const kind = KINDS.find((candidate) => {
    const count = kinds[candidate] ?? 0;
    return count > 1 && count <= MOST_ROWS;
  });
  if (kind === undefined) return null;
  const rows = await curves.inside(territory.ref, kind, state.get());
  return { kind, rows: leastCovered(rows, minutes) };
}

/** The ten least covered at some minutes of those where people live. O(rows log rows). */
export function leastCovered(rows: readonly TerritoryCurveRow[], minutes: number): TerritoryCurveRow[] {
  return rows
    .filter(({ population }) => population > 0)
    .map((row) => ({
      row,
      share: shareAt(row, minutes) ?? 0,
      beyond: row.population - coveredAt(row, minutes),
    }))
    .filter(({ share }) => share < 1)
    .sort((a, b) => a.share - b.share || b.beyond - a.beyond)
    .slice(0, LISTED)
    .map(({ row }) => row);
}
