import { readSync } from "node:fs";
import { inflateSync } from "node:zlib";

import { InputError } from "../../input-error.ts";
import { BlobField, BlobHeaderField, MAX_BLOB_BYTES } from "./format.ts";
import { WireReader } from "./wire-reader.ts";

/** zlib takes no smaller chunk. */
const MIN_CHUNK_BYTES = 64;

const UNREAD_COMPRESSIONS: ReadonlyMap<number, string> = new Map([
  [BlobField.lzma, "lzma"],
  [BlobField.bzip2, "bzip2"],
  [BlobField.lz4, "lz4"],
  [BlobField.zstd, "zstd"],
]);

export interface BlobHeader {
  /** `OSMHeader`, `OSMData` or a type that readers skip. */
  readonly type: string;
  /** Length of the Blob that follows. */
  readonly blobBytes: number;
}

/** Where a Blob stands. Plain values: every thread of the process can read it. */
export interface BlobPlace {
  /** Number of the open file. */
  readonly fd: number;
  readonly start: number;
  readonly bytes: number;
  /** For errors: `corse.osm.pbf@4096`. */
  readonly where: string;
}

/**
 * Reads and inflates a Blob.
 *
 * @throws InputError `osm.pbf.truncated`, and those of `inflateBlob`
 */
export function readBlob({ fd, start, bytes, where }: BlobPlace): Uint8Array {
  const blob = Buffer.allocUnsafe(bytes);
  for (let done = 0; done < bytes;) {
    const got = readSync(fd, blob, done, bytes - done, start + done);
    if (got === 0) refuseTruncated(where, start + done, "a blob");
    done += got;
  }
  return inflateBlob(blob, where);
}

/** @param end where the file ends */
export function refuseTruncated(where: string, end: number, inside: string): never {
  throw new InputError(
    "osm.pbf.truncated",
    where,
    `the file ends at byte ${end} inside ${inside}, expected it whole: fetch it again`,
  );
}

/** @throws InputError `osm.pbf.corrupt` */
export function decodeBlobHeader(bytes: Uint8Array, where: string): BlobHeader {
  const reader = new WireReader(bytes, where);
  let type: string | null = null;
  let blobBytes: number | null = null;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === BlobHeaderField.type) type = reader.text("a blob's type");
    else if (field === BlobHeaderField.dataSize) blobBytes = reader.unsigned("a blob's size", MAX_BLOB_BYTES);
  }
  if (type === null) return reader.corrupt("a blob header has no type");
  if (blobBytes === null) return reader.corrupt("a blob header has no size");
  return { type, blobBytes };
}

/**
 * The contents of a Blob, inflated.
 *
 * @throws InputError `osm.blob.compression` (not raw nor zlib, named), `osm.blob.size` (not as long as declared),
 * `osm.blob.inflate` (zlib refuses it), `osm.pbf.corrupt`
 */
export function inflateBlob(blob: Uint8Array, where: string): Uint8Array {
  const reader = new WireReader(blob, where);
  let raw: Uint8Array | null = null;
  let zlib: Uint8Array | null = null;
  let rawSize: number | null = null;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    const unread = UNREAD_COMPRESSIONS.get(field);
    if (unread !== undefined) refuseCompression(unread, where);
    if (field === BlobField.raw) raw = reader.bytes("a blob's raw data");
    else if (field === BlobField.zlib) zlib = reader.bytes("a blob's zlib data");
    else if (field === BlobField.rawSize) rawSize = reader.unsigned("a blob's raw size", MAX_BLOB_BYTES);
  }
  if (raw !== null && zlib === null) return raw;
  if (zlib === null || raw !== null) return reader.corrupt("a blob holds no data, or two of them");
  if (rawSize === null) return reader.corrupt("a zlib blob does not say its raw size");
  return inflateExactly(zlib, rawSize, where);
}

function inflateExactly(zlib: Uint8Array, rawSize: number, where: string): Uint8Array {
  const inflated = tryInflate(zlib, rawSize, where);
  if (inflated.length === rawSize) return inflated;
  throw new InputError(
    "osm.blob.size",
    where,
    `a blob inflates to ${inflated.length} bytes, expected the ${rawSize} that it declares`,
  );
}

function tryInflate(zlib: Uint8Array, rawSize: number, where: string): Uint8Array {
  try {
    return inflateSync(zlib, {
      maxOutputLength: Math.max(rawSize, 1),
      // One byte of spare room, so that zlib sees the end of the data without a second chunk.
      chunkSize: Math.max(rawSize + 1, MIN_CHUNK_BYTES),
    });
  } catch (error) {
    return refuseInflation(error, rawSize, where);
  }
}

function refuseInflation(error: unknown, rawSize: number, where: string): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ERR_BUFFER_TOO_LARGE") {
    throw new InputError(
      "osm.blob.size",
      where,
      `a blob inflates beyond the ${rawSize} bytes that it declares`,
      {
        cause: error,
      },
    );
  }
  throw new InputError("osm.blob.inflate", where, `a blob cannot be inflated: ${message}`, { cause: error });
}

function refuseCompression(name: string, where: string): never {
  throw new InputError(
    "osm.blob.compression",
    where,
    `a blob is compressed with ${name}, expected zlib or none: convert the file with osmium cat -f pbf`,
  );
}
