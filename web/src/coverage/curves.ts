import type { TerritoryKind, TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { fetchCurves } from "../api/client.ts";
import { figureKey, figureParameters } from "../app/state.ts";
import type { Figured } from "../app/state.ts";

/** Answers kept: a session looks at a few territories and choices of structures. */
const MOST_KEPT = 60;

/** People by minute of the territories inside another, asked once for each choice of structures. */
export class Curves {
  readonly #kept = new Map<string, Promise<readonly TerritoryCurveRow[]>>();

  /** Rows by code. What failed is asked again the next time. */
  async inside(
    territory: TerritoryRef,
    kind: TerritoryKind,
    counted: Figured,
  ): Promise<readonly TerritoryCurveRow[]> {
    const key = `${territory} ${kind} ${figureKey(counted)}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(key, territory, kind, counted);
    this.#kept.set(key, asked);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return asked;
  }

  async #ask(
    key: string,
    territory: TerritoryRef,
    kind: TerritoryKind,
    counted: Figured,
  ): Promise<readonly TerritoryCurveRow[]> {
    try {
      return (await fetchCurves(territory, kind, figureParameters(counted))).territories;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }
}

/** People covered at a minute; 0 to 60 are known. */
export function coveredAt(row: TerritoryCurveRow, minutes: number): number {
  return row.covered[minutes] ?? 0;
}

/** 0 to 1; null where nobody lives. */
export function shareAt(row: TerritoryCurveRow, minutes: number): number | null {
  return row.population === 0 ? null : Math.min(1, coveredAt(row, minutes) / row.population);
}
