import type { Provenance, Warning } from "../../isochrones/model/provenance.ts";
import type { Territory, TerritoryRef } from "../../isochrones/model/territory.ts";

/** What the API answers where one asks for a figure from another side, in the words of the model. */

/** Of each territory inside another, how many people are within each minute. */
export interface CurvesAnswer {
  readonly territory: Territory;
  /** Of the rows. */
  readonly kind: Territory["kind"];
  /** By code. */
  readonly territories: readonly TerritoryCurveRow[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface TerritoryCurveRow {
  readonly ref: TerritoryRef;
  readonly name: string;
  /** People, here and below, are rounded to a tenth. */
  readonly population: number;
  /** People within 0 to 60 minutes: 61 numbers. */
  readonly covered: readonly number[];
  /** To a hundredth; null where no structure can be reached. */
  readonly meanMinutes: number | null;
  readonly p95Minutes: number | null;
  /** Counted ones that stand in it. */
  readonly structures: number;
}
