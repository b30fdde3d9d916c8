import { prepareGround } from "../../../isochrones/isoline/ground.ts";
import { selectStructures } from "../../../isochrones/accessibility/selection.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { NO_EDGE } from "../../../isochrones/model/network.ts";
import type { StructureSelection } from "../../../isochrones/model/structure.ts";
import { mapInOrder } from "../../../workers/map-in-order.ts";
import { WorkerPool } from "../../../workers/pool.ts";
import { type DrawnPart, type IsochroneShare, type StructureToDraw, tasks } from "./isochrone-tasks.ts";

/** Threads that draw isochrones of one dataset. */
export type IsochronePool = WorkerPool<typeof tasks.handlers>;

/** What drawing needs of them. */
export type DrawingThreads = Pick<IsochronePool, "run" | "width">;

/** What could not be drawn, and why. */
export interface FailedStructure {
  readonly structure: StructureToDraw;
  readonly cause: Error;
}

export interface DrawOptions {
  /** Minutes of the bands of each structure. */
  readonly minutes: readonly number[];
  readonly signal?: AbortSignal | undefined;
  readonly onFailure?: ((failure: FailedStructure) => void) | undefined;
}

/** About how many parts all structures are drawn in: enough for threads to share, few enough to be files. */
const PARTS = 64;
/** Fewer structures would be drawn sooner than a thread can be told of the next. */
const LEAST_PER_PART = 2;

/**
 * Opens threads that share a dataset. Each takes 8 bytes an edge and 1 byte a cell of its own; what is sorted out once for
 * all of them takes O(dataset).
 *
 * @param threads as many as the machine runs at once if not given; 0 draws in the caller's own thread
 */
export function openIsochronePool(dataset: Dataset, threads?: number): IsochronePool {
  return new WorkerPool(tasks, {
    shared: isochroneShare(dataset),
    ...(threads === undefined ? {} : { threads }),
  });
}

/** What threads share of a dataset. */
export function isochroneShare(dataset: Dataset): IsochroneShare {
  const ground = prepareGround(dataset);
  const { cells, structureSnaps } = dataset;
  return {
    ground,
    structureSnaps,
    grid:
      cells === null
        ? null
        : { crs: cells.crs, sizes: cells.sizes, northings: cells.northings, eastings: cells.eastings },
  };
}

/**
 * Draws structures on the threads of a pool, in parts of neighbours, which are near in memory too. A part whose thread has
 * died twice is drawn structure by structure; one that fails then is told and left out.
 */
export async function* drawParts(
  pool: DrawingThreads,
  { structureSnaps }: Pick<Dataset, "structureSnaps">,
  structures: readonly StructureToDraw[],
  { minutes, signal, onFailure }: DrawOptions,
): AsyncGenerator<DrawnPart> {
  const { edges } = structureSnaps;
  const neighbours = structures.toSorted((a, b) => edges[a.index] - edges[b.index] || a.index - b.index);
  const size = Math.max(LEAST_PER_PART, Math.ceil(structures.length / PARTS));
  const batches = Array.from({ length: Math.ceil(structures.length / size) }, (_, batch) =>
    neighbours.slice(batch * size, (batch + 1) * size),
  );
  const drawn = mapInOrder(
    batches,
    async (batch, stop) => drawBatch(pool, batch, { minutes, signal: stop, onFailure }),
    { limit: pool.width + 2, signal },
  );
  for await (const parts of drawn) yield* parts;
}

/** The structures of a selection that can be drawn: those that stand at a road. */
export function countedStructures(
  { structures, structureSnaps }: Pick<Dataset, "structures" | "structureSnaps">,
  selection: StructureSelection,
): StructureToDraw[] {
  return selectStructures(structures, selection)
    .counted.filter((index) => structureSnaps.edges[index] !== NO_EDGE)
    .map((index) => ({ index, id: structures[index].id, name: structures[index].name }));
}

async function drawBatch(
  pool: DrawingThreads,
  structures: readonly StructureToDraw[],
  options: DrawOptions,
): Promise<DrawnPart[]> {
  const { minutes, signal, onFailure } = options;
  try {
    return [await pool.run("draw", { structures, minutes }, { signal })];
  } catch (error) {
    signal?.throwIfAborted();
    if (structures.length > 1) {
      const alone = await Promise.all(
        structures.map(async (structure) => drawBatch(pool, [structure], options)),
      );
      return alone.flat();
    }
    onFailure?.({
      structure: structures[0],
      cause: error instanceof Error ? error : new Error(String(error)),
    });
    return [];
  }
}
