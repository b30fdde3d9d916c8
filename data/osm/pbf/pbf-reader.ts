import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";

import { InputError } from "../../input-error.ts";
import { stopIfAborted } from "../../progress.ts";
import { decodeBlobHeader, inflateBlob } from "./blob.ts";
import type { BlobHeader } from "./blob.ts";
import { decodeBlock } from "./block.ts";
import type { BlockRequest, OsmBlock } from "./block-model.ts";
import { FileWindow } from "./file-window.ts";
import { DATA_BLOB, HEADER_BLOB, MAX_BLOB_HEADER_BYTES } from "./format.ts";
import { decodeHeader } from "./header.ts";
import type { OsmHeader } from "./header.ts";

const LENGTH_BYTES = 4;
/** Field 1, length-delimited: the type of a blob, the first byte after the length in all files seen. */
const BLOB_TYPE_TAG = 0x0a;
/** A blob's place in its file. */
interface Frame {
  readonly offset: number;
  readonly type: string;
  readonly blobOffset: number;
  readonly blobBytes: number;
}

/** A data blob with its place: `where` is for errors and issues. */
export interface PlacedBlob {
  /** As they stand in the file, for `inflateBlob`. A view of a larger piece of it. */
  readonly bytes: Uint8Array;
  readonly where: string;
  /** Byte of the file where it starts: its key for `skip`. */
  readonly offset: number;
  /** Byte of the file where it ends. */
  readonly end: number;
}

/** A blob with what is in it. */
export interface PlacedBlock extends PlacedBlob {
  readonly block: OsmBlock;
}

