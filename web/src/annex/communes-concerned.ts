import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { coveredAt, shareAt } from "../coverage/curves.ts";

/** A commune of which people are beyond the minutes. */
export interface ConcernedCommune {
  readonly code: string;
  readonly name: string;
  readonly population: number;
  readonly beyond: number;
  /** 0 to 1. */
  readonly share: number;
}

/** Less than half a person is a rounding of what the grid shares out. */
const LEAST_PEOPLE = 0.5;

/** Those with the most people beyond first. O(rows log rows). */
export function concernedCommunes(rows: readonly TerritoryCurveRow[], minutes: number): ConcernedCommune[] {
  return rows
    .map((row) => ({
      code: row.ref.replace(/^com:/, ""),
      name: row.name,
      population: row.population,
      beyond: row.population - coveredAt(row, minutes),
      share: shareAt(row, minutes) ?? 0,
    }))
    .filter(({ beyond }) => beyond >= LEAST_PEOPLE)
    .sort((a, b) => b.beyond - a.beyond || (a.code < b.code ? -1 : 1));
}
