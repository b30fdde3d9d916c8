import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";

import { InputError } from "../../input-error.ts";
import { stopIfAborted } from "../../progress.ts";
import { type BlobHeader, type BlobPlace, decodeBlobHeader, readBlob, refuseTruncated } from "./blob.ts";
import { decodeBlock } from "./block.ts";
import type { BlockRequest, OsmBlock } from "./block-model.ts";
import { FileWindow } from "./file-window.ts";
import { DATA_BLOB, HEADER_BLOB, MAX_BLOB_HEADER_BYTES } from "./format.ts";
import { decodeHeader } from "./header.ts";
import type { OsmHeader } from "./header.ts";

const LENGTH_BYTES = 4;
/** Field 1, length-delimited: the type of a blob, the first byte after the length in all files seen. */
const BLOB_TYPE_TAG = 0x0a;
/** A blob of a file. */
export interface PlacedBlob {
  readonly type: string;
  /** Byte of the file where its header starts. */
  readonly offset: number;
  /** Byte of the file where it ends. */
  readonly end: number;
  /** Where its contents are, for `readBlob`. */
  readonly place: BlobPlace;
}

/** One block with its place: `where` is for errors and issues. */
export interface PlacedBlock {
  readonly block: OsmBlock;
  readonly where: string;
}

export interface BlobsOptions {
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
   * The data blobs in file order, unread.
   *
   * @throws InputError `osm.pbf.no_data`, `osm.pbf.truncated`
   */
  async *blobs(options: BlobsOptions = {}): AsyncGenerator<PlacedBlob> {
    let offset = this.#dataOffset;
    let dataCount = 0;
    while (offset < this.byteLength) {
      stopIfAborted(options.signal);
      const blob = await this.#findBlob(offset);
      offset = blob.end;
      if (blob.type === DATA_BLOB) {
        dataCount++;
        yield blob;
      } else {
        options.onUnknownBlob?.(blob.type, blob.place.where);
      }
    }
    if (dataCount > 0) return;
    throw new InputError(
      "osm.pbf.no_data",
      this.#at(offset),
      "the file ends after its header, expected data",
    );
  }

  /**
   * The data blocks in file order, decoded as far as `request` asks.
   *
   * @throws InputError as `blobs`, `readBlob` and `decodeBlock` do
   */
  async *blocks(request: BlockRequest, options: BlobsOptions = {}): AsyncGenerator<PlacedBlock> {
    for await (const { place } of this.blobs(options)) {
      yield { block: decodeBlock(readBlob(place), place.where, request), where: place.where };
    }
  }

  async #readHeader(): Promise<void> {
    if (this.byteLength === 0)
      throw new InputError("osm.pbf.empty", this.name, "empty file, expected an OSM PBF");
    await this.#checkFirstBytes();
    const { type, place, end } = await this.#findBlob(0);
    if (type !== HEADER_BLOB) {
      throw new InputError(
        "osm.pbf.no_header",
        this.#at(0),
        `the first blob is ${type}, expected ${HEADER_BLOB}`,
      );
    }
    this.#header = decodeHeader(readBlob(place), this.#at(0));
    this.#dataOffset = end;
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

  async #findBlob(offset: number): Promise<PlacedBlob> {
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
    const header = await this.#window.read(offset + LENGTH_BYTES, headerBytes);
    if (header.length < headerBytes) this.#truncated(offset, "a blob header");
    const { type, blobBytes }: BlobHeader = decodeBlobHeader(header, this.#at(offset));
    const start = offset + LENGTH_BYTES + headerBytes;
    const end = start + blobBytes;
    if (end > this.byteLength) this.#truncated(offset, "a blob");
    return {
      type,
      offset,
      end,
      place: { fd: this.#file.fd, start, bytes: blobBytes, where: this.#at(offset) },
    };
  }

  #truncated(offset: number, inside: string): never {
    refuseTruncated(this.#at(offset), this.byteLength, inside);
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
