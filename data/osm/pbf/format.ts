/**
 * Numbers of the OSM PBF format: https://wiki.openstreetmap.org/wiki/PBF_Format and the protobuf definitions
 * it links (fileformat.proto, osmformat.proto). Field numbers are named as there.
 */

/** A BlobHeader may not be longer, in bytes. */
export const MAX_BLOB_HEADER_BYTES = 64 * 1024;
/** A Blob may not be longer, compressed or not, in bytes. */
export const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** Types of blob. A reader skips those it does not know. */
export const HEADER_BLOB = "OSMHeader";
export const DATA_BLOB = "OSMData";

/** Features that a file may require of its reader, as far as this one goes. */
export const KNOWN_FEATURES: readonly string[] = ["OsmSchema-V0.6", "DenseNodes"];
/** Required by files that hold every version of every object; refused. */
export const HISTORY_FEATURE = "HistoricalInformation";

/** Unit of stored coordinates, in nanodegrees, where a block does not say otherwise. */
export const DEFAULT_GRANULARITY = 100;

export const BlobHeaderField = { type: 1, dataSize: 3 } as const;

export const BlobField = { raw: 1, rawSize: 2, zlib: 3, lzma: 4, bzip2: 5, lz4: 6, zstd: 7 } as const;

export const HeaderField = {
  bbox: 1,
  requiredFeatures: 4,
  optionalFeatures: 5,
  writingProgram: 16,
  source: 17,
  replicationTimestamp: 32,
} as const;

export const BboxField = { left: 1, right: 2, top: 3, bottom: 4 } as const;

export const BlockField = {
  stringTable: 1,
  group: 2,
  granularity: 17,
  latOffset: 19,
  lonOffset: 20,
} as const;

export const GroupField = { nodes: 1, dense: 2, ways: 3, relations: 4, changesets: 5 } as const;

export const DenseField = { ids: 1, info: 5, lats: 8, lons: 9, keysVals: 10 } as const;

/** Info of one object, and DenseInfo of many: the flag has the same number in both. */
export const InfoField = { version: 1, timestamp: 2, changeset: 3, visible: 6 } as const;

export const NodeField = { id: 1, keys: 2, vals: 3, info: 4, lat: 8, lon: 9 } as const;

export const WayField = { id: 1, keys: 2, vals: 3, info: 4, refs: 8 } as const;

export const RelationField = {
  id: 1,
  keys: 2,
  vals: 3,
  info: 4,
  roles: 8,
  memberIds: 9,
  memberTypes: 10,
} as const;

/** Kinds of relation member, in the order of their numbers in the format. */
export const MEMBER_TYPES = ["node", "way", "relation"] as const;
export type MemberType = (typeof MEMBER_TYPES)[number];
