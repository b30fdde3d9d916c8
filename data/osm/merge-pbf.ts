import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

import { InputError } from "../input-error.ts";
import { decodeTags } from "./pbf/block.ts";
import type { BlockRequest, OsmBlock } from "./pbf/block-model.ts";
import { MEMBER_TYPES } from "./pbf/format.ts";
import { PbfFile } from "./pbf/pbf-reader.ts";
import { PbfWriter, type RelationMember } from "./pbf/pbf-writer.ts";

const NANODEGREES = 1e9;

/** An object of a file, and how it is written into another. */
interface MergedObject {
  readonly id: number;
  /** Of several with one id, the one with the most is whole: extracts may cut a way at their border. */
  readonly parts: number;
  write(writer: PbfWriter): Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly request: BlockRequest;
  readonly objectsOf: (block: OsmBlock) => Generator<MergedObject>;
}

const KINDS: readonly Kind[] = [
  { name: "node", request: { nodes: true }, objectsOf: nodesOf },
  { name: "way", request: { ways: true }, objectsOf: waysOf },
  { name: "relation", request: { relations: true }, objectsOf: relationsOf },
];

/**
 * Merges PBF files whose ids ascend, as those of all usual sources, into one with each object once: for programs that
 * would take an object of two neighbouring extracts twice. A stream, of one block a file.
 *
 * @throws InputError where a file cannot be read or `osm.merge.order` where its ids do not ascend
 */
export async function mergePbfFiles(
  paths: readonly string[],
  out: string,
  signal?: AbortSignal,
): Promise<void> {
  const files: PbfFile[] = [];
  const stream = createWriteStream(out);
  // A full disk is thrown where the end is awaited.
  stream.on("error", () => {});
  try {
    for (const path of paths) files.push(await PbfFile.open(path));
    const writer = new PbfWriter(async (bytes) => {
      if (!stream.write(bytes)) await once(stream, "drain");
    });
    await writer.header({ bbox: [-180, -90, 180, 90], writingProgram: "trente", source: "" });
    for (const kind of KINDS) {
      const streams = files.map((file) => readObjects(file, kind, signal));
      for await (const object of mergeById(streams)) await object.write(writer);
    }
    await writer.end();
  } finally {
    stream.end();
    for (const file of files) await file.close();
    await finished(stream);
  }
}

/** The objects of several ascending streams in one, each id once. */
async function* mergeById(streams: readonly AsyncGenerator<MergedObject>[]): AsyncGenerator<MergedObject> {
  const heads = await Promise.all(streams.map(async (stream) => nextOf(stream)));
  for (;;) {
    let best: MergedObject | null = null;
    for (const head of heads) {
      if (head === null || (best !== null && head.id > best.id)) continue;
      if (best === null || head.id < best.id || head.parts > best.parts) best = head;
    }
    if (best === null) return;
    yield best;
    for (const [index, head] of heads.entries()) {
      if (head?.id === best.id) heads[index] = await nextOf(streams[index]);
    }
  }
}

async function nextOf(stream: AsyncGenerator<MergedObject>): Promise<MergedObject | null> {
  const next = await stream.next();
  return next.done === true ? null : next.value;
}

async function* readObjects(
  file: PbfFile,
  { name, request, objectsOf }: Kind,
  signal: AbortSignal | undefined,
): AsyncGenerator<MergedObject> {
  let last = -Infinity;
  for await (const { block, where } of file.blocks(request, { signal })) {
    for (const object of objectsOf(block)) {
      if (object.id <= last) {
        const what = `got ${name} ${object.id} after ${last}, expected ascending ids: sort the file first`;
        throw new InputError("osm.merge.order", where, what);
      }
      last = object.id;
      yield object;
    }
  }
}

function* nodesOf({ nodes, strings }: OsmBlock): Generator<MergedObject> {
  for (let at = 0; at < nodes.ids.length; at++) {
    const id = nodes.ids.values[at];
    const lon = nodes.lons.values[at] / NANODEGREES;
    const lat = nodes.lats.values[at] / NANODEGREES;
    const tags = Object.fromEntries(decodeTags(strings, nodes.tags, at));
    yield { id, parts: 1, write: async (writer) => writer.node(id, lon, lat, tags) };
  }
}

function* waysOf({ ways, strings }: OsmBlock): Generator<MergedObject> {
  for (let at = 0; at < ways.ids.length; at++) {
    const id = ways.ids.values[at];
    const refs = [...ways.refs.values.subarray(ways.refOffsets.values[at], ways.refOffsets.values[at + 1])];
    const tags = Object.fromEntries(decodeTags(strings, ways.tags, at));
    yield { id, parts: refs.length, write: async (writer) => writer.way(id, refs, tags) };
  }
}

function* relationsOf({ relations, strings }: OsmBlock): Generator<MergedObject> {
  const { memberOffsets, memberIds, memberTypes, memberRoles } = relations;
  for (let at = 0; at < relations.ids.length; at++) {
    const id = relations.ids.values[at];
    const members: RelationMember[] = [];
    for (let member = memberOffsets.values[at]; member < memberOffsets.values[at + 1]; member++) {
      members.push({
        type: MEMBER_TYPES[memberTypes.values[member]],
        ref: memberIds.values[member],
        role: strings.get(memberRoles.values[member]),
      });
    }
    const tags = Object.fromEntries(decodeTags(strings, relations.tags, at));
    yield { id, parts: members.length, write: async (writer) => writer.relation(id, members, tags) };
  }
}
