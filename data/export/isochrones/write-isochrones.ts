import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { Provenance } from "../../../isochrones/model/provenance.ts";
import type { StructureSelection } from "../../../isochrones/model/structure.ts";
import { openingWindowWord } from "../../../isochrones/opening-hours/opening-window.ts";
import { PausedError } from "../../paused-error.ts";
import { type Progress, SILENT } from "../../progress.ts";
import {
  countedStructures,
  type DrawingThreads,
  drawParts,
  type FailedStructure,
  openIsochronePool,
} from "./draw-isochrones.ts";
import { IsochroneFolder } from "./isochrone-folder.ts";
import type { StructureToDraw } from "./isochrone-tasks.ts";

export interface WriteIsochronesOptions {
  /** Folder of the result; one that was interrupted is gone on with. */
  readonly out: string;
  /** Bands of each structure. */
  readonly minutes: readonly number[];
  readonly selection?: StructureSelection;
  /** As many as the machine runs at once if not given. */
  readonly threads?: number | undefined;
  /** Threads of `openIsochronePool` that are open already and stay so, instead of `threads` of its own. */
  readonly pool?: DrawingThreads | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** What a folder holds when work on it ends. */
export interface WrittenIsochrones {
  /** Structures that it held before, and those drawn now. */
  readonly found: number;
  readonly drawn: number;
  readonly failed: readonly FailedStructure[];
  /** Rows of times, over all structures. */
  readonly cellCount: number;
  readonly bytes: number;
}

/**
 * Draws the isochrones of all structures that count, on several threads, into a folder: the polygons, the times of the
 * cells within the longest of the minutes, and a manifest. Whatever happens, the folder holds whole structures, each once,
 * and the next call for the same goes on with the others.
 *
 * Throws `InputError` for a folder that will not do, `PausedError` when the signal is aborted.
 */
export async function writeIsochrones(
  dataset: Dataset,
  options: WriteIsochronesOptions,
): Promise<WrittenIsochrones> {
  const { out, minutes, selection = {}, progress = SILENT, signal } = options;
  const counted = countedStructures(dataset, selection);
  const folder = await IsochroneFolder.open(out, provenanceOf(dataset, minutes, selection));
  const found = folder.structures;
  const missing = counted.filter(({ index }) => !found.has(index));
  const failed: FailedStructure[] = [];
  if (missing.length > 0) {
    progress.stage(`isochrones${found.size > 0 ? ` (${found.size} déjà là)` : ""}`);
    try {
      await withThreads(dataset, options, async (pool) =>
        drawInto(folder, pool, { dataset, missing, minutes, failed, progress, signal }),
      );
    } catch (error) {
      if (signal?.aborted !== true) throw error;
      const kept = `${folder.structures.size} of ${counted.length} structures are in ${out}`;
      throw new PausedError(`interrupted: ${kept}, the same command goes on`, { cause: error });
    }
  }
  if (failed.length === 0) await folder.complete();
  const drawn = missing.length - failed.length;
  return { found: found.size, drawn, failed, cellCount: folder.cellCount, bytes: folder.bytes };
}

async function withThreads(
  dataset: Dataset,
  { pool, threads }: Pick<WriteIsochronesOptions, "pool" | "threads">,
  work: (pool: DrawingThreads) => Promise<void>,
): Promise<void> {
  if (pool !== undefined) return work(pool);
  const own = openIsochronePool(dataset, threads);
  try {
    return await work(own);
  } finally {
    await own.close();
  }
}

interface Work {
  readonly dataset: Dataset;
  readonly missing: readonly StructureToDraw[];
  readonly minutes: readonly number[];
  /** Takes what fails. */
  readonly failed: FailedStructure[];
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

async function drawInto(folder: IsochroneFolder, pool: DrawingThreads, work: Work): Promise<void> {
  const { dataset, missing, minutes, failed, progress, signal } = work;
  const onFailure = (failure: FailedStructure): void => void failed.push(failure);
  let done = 0;
  for await (const part of drawParts(pool, dataset, missing, { minutes, signal, onFailure })) {
    await folder.add(part);
    done += part.structures.length;
    progress.advance(done, missing.length, "structures");
  }
}

function provenanceOf(
  { id, name, formatVersion, sources, profile, parameters }: Dataset,
  minutes: readonly number[],
  { exclude = [], asOf, openOn }: StructureSelection,
): Provenance {
  return {
    dataset: { id, name, formatVersion },
    sources,
    profile,
    engine: "embedded",
    parameters: {
      ...parameters,
      minutes: minutes.map(String),
      exclude: [...new Set(exclude)].sort(),
      asOf: asOf ?? null,
      // Only where it is asked for: folders from before there was such a choice are gone on with.
      ...(openOn !== undefined && { openOn: openingWindowWord(openOn) }),
    },
  };
}
