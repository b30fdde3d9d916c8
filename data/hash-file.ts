import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

const CHUNK_BYTES = 1 << 22;

/** What names a file by its contents. */
export interface FileHash {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** SHA-256 of a file and its length, read in pieces. */
export function hashFile(path: string): FileHash {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of chunksOf(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/**
 * The same with pauses, in which the process hears what comes.
 *
 * @param onBytes hears how many bytes are done; what it throws ends the work
 */
export async function hashLargeFile(path: string, onBytes: (done: number) => void): Promise<FileHash> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of chunksOf(path)) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes(bytes);
    await setImmediate();
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** The file in pieces, each valid until the next. */
function* chunksOf(path: string): Generator<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, "r");
  try {
    for (let at = 0; ;) {
      const got = readSync(file, chunk, 0, CHUNK_BYTES, at);
      if (got === 0) return;
      at += got;
      yield chunk.subarray(0, got);
    }
  } finally {
    closeSync(file);
  }
}
