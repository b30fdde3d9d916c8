import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 1 << 22;

/** SHA-256 of a file in hexadecimal and its length, read in pieces. */
export function hashFile(path: string): { sha256: string; bytes: number } {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, "r");
  try {
    let bytes = 0;
    for (;;) {
      const got = readSync(file, chunk, 0, CHUNK_BYTES, bytes);
      if (got === 0) return { sha256: hash.digest("hex"), bytes };
      hash.update(chunk.subarray(0, got));
      bytes += got;
    }
  } finally {
    closeSync(file);
  }
}
