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
