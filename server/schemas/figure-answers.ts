import type { FeatureCollection, MultiPolygon } from "geojson";

import type { CommunePeople } from "../../isochrones/model/report.ts";
import type { LabelDates } from "../../isochrones/model/report.ts";
import type { Provenance, Warning } from "../../isochrones/model/provenance.ts";
import type { CoverageReport, CurvePoint, SubTerritory } from "../../isochrones/model/report.ts";
import type { Territory, TerritoryRef } from "../../isochrones/model/territory.ts";
import type { DataOrigin, ListedTerritory, StructureRecord } from "./answers.ts";
import type { AssumptionWord } from "../../isochrones/model/sensitivity.ts";

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

/** What would be lost if a structure closed. */
export interface ClosureAnswer {
  readonly structure: StructureRecord;
  /** For whom it is the nearest of those counted. */
  readonly people: number;
  /** How much farther they would have it, weighted by people; null where none of them reaches another. */
  readonly meanExtraMinutes: number | null;
  /** Those of them who would reach no structure at all. */
  readonly stranded: number;
  /** Ascending. */
  readonly losses: readonly ClosureLossRow[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface ClosureLossRow {
  readonly minutes: number;
  /** People for whom it is the only structure within that time: they are within it now, and would not be any more. */
  readonly lost: number;
  /** People who would come within it, for the way of least weight to the next structure is quicker; most often 0. */
  readonly gained: number;
  /** Those that lose most, ten at most. */
  readonly communes: readonly CommunePeople[];
  /** How many communes lose anyone. */
  readonly communeCount: number;
}

/** The assumptions that the figure can be tried with. */
export interface AssumptionsAnswer extends DataOrigin {
  readonly assumptions: readonly KnownAssumption[];
}

export interface KnownAssumption {
  /** To be given for `hypothese`. */
  readonly assumption: AssumptionWord;
  /** In French, for people. */
  readonly label: string;
  /** Can it be tried for this dataset and selection? */
  readonly isAvailable: boolean;
  /** Why not, in French; null where it can. */
  readonly obstacle: string | null;
}

/** The figure under one changed assumption. */
export interface SensitivityAnswer {
  readonly territory: Territory;
  readonly assumption: AssumptionWord;
  readonly label: string;
  readonly population: number;
  /** Minutes 0 to 60. */
  readonly curve: readonly CurvePoint[];
  /** null where no structure can be reached. */
  readonly meanMinutes: number | null;
  readonly p95Minutes: number | null;
  /** How many count under it, in the whole dataset. */
  readonly structures: number;
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

/** When structures were labelled: `{ dates: { date, added, counted }[], undated }`. */
export type DatesAnswer = LabelDates & DataOrigin;

/** A territory with its figure, beside its outline. */
export type CoverageProperties = ListedTerritory & Omit<SubTerritory, "territory">;

/** The rows of `detail` with their outlines; null where the dataset has none. */
export type CoverageGeoJson = FeatureCollection<MultiPolygon | null, CoverageProperties> &
  Pick<CoverageReport, "territory" | "minutes" | "warnings" | "provenance">;
