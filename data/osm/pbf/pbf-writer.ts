import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { PbfWriter as WireWriter } from "pbf";

import { BlockBuilder } from "./block-builder.ts";
import type { ObjectInfo } from "./block-builder.ts";
import {
  BboxField,
  BlobField,
  BlobHeaderField,
  DATA_BLOB,
  HEADER_BLOB,
  HeaderField,
  KNOWN_FEATURES,
} from "./format.ts";
import type { MemberType } from "./format.ts";
import { writeText } from "./write-text.ts";

const deflateAsync = promisify<Uint8Array, Buffer>(deflate);

/** Entities in a block, as most writers have it. */
const MAX_ENTITIES = 8_000;
/** Way nodes or relation members in a block: keeps a block of long ways far below the format's 32 MiB. */
const MAX_REFERENCES = 400_000;
/** Ids beyond this would lose precision when their difference is written. */
const MAX_ID = 2 ** 51;

const NANODEGREES = 1e9;

export interface PbfFileHeader {
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
  readonly writingProgram: string;
  readonly source: string;
  /** Seconds since 1970 of the data's last change. */
  readonly replicationTimestamp?: number;
}

export interface RelationMember {
  readonly type: MemberType;
  readonly ref: number;
  readonly role: string;
}

export type ObjectKind = "nodes" | "ways" | "relations";
type Kind = ObjectKind;

/** Takes the bytes of a whole block; its kind, null for the file's header. */
export type BlockSink = (bytes: Uint8Array, kind: ObjectKind | null) => void | Promise<void>;

const ORDER: readonly Kind[] = ["nodes", "ways", "relations"];

/**
 * Writes an OSM PBF file as a stream of bytes: header, then nodes, ways and relations in this order, in blocks
 * of 8 000, dense nodes, zlib. The same calls give the same bytes. Objects carry their last edit where it is given,
 * which is for all of a kind or for none.
 *
 * Each call may wait for `write`: await it, so that nothing piles up. Wrong order, ids beyond ±2^51 and
 * coordinates outside the world are programmer errors and throw.
 */
export class PbfWriter {
  readonly #write: BlockSink;
  #block = new BlockBuilder();
  #kind: Kind | null = null;
  #state: "new" | "open" | "ended" = "new";

  constructor(write: BlockSink) {
    this.#write = write;
  }

  /** Blocks without a header, to be set among those of a file whose header is written elsewhere. */
  static part(write: BlockSink): PbfWriter {
    const writer = new PbfWriter(write);
    writer.#state = "open";
    return writer;
  }

  /** Must come first, once. */
  async header(header: PbfFileHeader): Promise<void> {
    if (this.#state !== "new") throw new Error("header() was called twice or after end()");
    this.#state = "open";
    await this.#writeBlob(HEADER_BLOB, encodeHeader(header), null);
  }

  /** @param lon degrees, kept to 1e-7 */
  async node(
    id: number,
    lon: number,
    lat: number,
    tags: Readonly<Record<string, string>> = {},
    info?: ObjectInfo,
  ): Promise<void> {
    checkId(id);
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      throw new Error(`node ${id} is at [${lon}, ${lat}], expected degrees of longitude and latitude`);
    }
    await this.#begin("nodes");
    this.#block.addNode(id, lon, lat, tags, info);
  }

  async way(
    id: number,
    refs: readonly number[],
    tags: Readonly<Record<string, string>>,
    info?: ObjectInfo,
  ): Promise<void> {
    checkId(id);
    for (const ref of refs) checkId(ref);
    await this.#begin("ways");
    this.#block.addWay(id, refs, tags, info);
  }

  async relation(
    id: number,
    members: readonly RelationMember[],
    tags: Readonly<Record<string, string>>,
    info?: ObjectInfo,
  ): Promise<void> {
    checkId(id);
    for (const member of members) checkId(member.ref);
    await this.#begin("relations");
    this.#block.addRelation(id, members, tags, info);
  }

  /** Writes what is left. The stream behind `write` is the caller's to close. */
  async end(): Promise<void> {
    if (this.#state !== "open") throw new Error("end() was called twice or before header()");
    this.#state = "ended";
    await this.#flush();
  }

  async #begin(kind: Kind): Promise<void> {
    if (this.#state !== "open") throw new Error(`${kind} were given before header() or after end()`);
    if (this.#kind !== null && ORDER.indexOf(kind) < ORDER.indexOf(this.#kind)) {
      throw new Error(`${kind} were given after ${this.#kind}, expected nodes, then ways, then relations`);
    }
    const isFull = this.#block.entityCount >= MAX_ENTITIES || this.#block.referenceCount >= MAX_REFERENCES;
    if (isFull || kind !== this.#kind) await this.#flush();
    this.#kind = kind;
  }

  async #flush(): Promise<void> {
    if (this.#block.entityCount === 0) return;
    const block = this.#block;
    this.#block = new BlockBuilder();
    await this.#writeBlob(DATA_BLOB, block.encode(), this.#kind);
  }

  async #writeBlob(type: string, raw: Uint8Array, kind: Kind | null): Promise<void> {
    const blob = new WireWriter();
    blob.writeVarintField(BlobField.rawSize, raw.length);
    blob.writeBytesField(BlobField.zlib, await deflateAsync(raw));
    const blobBytes = blob.finish();

    const header = new WireWriter();
    header.writeStringField(BlobHeaderField.type, type);
    header.writeVarintField(BlobHeaderField.dataSize, blobBytes.length);
    const headerBytes = header.finish();

    const frame = new Uint8Array(4 + headerBytes.length + blobBytes.length);
    new DataView(frame.buffer).setUint32(0, headerBytes.length);
    frame.set(headerBytes, 4);
    frame.set(blobBytes, 4 + headerBytes.length);
    await this.#write(frame, kind);
  }
}

function encodeHeader(header: PbfFileHeader): Uint8Array {
  const [west, south, east, north] = header.bbox;
  const pbf = new WireWriter();
  pbf.writeMessage(
    HeaderField.bbox,
    (_, bbox) => {
      bbox.writeSVarintField(BboxField.left, Math.round(west * NANODEGREES));
      bbox.writeSVarintField(BboxField.right, Math.round(east * NANODEGREES));
      bbox.writeSVarintField(BboxField.top, Math.round(north * NANODEGREES));
      bbox.writeSVarintField(BboxField.bottom, Math.round(south * NANODEGREES));
    },
    null,
  );
  for (const feature of KNOWN_FEATURES) writeText(pbf, HeaderField.requiredFeatures, feature);
  writeText(pbf, HeaderField.writingProgram, header.writingProgram);
  writeText(pbf, HeaderField.source, header.source);
  if (header.replicationTimestamp !== undefined) {
    pbf.writeVarintField(HeaderField.replicationTimestamp, header.replicationTimestamp);
  }
  return pbf.finish();
}

function checkId(id: number): void {
  if (!Number.isInteger(id) || Math.abs(id) > MAX_ID) {
    throw new Error(`id ${id} was given, expected an integer within ±2^51`);
  }
}
