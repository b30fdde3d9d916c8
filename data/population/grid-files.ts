import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { basename } from "node:path";

import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import type { Progress } from "../progress.ts";
import { stopIfAborted } from "../progress.ts";
import type { CellRows } from "./cell-rows.ts";
import { fileKind, KIND_BYTES } from "./file-kind.ts";
import { bounded, fileChunks, gunzipChunks } from "./inflation.ts";
import { readTextGrid } from "./text-grid.ts";

const EXPECTED = "expected a population grid of INSEE or Eurostat";

export interface ReadOptions {
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Reads one file into `rows`, whatever holds the grid: CSV, gzipped CSV, a zip of CSV, Parquet, told by its
 * first bytes. All grids of an archive are read; its other members are counted as ignored.
 *
 * Throws `InputError` for anything else, by name and with what to do about it.
 */
export async function readGridFile(path: string, rows: CellRows, options: ReadOptions): Promise<void> {
  const name = basename(path);
  const { head, size } = await readHead(path, name);
  const kind = fileKind(head);
  if (kind === "parquet") {
    // Loaded where there is one: the packages behind take as long to load as a region's grid to read.
    const { readParquetGrid } = await import("./parquet-grid.ts");
    return readParquetGrid(path, name, rows, options.progress, options.signal);
  }
  if (kind === "zip") return readArchive(path, name, rows, options);

  const onRead = (bytes: number): void => {
    stopIfAborted(options.signal);
    options.progress.advance(bytes, size, "octets");
  };
  const chunks =
    kind === "gzip" ? bounded(gunzipChunks(path, name, onRead), size, name) : fileChunks(path, onRead);
  const outcome = await readTextGrid(chunks, name, rows, options.issues);
  if (!outcome.isGrid) {
    throw new InputError("population.header.unknown", `${name}:1`, `got ${outcome.found}, ${EXPECTED}`);
  }
  return undefined;
}

async function readArchive(
  path: string,
  archive: string,
  rows: CellRows,
  { issues, progress, signal }: ReadOptions,
): Promise<void> {
  const { zipMembers } = await import("./zip-members.ts");
  const ignored: string[] = [];
  let grids = 0;
  for await (const member of zipMembers(path, archive)) {
    const chunks = counted(member.chunks, (bytes) => {
      stopIfAborted(signal);
      progress.advance(bytes, member.bytes, "octets");
    });
    const outcome = await readTextGrid(chunks, member.name, rows, issues);
    if (outcome.isGrid) grids++;
    else ignored.push(`${member.name} (${outcome.found})`);
  }
  if (grids === 0) {
    const found = ignored.length === 0 ? "no file" : ignored.join(", ");
    throw new InputError("population.zip.none", archive, `got ${found}, ${EXPECTED} inside`);
  }
  for (const each of ignored) issues.count("population.zip.ignored", "warning", each);
}

async function readHead(path: string, name: string): Promise<{ head: Buffer; size: number }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(KIND_BYTES), 0, KIND_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } catch (error) {
    const why = error instanceof Error ? error.message : "not readable";
    throw new InputError("population.file.unreadable", name, `got no file to read (${why}), ${EXPECTED}`, {
      cause: error,
    });
  } finally {
    await handle?.close();
  }
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    onRead(total);
    yield chunk;
  }
}
