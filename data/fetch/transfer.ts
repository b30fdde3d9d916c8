import { statfsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";

import { InputError } from "../input-error.ts";
import { type PartFile, type PartOrigin, validatorOf } from "./part-file.ts";
import { RateWatch } from "./rate-watch.ts";
import type { Site, SiteAnswer } from "./site.ts";
import { nextChunk, SiteTrouble, WrongAnswer } from "./site-errors.ts";
import type { FetchSource } from "./sources.ts";

/** What an earlier whole file was. */
export type Earlier = Pick<PartOrigin, "etag" | "lastModified">;

export interface Transfer {
  readonly source: FetchSource;
  readonly part: PartFile;
  /** The whole file that is there, to ask whether there is a newer one; null where there is none. */
  readonly earlier: Earlier | null;
  /** Hears how many bytes of how many are there. */
  readonly onBytes: (done: number, total: number | null) => void;
  /** Hears where redirects led. */
  readonly onRedirect: (finalAddress: string) => void;
  /** How long a site may bring next to nothing. */
  readonly stallMilliseconds: number;
}

export interface Transferred {
  readonly isUnchanged: boolean;
  /** Bytes of the part that were there before. */
  readonly resumedFrom: number;
}

/** Bytes that tell a page from a file. */
const HEAD_BYTES = 512;
/** A file may grow over the years, and not to so many times what is expected. */
const MOST_TIMES = 20;
const PARTIAL = 206;
const NOT_MODIFIED = 304;
const RANGE_NOT_SATISFIABLE = 416;

/**
 * Once: asks for what is missing of a part and adds it. The part is whole when this returns, as far as lengths tell.
 *
 * @throws SiteTrouble where another try may end better (a site that falls silent, or whose answer comes in drops), other
 * FetchTrouble where it will not (a page, an answer that does not end); InputError
 * `fetch.disk_full` where the disk takes no more: what is there stays
 */
export async function transfer(site: Site, work: Transfer): Promise<Transferred> {
  const { source, part, earlier } = work;
  const from = resumableBytes(part, source.address);
  const origin = part.origin;
  // Killed between its last byte and its check.
  if (origin !== null && from > 0 && origin.total === from) return { isUnchanged: false, resumedFrom: from };
  const answer = await site.ask({
    address: source.address,
    headers: from > 0 && origin !== null ? rangeOf(from, origin) : conditionsOf(earlier),
    browserAgent: source.browserAgent,
  });
  if (answer.finalAddress !== source.address) work.onRedirect(answer.finalAddress);
  if (answer.status === NOT_MODIFIED) {
    await answer.body.dump();
    if (from > 0 || earlier === null)
      throw new WrongAnswer("le site dit « inchangé » de ce qu’on n’a pas (HTTP 304)");
    return { isUnchanged: true, resumedFrom: 0 };
  }
  const isGoingOn = answer.status === PARTIAL;
  if (answer.status === RANGE_NOT_SATISFIABLE || (isGoingOn && !continues(answer, from, origin))) {
    answer.body.destroy();
    part.remove();
    throw new SiteTrouble("la suite que le site propose est d’un autre fichier : il est repris du début");
  }
  await receive(answer, work, isGoingOn ? from : 0);
  return { isUnchanged: false, resumedFrom: isGoingOn ? from : 0 };
}

function resumableBytes(part: PartFile, address: string): number {
  const { origin, bytes } = part;
  if (origin === null || origin.address !== address) return 0;
  const isPossible = origin.total === null || bytes <= origin.total;
  const isWhole = origin.total === bytes;
  return isPossible && (isWhole || validatorOf(origin) !== null) ? bytes : 0;
}

function rangeOf(from: number, origin: PartOrigin): Record<string, string> {
  const validator = validatorOf(origin);
  return validator === null ? {} : { range: `bytes=${from}-`, "if-range": validator };
}

function conditionsOf(earlier: Earlier | null): Record<string, string> {
  if (earlier === null) return {};
  return {
    ...(earlier.etag === null ? {} : { "if-none-match": earlier.etag }),
    ...(earlier.lastModified === null ? {} : { "if-modified-since": earlier.lastModified }),
  };
}

/** Whether a 206 holds what follows the part: some servers know ranges and not `If-Range`. */
function continues(answer: SiteAnswer, from: number, origin: PartOrigin | null): boolean {
  const range = contentRangeOf(answer);
  if (from === 0 || origin === null || range === null || range.start !== from) return false;
  if (range.total !== null && origin.total !== null && range.total !== origin.total) return false;
  const etag = answer.header("etag");
  if (etag !== null && origin.etag !== null) return etag === origin.etag;
  const date = answer.header("last-modified");
  return date === null || origin.lastModified === null || date === origin.lastModified;
}

/** What a 206 says that it holds: its first byte, and the bytes of the whole file where that is told. */
function contentRangeOf(
  answer: SiteAnswer,
): { readonly start: number; readonly total: number | null } | null {
  const told = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(answer.header("content-range") ?? "");
  if (told === null) return null;
  return { start: Number(told[1]), total: told[2] === "*" ? null : Number(told[2]) };
}

/** Writes a body behind what the part holds, or in its place. */
async function receive(answer: SiteAnswer, work: Transfer, from: number): Promise<void> {
  const { source, part } = work;
  const total =
    from > 0 ? (part.origin?.total ?? contentRangeOf(answer)?.total ?? null) : totalOf(answer, source);
  try {
    if (total !== null && total > mostBytesOf(source)) throw tooLarge(source);
    const chunks = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = await nextChunk(chunks);
    // Before the part is emptied: a page in its stead is no reason to lose what has come.
    if (from === 0 && first !== null) refusePage(first);
    // What a part of another version takes is given back as it is emptied.
    checkSpace(part.path, total === null ? 0 : total - part.bytes);
    // Emptied before its origin is written: bytes of one version never stand under the name of another.
    const file = await open(part.path, from > 0 ? "r+" : "w");
    try {
      if (from === 0) part.remember(originOf(answer, source, total));
      const done = await append(file, work, { first, chunks, from, total });
      await file.sync();
      if (total !== null && done !== total) throw new SiteTrouble(`il est venu ${done} octets sur ${total}`);
    } finally {
      await file.close();
    }
  } catch (error) {
    // Whatever else happens, the connection is given back.
    answer.body.destroy();
    throw asDiskTrouble(error, part.path);
  }
}

function originOf(answer: SiteAnswer, source: FetchSource, total: number | null): PartOrigin {
  return {
    address: source.address,
    finalAddress: answer.finalAddress,
    etag: answer.header("etag"),
    lastModified: answer.header("last-modified"),
    total,
  };
}

/** null where the site does not tell. @throws WrongAnswer for a body in another encoding than the file's own */
function totalOf(answer: SiteAnswer, source: FetchSource): number | null {
  const encoding = answer.header("content-encoding") ?? "identity";
  // Some sites announce so what is a gzip file in itself.
  const isOwn = encoding === "identity" || (encoding === "gzip" && source.format === "geojson-gz");
  if (!isOwn) {
    answer.body.destroy();
    throw new WrongAnswer(`le site envoie le fichier compressé (${encoding}) sans qu’on l’ait demandé`);
  }
  const length = answer.header("content-length");
  return length !== null && /^\d+$/u.test(length) ? Number(length) : null;
}

interface Body {
  readonly first: Buffer | null;
  /** What follows it. */
  readonly chunks: AsyncIterator<Buffer>;
  readonly from: number;
  readonly total: number | null;
}

/** @returns how many bytes the part holds then */
async function append(file: FileHandle, work: Transfer, body: Body): Promise<number> {
  const { source, part, stallMilliseconds } = work;
  const watch = new RateWatch(stallMilliseconds);
  const most = mostBytesOf(source);
  let done = body.from;
  work.onBytes(done, body.total);
  for (let chunk = body.first; chunk !== null; chunk = await nextChunk(body.chunks)) {
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await file.write(chunk, at, chunk.length - at, done);
      at += bytesWritten;
      done += bytesWritten;
    }
    work.onBytes(done, body.total);
    watch.received(chunk.length);
    if (done > most) {
      part.remove();
      throw tooLarge(source);
    }
  }
  return done;
}

