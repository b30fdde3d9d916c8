import { closeSync, fsyncSync, openSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { InputError } from "../input-error.ts";
import { checkFile, hashesOf } from "./check-file.ts";
import type { FetchedFile } from "./fetched-folder.ts";
import { PartFile } from "./part-file.ts";
import { type Patience, withPatience } from "./patience.ts";
import { publishedChecksum } from "./published-checksum.ts";
import type { Site } from "./site.ts";
import { WrongAnswer } from "./site-errors.ts";
import type { FetchSource } from "./sources.ts";
import { transfer } from "./transfer.ts";
import { flushFolder } from "../durable.ts";

/** Reading so much again takes long enough to be told. */
const LARGE_BYTES = 2e8;

/** How a whole file came to be there. */
export type Arrival = "downloaded" | "resumed" | "unchanged" | "by-hand";

export interface Arrived {
  readonly file: FetchedFile;
  readonly arrival: Arrival;
  /** Of a resumed file, how much was there before: 0 to 1. */
  readonly resumedShare: number;
}

export interface DownloadWork {
  readonly source: FetchSource;
  readonly directory: string;
  /** What is recorded of the file that is there. */
  readonly recorded: FetchedFile | null;
  readonly site: Site;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (done: number, total: number) => void;
  /** Hears in French what is worth a line. */
  readonly tell: (text: string) => void;
  /** Called when a new file has its place, before its traces of downloading go. */
  readonly onWhole: (file: FetchedFile) => void;
  /** Called when what is in its place is neither the recorded file nor one that can be read. */
  readonly onSpoilt: () => void;
}

/**
 * Brings one file up to date: asks whether there is a newer one, downloads it aside, verifies it, and renames it into
 * its place. At any moment that place holds the old file whole, the new one whole, or nothing if it never did.
 *
 * @throws FetchTrouble in French where it cannot be had; InputError `fetch.disk_full`, and `fetch.folder.not_a_file`
 * where something else, such as a folder, has its name
 */
export async function download(work: DownloadWork): Promise<Arrived> {
  const { source, directory, tell } = work;
  const place = join(directory, source.file);
  const part = new PartFile(place);
  const recorded = adopted(work, part) ?? work.recorded;
  const state = await stateOf(place, recorded, work.signal);
  if (state === "same" && recorded?.byHand === true) return arrivedByHand(recorded, part);
  if (state === "other") {
    try {
      return arrivedByHand(await describeByHand(work, place), part);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      work.onSpoilt();
      tell(`${source.file} : le fichier qui est là ne se lit pas (${error.message}), un autre est demandé.`);
    }
  }
  const earlier = state === "same" ? recorded : null;
  return bring(work, part, earlier);
}

/** A file put by hand; what had come of a download in its stead, gigabytes maybe, is of no more use. */
function arrivedByHand(file: FetchedFile, part: PartFile): Arrived {
  part.remove();
  return { file, arrival: "by-hand", resumedShare: 1 };
}

/** What was verified and renamed just before the process was killed, and is not recorded yet. */
function adopted({ source, directory, onWhole }: DownloadWork, part: PartFile): FetchedFile | null {
  const origin = part.origin;
  const place = join(directory, source.file);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (origin?.verified === undefined || part.isThere || stat?.size !== origin.verified.bytes) return null;
  const { verified, ...from } = origin;
  const file = fileOf(source, { ...from, ...verified, fetchedAt: stat.mtime.toISOString() });
  onWhole(file);
  part.forgetOrigin();
  return file;
}

/** Whether the file that is there is the recorded one. Its bytes are read only where its date is younger. */
async function stateOf(
  place: string,
  recorded: FetchedFile | null,
  signal: AbortSignal | undefined,
): Promise<"none" | "same" | "other"> {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return "none";
  if (!stat.isFile()) {
    const what = "got a folder or another thing that is no file, expected a file or nothing";
    throw new InputError("fetch.folder.not_a_file", place, what);
  }
  if (recorded === null || stat.size !== recorded.bytes) return "other";
  if (stat.mtimeMs <= Date.parse(recorded.fetchedAt) + 1) return "same";
  return (await hashesOf(place, signal)).sha256 === recorded.sha256 ? "same" : "other";
}

/** @throws InputError where the file is not what it should be */
async function describeByHand(work: DownloadWork, place: string): Promise<FetchedFile> {
  const { source, signal, onWhole } = work;
  const day = await checkFile(place, source.format, signal);
  const { sha256 } = await hashesOf(place, signal);
  const file = fileOf(source, {
    sha256,
    bytes: statSync(place).size,
    finalAddress: source.address,
    etag: null,
    lastModified: null,
    vintage: day ?? source.vintage,
    fetchedAt: new Date().toISOString(),
    byHand: true,
  });
  onWhole(file);
  return file;
}

/** Downloads and verifies; once more from the beginning where the whole is not what it should be. */
async function bring(work: DownloadWork, part: PartFile, earlier: FetchedFile | null): Promise<Arrived> {
  for (let isLast = false; ; isLast = true) {
    const { isUnchanged, resumedFrom } = await receiveWhole(work, part, earlier);
    if (isUnchanged && earlier !== null) {
      work.onBytes(earlier.bytes, earlier.bytes);
      return { file: earlier, arrival: "unchanged", resumedShare: 1 };
    }
    const trouble = await troubleOf(work, part);
    if (typeof trouble !== "string") {
      const file = putInPlace(work, part, trouble);
      const arrival = resumedFrom > 0 ? "resumed" : "downloaded";
      return { file, arrival, resumedShare: resumedFrom / file.bytes };
    }
    part.remove();
    if (isLast) throw new WrongAnswer(trouble);
    work.tell(`${work.source.file} : ${trouble} ; il est demandé encore une fois.`);
  }
}

/** All bytes of the part, over as many tries as it takes. */
async function receiveWhole(
  work: DownloadWork,
  part: PartFile,
  earlier: FetchedFile | null,
): Promise<{ readonly isUnchanged: boolean; readonly resumedFrom: number }> {
  const { source, site, patience, signal, tell, onBytes } = work;
  const redirects = new Set<string>();
  let resumedFrom = -1;
  const { isUnchanged } = await withPatience({
    patience,
    signal,
    bytes: () => part.bytes,
    attempt: async () => {
      const transferred = await transfer(site, {
        source,
        part,
        earlier,
        stallMilliseconds: patience.stallMilliseconds,
        onBytes: (done, total) => {
          // What an earlier run left, not what an earlier try of this one did.
          if (resumedFrom < 0) resumedFrom = done;
          onBytes(done, total ?? Math.max(done, source.bytes));
        },
        onRedirect: (to) => {
          if (redirects.has(to)) return;
          redirects.add(to);
          tell(`${source.file} : l’adresse officielle renvoie à ${to}`);
        },
      });
      if (resumedFrom < 0) resumedFrom = transferred.resumedFrom;
      return transferred;
    },
    onRetry: (trouble, pause) => {
      const seconds = Math.ceil(pause / 1000);
      tell(`${source.file} : ${trouble.message} ; nouvel essai dans ${seconds} s.`);
    },
  });
  return { isUnchanged, resumedFrom: Math.max(0, resumedFrom) };
}

/** What a part is once verified. */
interface Verified {
  readonly sha256: string;
  readonly bytes: number;
  readonly vintage: string;
}

/** What is wrong with a whole part, in French; or what it is. */
async function troubleOf(work: DownloadWork, part: PartFile): Promise<string | Verified> {
  const { source, site, signal, tell } = work;
  if (part.bytes > LARGE_BYTES) tell(`${source.file} : reçu, il est vérifié.`);
  const hashes = await hashesOf(part.path, signal);
  const published = await publishedChecksum(site, source, part.origin?.finalAddress ?? source.address);
  if (published !== null && published !== hashes.md5) {
    return `la somme de contrôle publiée (${published}) n’est pas celle du fichier reçu (${hashes.md5})`;
  }
  if (published === null && source.checksum !== null) {
    tell(`${source.file} : la somme de contrôle publiée n’a pu être lue, le fichier est vérifié sans elle.`);
  }
  try {
    const day = await checkFile(part.path, source.format, signal);
    const { bytes } = part;
    if (Math.abs(bytes / source.bytes - 1) > source.tolerance) {
      const expected = (source.bytes / 1e6).toLocaleString("fr", { maximumFractionDigits: 1 });
      tell(`${source.file} : ${bytes} octets, loin des ${expected} Mo attendus ; le fichier se lit.`);
    }
    return {
      sha256: hashes.sha256,
      bytes,
      vintage: day ?? vintageOf(source, part.origin?.lastModified),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `le fichier reçu ne se lit pas (${error.message.replace(".part", "")})`;
  }
}

function putInPlace(work: DownloadWork, part: PartFile, verified: Verified): FetchedFile {
  const { source, directory, onWhole } = work;
  const place = join(directory, source.file);
  const origin = part.origin;
  const from = origin ?? {
    address: source.address,
    finalAddress: source.address,
    etag: null,
    lastModified: null,
    total: verified.bytes,
  };
  part.remember({ ...from, verified });
  syncFile(part.path);
  renameSync(part.path, place);
  flushFolder(dirname(place));
  const file = fileOf(source, { ...from, ...verified, fetchedAt: new Date().toISOString() });
  onWhole(file);
  part.forgetOrigin();
  return file;
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

type Known = Omit<FetchedFile, "role" | "id" | "file" | "address" | "byHand"> & { readonly byHand?: boolean };

function fileOf(source: FetchSource, known: Known): FetchedFile {
  const { sha256, bytes, finalAddress, etag, lastModified, vintage, fetchedAt, byHand = false } = known;
  const { role, id, file, address } = source;
  return {
    role,
    id,
    file,
    sha256,
    bytes,
    address,
    finalAddress,
    etag,
    lastModified,
    vintage,
    fetchedAt,
    byHand,
  };
}

/** By a `Last-Modified` header, where the file at the address is replaced by newer ones. */
function vintageOf({ kind, vintage }: FetchSource, date: string | null | undefined): string {
  const time = Date.parse(date ?? "");
  if (kind === "dated" || Number.isNaN(time)) return vintage;
  return new Date(time).toISOString().slice(0, 10);
}
