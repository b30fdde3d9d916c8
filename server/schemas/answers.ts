import type { Feature, FeatureCollection, LineString, MultiPolygon, Point } from "geojson";

import type { CommunePeople } from "../../isochrones/model/report.ts";
import type { IssueCount, Provenance, Source, Warning } from "../../isochrones/model/provenance.ts";
import type { CoverageReport, Gap, SubTerritory } from "../../isochrones/model/report.ts";
import type { Opening } from "../../isochrones/model/opening.ts";
import type { QualityIndicators, Structure } from "../../isochrones/model/structure.ts";
import type { Territory, TerritoryRef } from "../../isochrones/model/territory.ts";

/** What the API answers, in the words of the model. */

export interface DatasetAnswer {
  readonly id: string;
  readonly name: string;
  readonly formatVersion: number;
  readonly fictitious: boolean;
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly sources: readonly Source[];
  readonly issues: readonly IssueCount[];
  readonly warnings: readonly Warning[];
  readonly profile: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly counts: {
    readonly nodes: number;
    readonly edges: number;
    readonly structures: number;
    readonly cells: number;
    /** People in all cells. */
    readonly people: number;
    readonly communes: number;
    /** Structures of which each indicator is known; absent where none has any. */
    readonly indicators?: Readonly<Record<keyof QualityIndicators, number>>;
  };
}

/** What every answer says of the data behind it. */
export interface DataOrigin {
  readonly dataset: DatasetStamp;
  readonly provenance: Provenance;
}

/** Names the data behind an answer, and whom to name beside it. */
export interface DatasetStamp {
  readonly id: string;
  readonly name: string;
  readonly fictitious: boolean;
  readonly attributions: readonly string[];
}

export interface ListedTerritory extends Territory {
  readonly ref: TerritoryRef;
}

export interface TerritoriesAnswer extends DataOrigin {
  readonly territories: readonly ListedTerritory[];
  /** How many match, listed or not. */
  readonly total: number;
}

/** How many territories of each narrower kind lie at least in part inside one; without those of which there are none. */
export interface TerritoryCounts {
  readonly region?: number;
  readonly departement?: number;
  readonly epci?: number;
  readonly commune?: number;
}

export interface TerritoryAnswer extends DataOrigin {
  readonly territory: ListedTerritory;
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [number, number, number, number];
  /** The same without what lies apart: that of the mainland for `france`. */
  readonly mainBbox: readonly [number, number, number, number];
  /** Wider first; an EPCI has those that most of its people live in. */
  readonly parents: readonly ListedTerritory[];
  readonly kinds: TerritoryCounts;
  /** Of the whole dataset, else none. */
  readonly insets: readonly Inset[];
  /** null for a dataset without indicators. */
  readonly indicators: TerritoryIndicators | null;
}

/** Of the structures in a territory: medians, each over those of which it is known. Percentages; null where it is of none. */
export interface TerritoryIndicators extends QualityIndicators {
  /** Structures with indicators, and without. */
  readonly known: number;
  readonly unknown: number;
}

/** A département that lies apart from the mainland, for a map of its own. */
export interface Inset extends ListedTerritory {
  readonly bbox: readonly [number, number, number, number];
  /** For a small map; null without outlines. */
  readonly outline: MultiPolygon | null;
}

export interface CoverageAnswer extends CoverageReport {
  /** With `detail`: the territories inside, with their figures. */
  readonly territories?: readonly (SubTerritory & { readonly territory: ListedTerritory })[];
  /** With `comparer`: the same figure of another territory. */
  readonly comparison?: CoverageComparison;
}

export interface CoverageComparison extends CoverageReport {
  /** What the territory asked for has more than this one; minutes are null where one of them has none. */
  readonly differences: {
    /** Of coverage, in percentage points. */
    readonly sharePoints: number;
    /** At each minute of the curves. */
    readonly curve: readonly { readonly minutes: number; readonly points: number }[];
    readonly meanMinutes: number | null;
    readonly medianMinutes: number | null;
    readonly p95Minutes: number | null;
  };
}

/** A structure as anyone may read it: without its e-mail, which often is a person's. */
export type PublicStructure = Omit<Structure, "email" | "lon" | "lat">;
export type StructureFeature = Feature<Point, PublicStructure>;
/** One structure, with its opening at the minute of the answer. */
export type OneStructureAnswer = Feature<Point, PublicStructure & { readonly opening: Opening }>;

/** Of a list that may come in pages. */
export interface ListPage extends DataOrigin {
  /** How many match, on all pages. */
  readonly total: number;
  /** Address of the page after this one, on the same server; null on the last. */
  readonly next: string | null;
}
export type StructuresAnswer = FeatureCollection<Point, PublicStructure> & ListPage;

/** A structure as one record, without geometry. */
export type StructureRecord = PublicStructure & Pick<Structure, "lon" | "lat">;
export type StructureRecordsAnswer = ListPage & { readonly structures: readonly StructureRecord[] };

