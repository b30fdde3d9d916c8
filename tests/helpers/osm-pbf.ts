import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

import { PbfWriter as WireWriter } from "pbf";

import { decodeTags } from "../../data/osm/pbf/block.ts";
import { membersOf } from "../../data/osm/pbf/block-relations.ts";
import type { OsmBlock, TagTable } from "../../data/osm/pbf/block-model.ts";
import { BlobField, BlobHeaderField, HeaderField } from "../../data/osm/pbf/format.ts";
import { PbfFile } from "../../data/osm/pbf/pbf-reader.ts";
import { PbfWriter } from "../../data/osm/pbf/pbf-writer.ts";
import type { RelationMember } from "../../data/osm/pbf/pbf-writer.ts";
import { tempFolder } from "./temp-folder.ts";

export interface OsmNode {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface OsmWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface OsmRelation {
  readonly id: number;
  readonly members: readonly RelationMember[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface OsmWorld {
  readonly nodes?: readonly OsmNode[];
  readonly ways?: readonly OsmWay[];
  readonly relations?: readonly OsmRelation[];
}

/** The bytes of a PBF file with these objects, as our own writer makes them. */
export async function pbfBytes(world: OsmWorld): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const writer = new PbfWriter((bytes) => {
    chunks.push(bytes);
  });
  await writer.header({ bbox: [-1, -1, 1, 1], writingProgram: "tests", source: "" });
  for (const node of world.nodes ?? []) await writer.node(node.id, node.lon, node.lat, node.tags);
  for (const way of world.ways ?? []) await writer.way(way.id, way.refs, way.tags);
  for (const relation of world.relations ?? []) {
    await writer.relation(relation.id, relation.members, relation.tags);
  }
  await writer.end();
  return Buffer.concat(chunks);
}

/** A PBF file with these objects, in a folder of the test. */
export async function pbfFile(world: OsmWorld, name = "monde.osm.pbf"): Promise<string> {
  const path = join(tempFolder(), name);
  writeFileSync(path, await pbfBytes(world));
  return path;
}

/** A whole frame: length, BlobHeader, Blob. */
export function frame(type: string, blob: Uint8Array): Buffer {
  const header = new WireWriter();
  header.writeStringField(BlobHeaderField.type, type);
  header.writeVarintField(BlobHeaderField.dataSize, blob.length);
  const headerBytes = header.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headerBytes.length);
  return Buffer.concat([length, headerBytes, blob]);
}

export function rawBlob(raw: Uint8Array): Uint8Array {
  const blob = new WireWriter();
  blob.writeBytesField(BlobField.raw, raw);
  return blob.finish();
}

/** @param declared size to declare, the true one unless told */
export function zlibBlob(raw: Uint8Array, declared = raw.length): Uint8Array {
  const blob = new WireWriter();
  blob.writeVarintField(BlobField.rawSize, declared);
  blob.writeBytesField(BlobField.zlib, deflateSync(raw));
  return blob.finish();
}

/** The frame of a header that requires these features, and tells that its data are of that second since 1970. */
export function headerFrame(
  features: readonly string[] = ["OsmSchema-V0.6", "DenseNodes"],
  timestamp?: number,
): Buffer {
  const header = new WireWriter();
  for (const feature of features) header.writeStringField(HeaderField.requiredFeatures, feature);
  if (timestamp !== undefined) header.writeVarintField(HeaderField.replicationTimestamp, timestamp);
  return frame("OSMHeader", zlibBlob(header.finish()));
}

/** A node as it was read: nanodegrees, tags as entries in file order. */
export interface ReadNode {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags: readonly (readonly [string, string])[];
}

export interface ReadObjects {
  readonly nodes: ReadNode[];
  readonly ways: { id: number; refs: number[]; tags: [string, string][] }[];
  readonly relations: { id: number; members: RelationMember[]; tags: [string, string][] }[];
}

/** Everything in a block, as plain objects. */
export function objectsOf(block: OsmBlock): ReadObjects {
  const { nodes, ways, relations } = block;
  const tagsAt = (tags: TagTable, index: number) => [...decodeTags(block.strings, tags, index)];
  return {
    nodes: Array.from({ length: nodes.ids.length }, (_, at) => ({
      id: nodes.ids.values[at],
      lon: nodes.lons.values[at],
      lat: nodes.lats.values[at],
      tags: tagsAt(nodes.tags, at),
    })),
    ways: Array.from({ length: ways.ids.length }, (_, at) => ({
      id: ways.ids.values[at],
      refs: [...ways.refs.values.subarray(ways.refOffsets.values[at], ways.refOffsets.values[at + 1])],
      tags: tagsAt(ways.tags, at),
    })),
    relations: Array.from({ length: relations.ids.length }, (_, at) => ({
      id: relations.ids.values[at],
      members: membersOf(block, at),
      tags: tagsAt(relations.tags, at),
    })),
  };
}

/** Everything in a file, as plain objects, in file order. */
export async function readObjects(path: string): Promise<ReadObjects> {
  const all: ReadObjects = { nodes: [], ways: [], relations: [] };
  const file = await PbfFile.open(path);
  try {
    for await (const { block } of file.blocks({ nodes: true, ways: true, relations: true })) {
      const { nodes, ways, relations } = objectsOf(block);
      all.nodes.push(...nodes);
      all.ways.push(...ways);
      all.relations.push(...relations);
    }
  } finally {
    await file.close();
  }
  return all;
}