export interface BlobsOptions {
  /** Offsets of blobs to pass over unread. */
  readonly skip?: ReadonlySet<number>;
  /** Called with the type of each blob that is neither header nor data. */
  readonly onUnknownBlob?: (type: string, where: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * An OSM PBF file, read blob by blob: memory holds a few blobs at a time, whatever the file's size. Objects may
 * come in any order and without metadata.
 *
 * A file cut inside a blob is refused, and so is one without any data blob. One cut exactly between two data
 * blobs is a valid file for the format: nothing tells that it was longer.
 */
export class PbfFile {
  /** File name alone, as errors name it. */
  readonly name: string;
  readonly byteLength: number;
  readonly #file: FileHandle;
  readonly #window: FileWindow;
  #header: OsmHeader | null = null;
  #dataOffset = 0;

  private constructor(name: string, byteLength: number, file: FileHandle) {
    this.name = name;
    this.byteLength = byteLength;
    this.#file = file;
    this.#window = new FileWindow(file);
  }

  /**
   * Opens the file and reads its header.
   *
   * @throws InputError `osm.file.unreadable`, `osm.pbf.empty`, `osm.pbf.not_pbf`, `osm.pbf.truncated`,
   * `osm.pbf.no_header`, and those of `inflateBlob` and `decodeHeader`
   */
  static async open(path: string): Promise<PbfFile> {
    const name = basename(path);
    const file = await open(path, "r").catch((error: unknown) => refuseUnreadable(error, name));
    try {
      const stats = await file.stat();
      if (!stats.isFile())
        throw new InputError("osm.file.unreadable", name, "not a file, expected an OSM PBF");
      const pbf = new PbfFile(name, stats.size, file);
      await pbf.#readHeader();
      return pbf;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get header(): OsmHeader {
    if (this.#header === null)
      throw new Error("the header was not read, expected a file made by PbfFile.open");
    return this.#header;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /**
   * The data blobs in file order, still compressed.
   *
   * @throws InputError `osm.pbf.no_data`, `osm.pbf.truncated`
   */
  async *blobs(options: BlobsOptions = {}): AsyncGenerator<PlacedBlob> {
    for await (const frame of this.#dataFrames(options)) {
      const { offset, blobOffset, blobBytes } = frame;
      yield {
        bytes: await this.#readBlob(frame),
        where: this.#at(offset),
        offset,
        end: blobOffset + blobBytes,
      };
    }
  }

  /**
   * The data blocks in file order, decoded as far as `request` asks.
   *
   * @throws InputError as `blobs`, `inflateBlob` and `decodeBlock` do
   */
  async *blocks(request: BlockRequest, options: BlobsOptions = {}): AsyncGenerator<PlacedBlock> {
    for await (const blob of this.blobs(options)) {
      const block = decodeBlock(inflateBlob(blob.bytes, blob.where), blob.where, request);
      yield { ...blob, block };
    }
  }

  async *#dataFrames(options: BlobsOptions): AsyncGenerator<Frame> {
    let offset = this.#dataOffset;
    let dataCount = 0;
    while (offset < this.byteLength) {
      stopIfAborted(options.signal);
      const frame = await this.#readFrame(offset);
      offset = frame.blobOffset + frame.blobBytes;
      if (frame.type !== DATA_BLOB) {
        options.onUnknownBlob?.(frame.type, this.#at(frame.offset));
        continue;
      }
      dataCount++;
      if (options.skip?.has(frame.offset) !== true) yield frame;
    }
    if (dataCount > 0) return;
    throw new InputError(
      "osm.pbf.no_data",
      this.#at(offset),
      "the file ends after its header, expected data",
    );
  }

  async #readHeader(): Promise<void> {
    if (this.byteLength === 0)
      throw new InputError("osm.pbf.empty", this.name, "empty file, expected an OSM PBF");
    await this.#checkFirstBytes();
    const frame = await this.#readFrame(0);
    if (frame.type !== HEADER_BLOB) {
      throw new InputError(
        "osm.pbf.no_header",
        this.#at(0),
        `the first blob is ${frame.type}, expected ${HEADER_BLOB}`,
      );
    }
    const bytes = inflateBlob(await this.#readBlob(frame), this.#at(0));
    this.#header = decodeHeader(bytes, this.#at(0));
    this.#dataOffset = frame.blobOffset + frame.blobBytes;
  }

  async #checkFirstBytes(): Promise<void> {
    const first = await this.#window.read(0, LENGTH_BYTES + 4);
    const length = first.length < LENGTH_BYTES ? 0 : readLength(first);
    const typeTag = first[LENGTH_BYTES] ?? BLOB_TYPE_TAG;
    if (length > 0 && length <= MAX_BLOB_HEADER_BYTES && typeTag === BLOB_TYPE_TAG) return;
    const hex = Buffer.from(first)
      .toString("hex")
      .replace(/(..)(?=.)/g, "$1 ");
    const text = Buffer.from(first)
      .toString("latin1")
      .replace(/[^\x20-\x7e]/g, ".");
    throw new InputError(
      "osm.pbf.not_pbf",
      this.#at(0),
      `not an OSM PBF: first bytes are ${hex} ("${text}")`,
    );
  }

  async #readFrame(offset: number): Promise<Frame> {
    const lengthBytes = await this.#window.read(offset, LENGTH_BYTES);
    if (lengthBytes.length < LENGTH_BYTES) this.#truncated(offset, "a blob header's length");
    const headerBytes = readLength(lengthBytes);
    if (headerBytes === 0 || headerBytes > MAX_BLOB_HEADER_BYTES) {
      throw new InputError(
        "osm.pbf.corrupt",
        this.#at(offset),
        `a blob header of ${headerBytes} bytes, expected 1 to ${MAX_BLOB_HEADER_BYTES}`,
      );
    }
    const bytes = await this.#window.read(offset + LENGTH_BYTES, headerBytes);
    if (bytes.length < headerBytes) this.#truncated(offset, "a blob header");
    const { type, blobBytes }: BlobHeader = decodeBlobHeader(bytes, this.#at(offset));
    const blobOffset = offset + LENGTH_BYTES + headerBytes;
    if (blobOffset + blobBytes > this.byteLength) this.#truncated(offset, "a blob");
    return { offset, type, blobOffset, blobBytes };
  }

  async #readBlob(frame: Frame): Promise<Uint8Array> {
    const bytes = await this.#window.read(frame.blobOffset, frame.blobBytes);
    if (bytes.length < frame.blobBytes) this.#truncated(frame.offset, "a blob");
    return bytes;
  }

  #truncated(offset: number, what: string): never {
    throw new InputError(
      "osm.pbf.truncated",
      this.#at(offset),
      `the file ends at byte ${this.byteLength} inside ${what}, expected it whole: fetch it again`,
    );
  }

  #at(offset: number): string {
    return `${this.name}@${offset}`;
  }
}

function readLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getUint32(0);
}

function refuseUnreadable(error: unknown, name: string): never {
  const { code, message } = error as NodeJS.ErrnoException;
  throw new InputError(
    "osm.file.unreadable",
    name,
    `cannot be opened (${code ?? message}), expected an OSM PBF`,
    {
      cause: error,
    },
  );
}
