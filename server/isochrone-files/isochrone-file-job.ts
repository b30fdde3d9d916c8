import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";

import { countedStructures, openIsochronePool } from "../../data/export/isochrones/draw-isochrones.ts";
import {
  type PackedIsochrones,
  type PackFormat,
  packIsochrones,
  PackTooLargeError,
} from "../../data/export/isochrones/pack-isochrones.ts";
import { selectionParameters } from "../../isochrones/accessibility/selection.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Task } from "../../workers/task-module.ts";
import type { JobProgress, JobResult } from "../jobs/job.ts";
import { originOf } from "../public-data.ts";
import { type SharedDataset, studyOfShared } from "../questions/shared-dataset.ts";
import type { IsochroneFile } from "../schemas/isochrone-job-answers.ts";
import { structuresIn } from "../structures/structures-in.ts";
import { tooLargeFile } from "./too-large-file.ts";

/** What a job of all isochrones is about: plain JSON, the same for equal questions. */
export interface IsochroneFileQuestion {
  readonly territory: string;
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly format: PackFormat;
  readonly selection: StructureSelection;
}

/** A result is in memory, and in a database where there is one: a région of a dozen départements has a few megabytes. */
export const MOST_FILE_BYTES = 48 * 1024 * 1024;
/** A cancelled job has a second to notice. */
const LOOK_MILLISECONDS = 100;

/**
 * Draws the isochrones of all structures of a territory into one file, compressed by gzip, by threads of its own that end with
 * it. Rejects with `RequestError` (`isochrones.too_large`) where that would be too long.
 */
export async function drawIsochroneFile(input: Uint8Array, task: Task<SharedDataset>): Promise<JobResult> {
  const study = studyOfShared(task.shared);
  // It was written by `readIsochroneBody`.
  const question = JSON.parse(new TextDecoder().decode(input)) as IsochroneFileQuestion;
  const { format, minutes, territory, selection } = question;
  const { dataset } = study;
  const inside = new Set(structuresIn(dataset, study.territory(territory)));
  const structures = countedStructures(dataset, selection).filter(({ index }) =>
    inside.has(dataset.structures[index]),
  );
  const tell = (done: number, total: number): void =>
    task.tell({ stage: "isochrones", done, total } satisfies JobProgress);
  tell(0, structures.length);
  const stop = new AbortController();
  const look = setInterval(() => {
    if (task.isCancelled()) stop.abort(new Error("cancelled"));
  }, LOOK_MILLISECONDS);
  const pool = openIsochronePool(dataset, drawingThreads());
  try {
    const packed = await packIsochrones(pool, dataset, structures, {
      format,
      members: originOf(dataset, {
        territory,
        minutes: minutes.map(String),
        direction: "arrival",
        ...selectionParameters(selection),
      }),
      mostBytes: MOST_FILE_BYTES,
      minutes,
      signal: stop.signal,
      onProgress: tell,
    });
    const json = new TextEncoder().encode(JSON.stringify(summaryOf(packed, question)));
    task.transfer(packed.bytes.buffer, json.buffer);
    return { json, [format]: packed.bytes };
  } catch (error) {
    throw error instanceof PackTooLargeError ? tooLargeFile(question, MOST_FILE_BYTES) : error;
  } finally {
    clearInterval(look);
    await pool.close();
  }
}

/** One core is left for those who talk to clients; none beside the caller's where that is a test's. */
function drawingThreads(): number {
  return isMainThread ? 0 : Math.max(1, availableParallelism() - 1);
}

function summaryOf(
  { drawn, failed, bytes, plainBytes }: PackedIsochrones,
  { format, minutes }: IsochroneFileQuestion,
): IsochroneFile {
  return {
    format,
    structures: drawn,
    features: drawn * minutes.length,
    bytes: plainBytes,
    compressedBytes: bytes.length,
    failed: failed.map(({ structure: { id, name } }) => ({ id, name })),
  };
}
