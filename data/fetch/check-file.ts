import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

import { kindName, readFileStart } from "../file-kind.ts";
import { readGeojsonFeatures } from "../geojson-features.ts";
import { InputError } from "../input-error.ts";
import { DataIssues } from "../issues.ts";
import { PbfFile } from "../osm/pbf/pbf-reader.ts";
import { CellRows } from "../population/cell-rows.ts";
import { readGridFile } from "../population/grid-files.ts";
import { SILENT, stopIfAborted } from "../progress.ts";
import { readRecords } from "../structures/records.ts";
import { communeCodeOf } from "../territories/commune-shapes.ts";
import type { SourceFormat } from "./sources.ts";

/** Hashes of a file as it lies on the disk. */
export interface FileHashes {
  readonly sha256: string;
  readonly md5: string;
}

/**
 * Reads enough of a file to know that it is what it should be, and whole: of roads every blob's place, of a grid every
 * cell (its archive's checksums with them), of outlines every feature and its code, of a list every line.
 *
 * @returns the day of what it holds, ISO 8601, where the file tells
 * @throws InputError of the format's reader
 */
export async function checkFile(
  path: string,
  format: SourceFormat,
  signal?: AbortSignal,
): Promise<string | null> {
  switch (format) {
    case "osm-pbf":
      return checkRoads(path, signal);
    case "structures-csv":
      await checkStructures(path, signal);
      return null;
    case "grid-zip":
      await checkGrid(path, signal);
      return null;
    case "geojson-gz":
      await checkOutlines(path, signal);
      return null;
  }
}

/** Reads a file once for both: what Geofabrik publishes is MD5. */
export async function hashesOf(
  path: string,
  signal?: AbortSignal,
  onBytes: (done: number) => void = () => {},
): Promise<FileHashes> {
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    stopIfAborted(signal);
    sha256.update(chunk);
    md5.update(chunk);
    done += chunk.length;
    onBytes(done);
  }
  return { sha256: sha256.digest("hex"), md5: md5.digest("hex") };
}

async function checkRoads(path: string, signal?: AbortSignal): Promise<string | null> {
  const pbf = await PbfFile.open(path);
  try {
    await countOf(pbf.blobs({ signal }), signal);
    const { replicationTimestamp } = pbf.header;
    return replicationTimestamp === null
      ? null
      : new Date(replicationTimestamp * 1000).toISOString().slice(0, 10);
  } finally {
    await pbf.close();
  }
}

async function checkStructures(path: string, signal?: AbortSignal): Promise<void> {
  const issues = new DataIssues();
  if ((await countOf(readRecords(path, { issues, signal }), signal)) === 0) {
    throw new InputError("fetch.structures.empty", basename(path), "no row, expected a list of structures");
  }
}

async function checkGrid(path: string, signal?: AbortSignal): Promise<void> {
  const name = basename(path);
  const { kind } = await readFileStart(path);
  if (kind !== "zip") {
    throw new InputError("fetch.zip.foreign", name, `${kindName(kind)}, expected a ZIP archive of CSV files`);
  }
  const issues = new DataIssues();
  const options = { issues, progress: SILENT, ...(signal === undefined ? {} : { signal }) };
  await readGridFile(path, new CellRows(issues), options);
}

async function checkOutlines(path: string, signal?: AbortSignal): Promise<void> {
  let count = 0;
  for await (const feature of readGeojsonFeatures(path, signal)) {
    communeCodeOf(feature);
    count++;
  }
  if (count === 0) {
    throw new InputError("fetch.outlines.none", basename(path), "no feature, expected outlines of communes");
  }
}

/** Reads to the end, and keeps nothing. */
async function countOf(items: AsyncIterable<unknown>, signal: AbortSignal | undefined): Promise<number> {
  const iterator = items[Symbol.asyncIterator]();
  let count = 0;
  while ((await iterator.next()).done !== true) {
    stopIfAborted(signal);
    count++;
  }
  return count;
}
