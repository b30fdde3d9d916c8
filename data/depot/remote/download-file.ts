import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { BundleFile } from "../../bundle/manifest.ts";
import { flushFolder } from "../../durable.ts";
import { nextChunk, SiteTrouble } from "../../fetch/site-errors.ts";
import { hashLargeFile } from "../../hash-file.ts";
import { InputError } from "../../input-error.ts";
import { ProcessLock } from "../../process-lock.ts";
import type { StoreBody, StoreClient } from "./store-client.ts";

/** How often one looks whether another process has fetched the file. */
const LOOK_MILLISECONDS = 100;

export interface FileWanted extends BundleFile {
  /** Below the store's address. */
  readonly path: string;
  /** Its place, once it is whole and verified. */
  readonly place: string;
}

/**
 * Downloads a file into its place, unless it is there. A beginning that an interrupted download left is gone on with;
 * of several processes that want it one downloads and the others wait.
 *
 * @throws InputError `store.hash` or `store.length` for bytes that are not the file's, and what `StoreClient` throws
 */
export async function downloadFile(
  client: StoreClient,
  wanted: FileWanted,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    if (existsSync(wanted.place)) return;
    const lock = ProcessLock.take(`${wanted.place}.verrou`);
    if (lock instanceof ProcessLock) {
      try {
        if (!existsSync(wanted.place)) await downloadAlone(client, wanted, signal);
        return;
      } finally {
        lock.release();
      }
    }
    await sleep(LOOK_MILLISECONDS, undefined, signal === undefined ? {} : { signal });
  }
}

async function downloadAlone(
  client: StoreClient,
  wanted: FileWanted,
  signal: AbortSignal | undefined,
): Promise<void> {
  const part = `${wanted.place}.part`;
  const before = sizeOf(part);
  if (before > wanted.bytes) rmSync(part);
  const hadBeginning = before > 0 && before <= wanted.bytes;
  await receiveAll(client, wanted, part);
  let trouble = await troubleOf(part, wanted, signal);
  if (trouble !== null && hadBeginning) {
    // What was there may have been the bad part.
    rmSync(part);
    await receiveAll(client, wanted, part);
    trouble = await troubleOf(part, wanted, signal);
  }
  if (trouble !== null) {
    rmSync(part, { force: true });
    throw new InputError("store.hash", client.addressOf(wanted.path), trouble);
  }
  renameSync(part, wanted.place);
  flushFolder(dirname(wanted.place));
}

async function receiveAll(client: StoreClient, wanted: FileWanted, part: string): Promise<void> {
  if (sizeOf(part) === wanted.bytes && existsSync(part)) return;
  await client.download(
    wanted.path,
    () => sizeOf(part),
    async (body) => receive(body, wanted, part, client.addressOf(wanted.path)),
  );
}

/** Adds a body to what is there, or takes its place where the server begins anew. */
async function receive(body: StoreBody, wanted: FileWanted, part: string, where: string): Promise<void> {
  const before = sizeOf(part);
  if (Number.isNaN(body.from) || body.from > before) {
    rmSync(part, { force: true });
    throw new SiteTrouble("la suite proposée n’est pas celle qui manque");
  }
  const file = await open(part, body.from > 0 ? "r+" : "w");
  try {
    const done = await append(file, body, wanted, where);
    await file.sync();
    if (done < wanted.bytes) throw new SiteTrouble(`il est venu ${done} octets sur ${wanted.bytes}`);
  } finally {
    await file.close();
  }
}

async function append(
  file: FileHandle,
  body: StoreBody,
  { bytes }: FileWanted,
  where: string,
): Promise<number> {
  let done = body.from;
  const chunks = body.chunks[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await nextChunk(chunks);
    if (chunk === null) return done;
    if (done + chunk.length > bytes) {
      throw new InputError(
        "store.length",
        where,
        `sends more than the ${bytes} bytes that its manifest names`,
      );
    }
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await file.write(chunk, at, chunk.length - at, done);
      at += bytesWritten;
      done += bytesWritten;
    }
  }
}

/** What is wrong with a whole download, null where it is the file. */
async function troubleOf(
  part: string,
  { sha256 }: FileWanted,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const found = await hashLargeFile(part, () => signal?.throwIfAborted());
  return found.sha256 === sha256
    ? null
    : `got a file of sha256 ${found.sha256}, expected ${sha256} as its manifest says: this store is damaged`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
