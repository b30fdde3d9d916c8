import { crc32 } from "node:zlib";

import type { Entry, ZipFile } from "yauzl";
import { openPromise } from "yauzl";

import { InputError } from "../input-error.ts";
import { bounded } from "./inflation.ts";

const STORED = 0;
const DEFLATED = 8;

/** A file inside a zip archive. */
export interface ZipMember {
  /** The archive's name, then the member's: `grille.zip/met.csv`. */
  readonly name: string;
  /** Its decompressed bytes, to be read before the next member is asked for. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Their number, as the archive declares it; reading fails where that is wrong. */
  readonly bytes: number;
}

/**
 * The files of a zip archive, in its own order; folders and macOS resource forks are left aside.
 *
 * Throws `InputError` for an archive that is cut or altered (sizes and checksums are verified), and for a member
 * that is encrypted or compressed otherwise than by deflate.
 *
 * @param archive file name, for errors
 */
export async function* zipMembers(path: string, archive: string): AsyncGenerator<ZipMember> {
  const zip = await openZip(path, archive);
  try {
    for await (const entry of entries(zip, archive)) {
      if (entry.fileName.endsWith("/") || entry.fileName.startsWith("__MACOSX/")) continue;
      const name = `${archive}/${entry.fileName}`;
      checkReadable(entry, name);
      const chunks = bounded(memberChunks(zip, entry, name), entry.compressedSize, name);
      yield { name, chunks, bytes: entry.uncompressedSize };
    }
  } finally {
    zip.close();
  }
}

async function openZip(path: string, archive: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw broken(archive, error);
  }
}

async function* entries(zip: ZipFile, archive: string): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw broken(archive, error);
  }
}

function checkReadable(entry: Entry, name: string): void {
  if (entry.isEncrypted()) {
    throw new InputError(
      "population.zip.encrypted",
      name,
      "got an encrypted member, expected an archive without password",
    );
  }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new InputError(
      "population.zip.method",
      name,
      `got compression method ${entry.compressionMethod}, expected deflate (8) or none (0)`,
    );
  }
}

async function* memberChunks(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Buffer> {
  let checksum = 0;
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw broken(name, error);
  }
  if (checksum !== entry.crc32) throw broken(name, new Error("its checksum is not the declared one"));
}

function broken(name: string, cause: unknown): InputError {
  const why = cause instanceof Error ? cause.message : "not readable";
  return new InputError(
    "population.zip.broken",
    name,
    `got a cut or altered zip archive (${why}), expected a whole one`,
    { cause },
  );
}
