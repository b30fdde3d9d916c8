import type { Cells } from "./cells.ts";
import type { Network } from "./network.ts";
import type { PointsByRoad, Snaps } from "./points.ts";
import type { IssueCount, Source } from "./provenance.ts";
import type { Structure } from "./structure.ts";
import type { Commune, Territory } from "./territory.ts";

/** Everything a study needs, as it comes out of a bundle. Roads alone are a valid dataset. */
export interface Dataset {
  /** Hash of the contents: the same inputs give the same id. */
  readonly id: string;
  readonly name: string;
  readonly formatVersion: number;
  readonly fictitious: boolean;
  readonly sources: readonly Source[];
  readonly issues: readonly IssueCount[];
  readonly profile: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  /** `[west, south, east, north]` of the roads, degrees. */
  readonly bbox: readonly [number, number, number, number];

  readonly network: Network;
  /** Spatial index over the chains that take snaps (flatbush bytes, microdegrees). */
  readonly snapIndex: SnapIndexData;

  readonly structures: readonly Structure[];
  readonly structureSnaps: Snaps;
  readonly cells: Cells | null;
  readonly cellSnaps: Snaps | null;
  readonly cellsByRoad: PointsByRoad | null;

  readonly communes: readonly Commune[];
  /** Départements, régions and EPCI of those communes. */
  readonly territories: readonly Territory[];
  /** Commune outlines where they were given, in the order of `communes`; null for those without. */
  readonly communeShapes: readonly (CommuneShape | null)[];
  /** The same as flat arrays, which threads share, where the dataset was read from a bundle. */
  readonly communeOutlines?: FlatOutlines;
}

/**
 * Outlines of communes one after the other: how many polygons each outline has, how many rings each polygon, how many
 * positions each ring, then all positions.
 */
export interface FlatOutlines {
  /** 0 for a commune without an outline, else 1. */
  readonly known: Uint8Array;
  readonly polygons: Uint32Array;
  readonly rings: Uint32Array;
  readonly positions: Uint32Array;
  /** Longitude and latitude in turn, degrees. */
  readonly coordinates: Float64Array;
}

/** GeoJSON MultiPolygon coordinates. */
export type CommuneShape = readonly (readonly (readonly (readonly [number, number])[])[])[];

export interface SnapIndexData {
  readonly index: ArrayBufferLike;
  /** For each indexed box: the shape, and the first and last segment of it that the box holds. */
  readonly boxShapes: Uint32Array;
  readonly boxFirsts: Uint32Array;
  readonly boxLasts: Uint32Array;
}
