import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";

/** The least covered of the territories inside one. */
export interface LeastCovered {
  readonly kind: TerritoryKind;
  /** The least covered first; among equals, the one with the most people beyond. */
  readonly rows: readonly TerritoryCurveRow[];
}

/** Of a table on the sheet. */
export const LISTED = 10;

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
