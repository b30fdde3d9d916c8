import { read, readSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";

/** One read or write call moves at most this much; the system's own limit is 2 GiB. */
const CHUNK_BYTES = 1 << 28;
/** What is summed as it is read: little enough to be in the processor's cache still. */
const SUMMED_BYTES = 1 << 20;

/** Writes all of the bytes at a place of a file. */
export function writeFully(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(CHUNK_BYTES, bytes.length - done), position + done);
  }
}

/** Reads as many bytes as there is room for, or as there are. */
export function readFully(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const got = readSync(file, bytes, done, Math.min(CHUNK_BYTES, bytes.length - done), position + done);
    if (got === 0) return;
    done += got;
  }
}

/** Reads likewise, and returns the CRC-32 of all. */
export function readSummed(file: number, bytes: Uint8Array, position: number): number {
  let sum = 0;
  for (let done = 0; done < bytes.length; done += SUMMED_BYTES) {
    const part = bytes.subarray(done, done + SUMMED_BYTES);
    readFully(file, part, position + done);
    sum = crc32(part, sum);
  }
  return sum;
}

const readAsync = promisify(read);

/** Reads likewise, without blocking the thread. */
export async function loadSummed(file: number, bytes: Uint8Array, position: number): Promise<number> {
  let sum = 0;
  for (let done = 0; done < bytes.length; done += SUMMED_BYTES) {
    const part = bytes.subarray(done, done + SUMMED_BYTES);
    await loadFully(file, part, position + done);
    sum = crc32(part, sum);
  }
  return sum;
}

async function loadFully(file: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await readAsync(file, bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}