/** A structure with what it takes to drive there. */
export type NearestProperties = PublicStructure & {
  /** 1 is the nearest by time. */
  readonly rank: number;
  readonly minutes: number;
  /** To a tenth. */
  readonly seconds: number;
  readonly kilometers: number;
  /** At the minute of the answer. */
  readonly opening: Opening;
  /** With `itineraire`. */
  readonly route?: LineString;
};

/** Where one asks from. */
export interface NearOrigin {
  readonly lon: number;
  readonly lat: number;
  /** From there to the road. */
  readonly snapMeters: number;
  /** What the address or the code was understood as. */
  readonly address?: AddressMatch;
  readonly geocoder?: AddressesAnswer["geocoder"];
}

export type NearestAnswer = FeatureCollection<Point, NearestProperties> & {
  readonly from: NearOrigin;
} & DataOrigin;

export interface IsochroneProperties {
  readonly minutes: number;
  readonly people: number | null;
}
/** Largest band first, so that smaller ones are drawn over it. */
export type IsochronesAnswer = FeatureCollection<MultiPolygon, IsochroneProperties> & {
  /** `arrival`: from where the place is reached; `departure`: what is reached from it. */
  readonly direction: "arrival" | "departure";
} & DataOrigin;

/** The catchment of a structure: the people for whom it is the nearest of those counted. */
export interface CatchmentAnswer {
  readonly structure: StructureRecord;
  readonly people: number;
  /** Of the people of the whole dataset, 0 to 1. */
  readonly share: number;
  /** How many. */
  readonly cells: number;
  /** Weighted by people; null where nobody lives. */
  readonly meanMinutes: number | null;
  readonly medianMinutes: number | null;
  readonly p95Minutes: number | null;
  /** Ascending; each holds those before it. */
  readonly bands: readonly CatchmentFigures[];
  /** Most people first. */
  readonly communes: readonly CommunePeople[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface CatchmentFigures {
  /** null for the whole catchment. */
  readonly minutes: number | null;
  readonly people: number;
  readonly cells: number;
}

/** The outline of the whole catchment, then those of its bands, the largest first. */
export type CatchmentGeoJson = FeatureCollection<MultiPolygon, CatchmentFigures> &
  Omit<CatchmentAnswer, "cells" | "bands">;

/** A gap without its cells' indices, which only the dataset's own files give a meaning to. */
export type ListedGap = GapProperties & Partial<Pick<Gap, "outline">>;

export interface GapsAnswer {
  readonly territory: Territory;
  readonly minutes: number;
  /** People in all gaps. */
  readonly people: number;
  /** How many there are, listed or not. */
  readonly total: number;
  /** Most people first. */
  readonly gaps: readonly ListedGap[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export type GapProperties = Omit<Gap, "cells" | "outline"> & {
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [number, number, number, number];
};
export type GapsGeoJson = FeatureCollection<MultiPolygon, GapProperties> & Omit<GapsAnswer, "gaps">;

/** A place that a text may mean. */
export interface AddressMatch {
  readonly label: string;
  /** 0 to 1, 1 where nothing is in doubt. Scores of two sources do not compare. */
  readonly score: number;
  /** What the point stands for: a door, a street or hamlet, or where most people of a commune live. */
  readonly precision: "adresse" | "rue" | "commune";
  /** Who found it: the State's geocoder, or the communes of the dataset. */
  readonly source: "geoplateforme" | "communes";
  /** INSEE code. */
  readonly communeCode: string;
  readonly lon: number;
  readonly lat: number;
}

export interface AddressesAnswer {
  /** Best first. */
  readonly addresses: readonly AddressMatch[];
  /**
   * Of the State's geocoder: `answered`; `unavailable`, so that only communes could be sought; `unused`, for there is
   * none, or a code needs none.
   */
  readonly geocoder: "answered" | "unavailable" | "unused";
}

export type FoundAddresses = AddressesAnswer & DataOrigin;

/** An error, as RFC 9457 has it. */
export interface Problem {
  /** Stable: compare this one, not the words. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The parameter at fault, as the address spells it. */
  readonly parametre?: string;
  /** After so many seconds it is worth while to ask again. */
  readonly attendreSecondes?: number;
}

export interface AliveAnswer {
  readonly status: "ok";
}

export interface HealthAnswer {
  readonly status: "ok";
  readonly dataset: string;
  /** Answer to the known question: share of everyone within 30 minutes; null without a population. */
  readonly share: number | null;
  /** How `/api/v1/proche` answers: by a search until the table of all roads is made. */
  readonly near: "table" | "search";
  /** Can saved scenarios, and jobs that several servers share, be read and added to? */
  readonly state: "ok" | "unavailable" | "none";
}

/** TileJSON 3.0.0 with the members that we fill. */
export interface TileJson {
  readonly tilejson: "3.0.0";
  readonly name: string;
  readonly scheme: "xyz";
  readonly tiles: readonly string[];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: readonly [number, number, number, number];
  readonly attribution: string;
  readonly vector_layers: readonly {
    readonly id: string;
    readonly description: string;
    readonly fields: Readonly<Record<string, string>>;
  }[];
}
