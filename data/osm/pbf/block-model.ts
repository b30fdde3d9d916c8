import type { Float64List, Uint32List } from "../typed-list.ts";
import type { StringTable } from "./string-table.ts";
import type { WireReader } from "./wire-reader.ts";

/** What to decode; the rest is counted only. */
export interface BlockRequest {
  readonly nodes?: boolean;
  readonly ways?: boolean;
  readonly relations?: boolean;
  /** Decode only ways with one of these keys. Absent or empty: all of them. */
  readonly wayKeys?: ReadonlySet<string>;
}

/** Tags of the objects of a batch: pairs of string indices, object i's from `offsets[i]` to `offsets[i + 1]`. */
export interface TagTable {
  readonly offsets: Uint32List;
  readonly pairs: Uint32List;
}

/** Nodes in file order: parallel lists. Coordinates in nanodegrees, not checked to be on Earth. */
export interface NodeBatch {
  readonly ids: Float64List;
  readonly lons: Float64List;
  readonly lats: Float64List;
  readonly tags: TagTable;
}

/** Ways in file order: way i's node ids are `refs[refOffsets[i] .. refOffsets[i + 1])`. */
export interface WayBatch {
  readonly ids: Float64List;
  readonly refOffsets: Uint32List;
  readonly refs: Float64List;
  readonly tags: TagTable;
}

/** Relations in file order: relation i's members stand from `memberOffsets[i]` to `memberOffsets[i + 1]`. */
export interface RelationBatch {
  readonly ids: Float64List;
  readonly memberOffsets: Uint32List;
  readonly memberIds: Float64List;
  /** Indices into `MEMBER_TYPES`. */
  readonly memberTypes: Uint32List;
  /** String indices. */
  readonly memberRoles: Uint32List;
  readonly tags: TagTable;
}

/** The lists of a block. */
export interface BlockSpace {
  readonly nodes: NodeBatch;
  readonly ways: WayBatch;
  readonly relations: RelationBatch;
}

/** One decoded block. Counts are of all objects in it, decoded or not; objects marked deleted are only counted. */
export interface OsmBlock extends BlockSpace {
  readonly strings: StringTable;
  readonly nodeCount: number;
  readonly wayCount: number;
  readonly relationCount: number;
  readonly deletedCount: number;
}

/** The block while it is filled. */
export interface OpenBlock extends BlockSpace {
  readonly reader: WireReader;
  readonly strings: StringTable;
  readonly granularity: number;
  readonly lonOffset: number;
  readonly latOffset: number;
  /** 1 for each string that is a wanted key of ways; null when all ways are wanted. */
  readonly wantedKeys: Uint8Array | null;
  nodeCount: number;
  wayCount: number;
  relationCount: number;
  deletedCount: number;
}
