import { InputError } from "../../input-error.ts";
import type { BlockRequest, BlockSpace, OpenBlock, OsmBlock, TagTable } from "./block-model.ts";
import { readDenseNodes, readPlainNode } from "./block-nodes.ts";
import { readRelation } from "./block-relations.ts";
import { readWay } from "./block-ways.ts";
import { Float64List, Uint32List } from "../typed-list.ts";
import { BlockField, DEFAULT_GRANULARITY, DenseField, GroupField } from "./format.ts";
import { readStringTable } from "./string-table.ts";
import type { StringTable } from "./string-table.ts";
import { WireReader } from "./wire-reader.ts";

/** Offsets of ±180° in nanodegrees, the largest that makes sense. */
const MAX_OFFSET = 180e9;
const MAX_GRANULARITY = 1e9;

/**
 * Decodes the inflated bytes of an `OSMData` blob. Pure: no state outside its arguments, so it may run in any
 * thread. Time is linear in the bytes; strings and tags stay undecoded.
 *
 * @param where place of the blob for errors, `corse.osm.pbf@4096`
 * @param space lists to decode into, of a block that is no longer needed: room for many blocks is found only once
 * @throws InputError `osm.pbf.corrupt` where the bytes break the format
 */
export function decodeBlock(
  bytes: Uint8Array,
  where: string,
  request: BlockRequest,
  space: BlockSpace = createBlockSpace(),
): OsmBlock {
  const reader = new WireReader(bytes, where);
  const { block, groups } = openBlock(reader, request, space);
  for (const [start, end] of groups) {
    reader.pos = start;
    readGroup(block, end, request);
  }
  return block;
}

/** The tags of object `index` of a batch, decoded. Of a key given twice the last value counts. */
export function decodeTags(strings: StringTable, tags: TagTable, index: number): Map<string, string> {
  const decoded = new Map<string, string>();
  const end = tags.offsets.values[index + 1];
  const pairs = tags.pairs.values;
  for (let at = tags.offsets.values[index]; at < end; at += 2) {
    decoded.set(strings.get(pairs[at]), strings.get(pairs[at + 1]));
  }
  return decoded;
}

function openBlock(
  reader: WireReader,
  request: BlockRequest,
  space: BlockSpace,
): { block: OpenBlock; groups: readonly (readonly [start: number, end: number])[] } {
  let strings: StringTable | null = null;
  let granularity = DEFAULT_GRANULARITY;
  let latOffset = 0;
  let lonOffset = 0;
  const groups: [number, number][] = [];
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === BlockField.stringTable) {
      if (strings !== null) reader.corrupt("a block has two string tables");
      strings = readStringTable(reader, reader.enter("the string table"));
    } else if (field === BlockField.group) {
      const end = reader.enter("a primitive group");
      groups.push([reader.pos, end]);
      reader.pos = end;
    } else if (field === BlockField.granularity) {
      granularity = reader.unsigned("granularity", MAX_GRANULARITY);
    } else if (field === BlockField.latOffset) {
      latOffset = checkOffset(reader, reader.signed("lat_offset"), "lat_offset");
    } else if (field === BlockField.lonOffset) {
      lonOffset = checkOffset(reader, reader.signed("lon_offset"), "lon_offset");
    }
  }
  if (strings === null) {
    throw new InputError("osm.pbf.corrupt", reader.where, "damaged data: a block has no string table");
  }
  if (granularity === 0) reader.corrupt("granularity is 0");
  const wantedKeys =
    request.wayKeys === undefined || request.wayKeys.size === 0 ? null : strings.mark(request.wayKeys);
  clear(space);
  const counts = { nodeCount: 0, wayCount: 0, relationCount: 0, deletedCount: 0 };
  const block = { reader, strings, granularity, latOffset, lonOffset, wantedKeys, ...space, ...counts };
  return { block, groups };
}

/** Empty lists for a block, which grow as it needs. */
export function createBlockSpace(): BlockSpace {
  return {
    nodes: { ids: new Float64List(0), lons: new Float64List(0), lats: new Float64List(0), tags: emptyTags() },
    ways: {
      ids: new Float64List(0),
      refOffsets: offsetList(),
      refs: new Float64List(0),
      tags: emptyTags(),
    },
    relations: {
      ids: new Float64List(0),
      memberOffsets: offsetList(),
      memberIds: new Float64List(0),
      memberTypes: new Uint32List(0),
      memberRoles: new Uint32List(0),
      tags: emptyTags(),
    },
  };
}

function clear({ nodes, ways, relations }: BlockSpace): void {
  const { ids, lons, lats } = nodes;
  const { memberIds, memberTypes, memberRoles } = relations;
  const lists = [ids, lons, lats, ways.ids, ways.refs, relations.ids, memberIds, memberTypes, memberRoles];
  for (const list of lists) list.length = 0;
  for (const offsets of [ways.refOffsets, relations.memberOffsets]) offsets.length = 1;
  for (const { tags } of [nodes, ways, relations]) {
    tags.offsets.length = 1;
    tags.pairs.length = 0;
  }
}

function emptyTags(): TagTable {
  return { offsets: offsetList(), pairs: new Uint32List(0) };
}

function offsetList(): Uint32List {
  const list = new Uint32List(0);
  list.push(0);
  return list;
}

function readGroup(block: OpenBlock, end: number, request: BlockRequest): void {
  const { reader } = block;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === GroupField.dense) {
      const denseEnd = reader.enter("dense nodes");
      if (request.nodes === true) readDenseNodes(block, denseEnd);
      else countDenseNodes(block, denseEnd);
    } else if (field === GroupField.nodes) {
      block.nodeCount++;
      if (request.nodes === true) readPlainNode(block, reader.enter("a node"));
    } else if (field === GroupField.ways) {
      block.wayCount++;
      if (request.ways === true) readWay(block, reader.enter("a way"));
    } else if (field === GroupField.relations) {
      block.relationCount++;
      if (request.relations === true) readRelation(block, reader.enter("a relation"));
    }
  }
}

function countDenseNodes(block: OpenBlock, end: number): void {
  const { reader } = block;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field !== DenseField.ids) continue;
    const idsEnd = reader.enterPacked("dense node ids");
    block.nodeCount += reader.countVarints(reader.pos, idsEnd);
    reader.pos = idsEnd;
  }
}

function checkOffset(reader: WireReader, offset: number, name: string): number {
  if (Math.abs(offset) > MAX_OFFSET) reader.corrupt(`${name} is ${offset} nanodegrees`);
  return offset;
}
