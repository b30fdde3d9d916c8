import type { IssueCount, Source, Warning } from "../../../isochrones/model/provenance.ts";
import type { CoverageReport, Gap, SubTerritory } from "../../../isochrones/model/report.ts";
import type { OpeningInterval, StructureFormat, StructureType } from "../../../isochrones/model/structure.ts";
import type { FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";

/** `GET /api/v1/jeu`: what the server answers from. */
export interface DatasetSummary {
  readonly id: string;
  readonly name: string;
  readonly fictitious: boolean;
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly sources: readonly Source[];
  readonly issues: readonly IssueCount[];
  readonly warnings: readonly Warning[];
  readonly counts: Readonly<Record<string, number>>;
}

/** `GET /api/v1/couverture?detail=commune`. */
export type DetailedReport = CoverageReport & { readonly territories?: readonly SubTerritory[] };

/** `GET /api/v1/zones-blanches`. */
export type GapSummary = Omit<Gap, "cells">;

/** Properties of `GET /api/v1/structures`. */
export interface StructureProperties {
  readonly id: string;
  readonly name: string;
  readonly type: StructureType;
  readonly format: StructureFormat;
  readonly labelledOn: string | null;
  readonly communeName: string;
  readonly address: string;
  readonly postcode: string;
  /** Monday to Saturday; null where the hours of that day could not be read. */
  readonly openingHours: readonly (readonly OpeningInterval[] | null)[];
  readonly phone: string;
}

export type StructureCollection = FeatureCollection<Point, StructureProperties>;

/** Properties of `GET /api/v1/structures/:id/isochrone`, one feature a band. */
export interface BandProperties {
  readonly minutes: number;
  readonly people: number | null;
}

export type BandCollection = FeatureCollection<Polygon | MultiPolygon, BandProperties>;
