import type { Feature, MultiPolygon, Point } from "geojson";
import type { TProperties } from "typebox";

/** `[west, south, east, north]`, degrees. */
export type Bbox = readonly [number, number, number, number];

export type SourceGeometry = Point | MultiPolygon;

/** A feature as sources give it: in degrees, null where nobody knows its place; properties without a value are null. */
export type SourceFeature = Feature<SourceGeometry | null, Readonly<Record<string, unknown>>> & {
  readonly id: string;
};

/** What a collection says of itself. All texts are French. */
export interface CollectionDescription {
  /** Part of its addresses: lower-case letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly geometryType: SourceGeometry["type"];
  /**
   * Properties of its features, in the order in which they are shown. Each schema has a `title` for the heads of tables
   * and a `description`, a noun phrase. None allows null: a property without a value is left out of what is sent, so that
   * OpenAPI 3.0, JSON Schema and clients that ask for one plain type agree.
   */
  readonly properties: TProperties;
  /** Names of the properties that a request may ask to equal a value. */
  readonly filters: readonly string[];
  /** How many features a page has where the request does not say, and at most. */
  readonly pageSize: { readonly default: number; readonly max: number };
}

/**
 * Where the features of a collection come from. What it answers never changes while a server runs, in the same order each
 * time.
 */
export interface FeatureCollectionSource extends CollectionDescription {
  /**
   * To be awaited before anything is asked, where it is there: makes what takes long, little by little, so that no request
   * has to wait for it.
   */
  prepare?(): Promise<void>;
  /** Holds all geometries; null where there are none. */
  extent(): Bbox | null;
  /** First and last day of its features, `YYYY-MM-DD`; null where they have no time. */
  days(): readonly [string, string] | null;
  list(query: FeatureQuery): Promise<FeaturePage>;
  /** null where there is none of that id. */
  get(id: string): Promise<SourceFeature | null>;
}

export interface FeatureQuery {
  /** Only what meets it, or has no geometry; null for all. */
  readonly bbox: BoxFilter | null;
  /** Only what falls into it, or has no time; null for all. */
  readonly datetime: TimeSpan | null;
  /** Only what has these values, by the name of the property. */
  readonly filters: ReadonlyMap<string, unknown>;
  /** Where to begin: 0, or the `nextOffset` of a page before. */
  readonly offset: number;
  /** From 1 to the largest page of the source. */
  readonly limit: number;
}

export interface FeaturePage {
  readonly features: readonly SourceFeature[];
  /** How many match on all pages; null where counting them would cost too much. */
  readonly numberMatched: number | null;
  /** Where the next page begins; null after the last. A page before the last has at least one feature. */
  readonly nextOffset: number | null;
}

/** A box asked for, whatever the reference system that it was written in. */
export interface BoxFilter {
  /** Degrees, together around all of the box: an index may look here first. Two where the box spans the antimeridian. */
  readonly envelopes: readonly Bbox[];
  /** Has the geometry a point in the box, borders included? */
  meets(geometry: SourceGeometry): boolean;
}

/** Milliseconds since 1970 as `Date.parse` gives them, both included; infinite on an open side. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}
