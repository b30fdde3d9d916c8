import type { MultiPolygon } from "geojson";

import type { Provenance, Warning } from "./provenance.ts";
import type { StructureSelection } from "./structure.ts";
import type { Territory } from "./territory.ts";

/** The figure: who of a territory is within so many minutes of a counted structure. */
export interface CoverageReport {
  readonly territory: Territory;
  readonly minutes: number;
  /** People in all cells of the territory. */
  readonly population: number;
  /** People in cells whose time is at most `minutes`. */
  readonly covered: number;
  /** `covered / population`, 0 to 1; 0 where nobody lives. */
  readonly share: number;
  /** Minutes 0 to 60. */
  readonly curve: readonly CurvePoint[];
  /** Minutes, weighted by people over the cells that reach a structure; null where none does. */
  readonly meanMinutes: number | null;
  readonly medianMinutes: number | null;
  readonly p95Minutes: number | null;
  readonly cells: {
    readonly count: number;
    readonly covered: number;
    /** Share of people in cells that the producer estimated. */
    readonly imputedShare: number;
  };
  /** Cells without a road within the limit: not covered. */
  readonly unlinked: { readonly cells: number; readonly people: number };
  /** Cells on a road from which no counted structure can be reached: not covered. */
  readonly unreached: { readonly cells: number; readonly people: number };
  /** Cells within 30 minutes of where the extract of roads ends: their times may be too long. */
  readonly nearCut: { readonly cells: number; readonly people: number };
  /** Off-road leg, cell centre to road, over linked cells; null without any. */
  readonly snapMeters: { readonly median: number; readonly p95: number; readonly max: number } | null;
  readonly structures: StructureCount;
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface CurvePoint {
  readonly minutes: number;
  readonly share: number;
}

/** Which structures were counted, and why the others were not. They stand in the whole dataset. */
export interface StructureCount {
  readonly counted: number;
  readonly inTerritory: number;
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
}

/** A connected set of inhabited cells that no counted structure covers. */
export interface Gap {
  /** `zb-` and the identifier of its most populated cell: stable while that cell stays uncovered. */
  readonly id: string;
  readonly people: number;
  readonly cellCount: number;
  /** Indices into the dataset's cells. */
  readonly cells: readonly number[];
  /** null where a cell reaches no structure. */
  readonly worstMinutes: number | null;
  /** People-weighted, over the cells that reach a structure. */
  readonly meanMinutes: number | null;
  /** Ordered by people. */
  readonly communes: readonly { readonly code: string; readonly name: string; readonly people: number }[];
  /** The structure nearest by road to most of its people. */
  readonly nearest: { readonly id: string; readonly name: string; readonly minutes: number } | null;
  readonly center: readonly [number, number];
  /** The squares of its cells, joined. */
  readonly outline: MultiPolygon;
}

/** One row of a territory's table. */
export interface SubTerritory {
  readonly territory: Territory;
  readonly population: number;
  readonly covered: number;
  readonly share: number;
  readonly meanMinutes: number | null;
  readonly structures: number;
}

/** How many people are within each minute, and how far they have it. */
export interface PeopleCurve {
  readonly population: number;
  /** People within 0 to 60 minutes. */
  readonly covered: Float64Array;
  /** Minutes, weighted by people over the cells that reach a structure; null where none does. */
  readonly meanMinutes: number | null;
  readonly p95Minutes: number | null;
}

/** The curve of a territory inside another. */
export interface TerritoryCurve extends PeopleCurve {
  readonly territory: Territory;
  /** Counted ones that stand in it. */
  readonly structures: number;
}

export interface IsochroneBand {
  readonly minutes: number;
  /** Empty where nothing is within reach. */
  readonly area: MultiPolygon;
  /** People in cells whose time to this point is at most `minutes`; null without a population. */
  readonly people: number | null;
}

export interface CoverageQuery {
  /** `france` (everything in the dataset), `dep:2A`, `reg:94`, `epci:…`, `com:2A004`. */
  readonly territory?: string;
  readonly minutes?: number;
  readonly selection?: StructureSelection;
}

/** A commune with how many people of some cells live in it. */
export interface CommunePeople {
  readonly code: string;
  readonly name: string;
  readonly people: number;
}

/** A day on which structures were labelled. */
export interface LabelDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Labelled that day. */
  readonly added: number;
  /** Labelled on it or before: what a selection `asOf` that day counts. */
  readonly counted: number;
}

/** How a network grew. */
export interface LabelDates {
  /** Ascending. */
  readonly dates: readonly LabelDate[];
  /** Structures without a date, which no selection by day counts. */
  readonly undated: number;
}

/** A gap in which a scenario changes something. */
export interface GapChange {
  /** As `Gap.id`: that of before where the gap was there, else that of afterwards. */
  readonly id: string;
  readonly people: number;
  readonly cellCount: number;
  /** How many of its people leave it, or come into it. */
  readonly changed: number;
  /** Most people first. */
  readonly communes: readonly CommunePeople[];
  readonly center: readonly [number, number];
}

/** Of a territory before or after a scenario. */
export interface TerritoryFigure {
  readonly covered: number;
  readonly share: number;
  /** Weighted by people, over those who reach a structure; null where nobody does. */
  readonly meanMinutes: number | null;
}
