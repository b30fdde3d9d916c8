import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

import { InputError } from "../input-error.ts";

const CHUNK_BYTES = 1 << 18;
/** Grids shrink 4 to 15 times under deflate; its own ceiling, reached by nothing but repetition, is 1 032. */
const MOST_EXPANSION = 200;
/** A small file may expand this far whatever its ratio. */
const FREE_BYTES = 64 * 2 ** 20;
const MOST_BYTES = 8 * 2 ** 30;

/**
 * Passes decompressed bytes on until they are more than a grid of that compressed size can hold, then throws
 * `InputError`: a bomb costs time in proportion to its file, and never memory.
 *
 * @param name of the file, for the error
 */
export async function* bounded(
  chunks: AsyncIterable<Buffer>,
  compressedBytes: number,
  name: string,
): AsyncGenerator<Buffer> {
  const most = Math.min(Math.max(FREE_BYTES, compressedBytes * MOST_EXPANSION), MOST_BYTES);
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > most) {
      throw new InputError(
        "population.inflation",
        name,
        `got more than ${most} bytes out of ${compressedBytes} compressed ones, expected a population grid`,
      );
    }
    yield chunk;
  }
}

/**
 * The bytes of a file as they are.
 *
 * @param onRead told how many bytes of the file have been read so far
 */
export async function* fileChunks(path: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    onRead(total);
    yield chunk;
  }
}

/**
 * The decompressed bytes of a gzip file, not bounded. Throws `InputError` where it is cut or altered.
 *
 * @param name of the file, for the error
 * @param onRead told how many bytes of the file have been read so far
 */
export async function* gunzipChunks(
  path: string,
  name: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The errors of both come out of the loop below.
  pipeline(file, gunzip, () => undefined);
  const cut = (error: unknown): InputError => {
    const why = error instanceof Error ? error.message : "not readable";
    return new InputError(
      "population.gzip.broken",
      `${name}@${file.bytesRead}`,
      `got a cut or altered gzip file (${why}), expected a whole one`,
      { cause: error },
    );
  };
  for await (const chunk of translated(gunzip, cut)) {
    onRead(file.bytesRead);
    yield chunk;
  }
}

/** The same bytes; an error of their stream, not one of those who read it, becomes another. */
async function* translated(
  chunks: AsyncIterable<Buffer>,
  toError: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw toError(error);
  }
}