/** Beyond, an answer may have no end, and would fill the disk. */
function mostBytesOf(source: FetchSource): number {
  return MOST_TIMES * source.bytes;
}

function tooLarge(source: FetchSource): WrongAnswer {
  const most = (mostBytesOf(source) / 1e6).toLocaleString("fr", { maximumFractionDigits: 1 });
  return new WrongAnswer(`le site envoie plus de ${most} Mo, ${MOST_TIMES} fois ce qui est attendu`);
}

/** Sites that are being repaired, and networks that want a password first, answer with a page and status 200. */
function refusePage(chunk: Buffer): void {
  const text = chunk.toString("latin1", 0, HEAD_BYTES).replace("\u00EF\u00BB\u00BF", "").trimStart();
  if (!text.startsWith("<")) return;
  const title = /<title[^>]*>\s*([^<]{1,80})/iu
    .exec(Buffer.from(text, "latin1").toString("utf8"))?.[1]
    ?.trim();
  const told = title === undefined ? "" : ` (« ${title} »)`;
  throw new WrongAnswer(`le site a répondu par une page${told} au lieu du fichier`);
}

const DISK_CODES: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

function isFromSystem(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return false;
  return error.syscall === "write" || error.syscall === "open" || error.syscall === "fsync";
}

function asDiskTrouble(error: unknown, path: string): unknown {
  if (!isFromSystem(error) || !DISK_CODES.has(error.code)) return error;
  return diskFull(path, `the disk is full (${error.code})`, error);
}

function diskFull(path: string, what: string, cause?: unknown): InputError {
  const advice = "what is downloaded stays and is gone on with: free space and run the same command again";
  return new InputError("fetch.disk_full", path, `${what}; ${advice}`, { cause });
}

/** Better to be told before a gigabyte has come than after. */
function checkSpace(path: string, bytes: number): void {
  const free = freeBytes(dirname(path));
  if (bytes <= free) return;
  throw diskFull(path, `got ${free} bytes of free space, expected ${bytes} for the rest of this file`);
}

/** What this user may still write to the disk of a folder. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
