import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { NearestTimes } from "./engine.ts";

const MAGIC = "TRENTE-TIMES-1\n";
const HASH_BYTES = 32;
/** An engine's roads may have changed since: what is older is computed again. */
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Blocks of cell times that a long computation has finished, on disk, so that it goes on after an interruption.
 * Each is written aside and renamed; one that is cut, altered or a day old is as if it were absent.
 */
export class UnfinishedWork {
  readonly directory: string;

  /**
   * @param root folder of all unfinished work
   * @param question everything that the times depend on: another question is other work
   */
  constructor(root: string, question: readonly (string | Uint8Array)[]) {
    const hash = createHash("sha256");
    for (const part of question) hash.update(`${part.length}:`).update(part);
    this.directory = join(root, hash.digest("hex").slice(0, 24));
  }

  /** null where the block is still to be computed. */
  async read(block: number, count: number): Promise<NearestTimes | null> {
    const path = this.#pathOf(block);
    let bytes: Buffer;
    try {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > KEPT_MILLISECONDS) return null;
      bytes = await readFile(path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const body = bytes.subarray(MAGIC.length + HASH_BYTES);
    const head = Buffer.concat([Buffer.from(MAGIC), hashOf(body)]);
    if (!bytes.subarray(0, head.length).equals(head) || body.length !== count * 8) return null;
    const values = new Uint32Array(count * 2);
    for (let i = 0; i < values.length; i++) values[i] = body.readUInt32LE(i * 4);
    return { deciseconds: values.slice(0, count), nearest: values.slice(count) };
  }

  async write(block: number, { deciseconds, nearest }: NearestTimes): Promise<void> {
    const body = Buffer.alloc((deciseconds.length + nearest.length) * 4);
    [...deciseconds, ...nearest].forEach((value, index) => body.writeUInt32LE(value, index * 4));
    await mkdir(this.directory, { recursive: true });
    const path = this.#pathOf(block);
    const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      await writeFile(aside, Buffer.concat([Buffer.from(MAGIC), hashOf(body), body]));
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  /** The work is done: takes away what was kept of it, and the folder of all work where it is empty. */
  async clear(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
    try {
      await rmdir(join(this.directory, ".."));
    } catch (error) {
      if (!isMissing(error) && !isFull(error)) throw error;
    }
  }

  #pathOf(block: number): string {
    return join(this.directory, `${String(block).padStart(7, "0")}.times`);
  }
}

function hashOf(body: Uint8Array): Buffer {
  return createHash("sha256").update(body).digest();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");
}
