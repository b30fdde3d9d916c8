import { rowsOf, type SparseRows } from "../../isochrones/siting/sparse-rows.ts";
import { mapInOrder } from "../../workers/map-in-order.ts";
import type { WorkerPool } from "../../workers/pool.ts";
import type { tasks } from "./siting-tasks.ts";

/** Threads that search around candidates and solve. */
export type SitingPool = WorkerPool<typeof tasks.handlers>;

/** Candidates that a thread is given at once: some tenths of a second of work. */
const BATCH = 16;

export interface ReachOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Demands that each candidate would cover, by threads. Neighbours are searched together, whose roads are near in memory too.
 *
 * @param near candidates that may cover any; the rows of all others are empty
 */
export async function findReaches(
  pool: SitingPool,
  near: Uint32Array,
  candidateEdges: Uint32Array,
  { signal, onProgress }: ReachOptions,
): Promise<SparseRows> {
  const neighbours = near.toSorted((a, b) => candidateEdges[a] - candidateEdges[b] || a - b);
  const batches = Array.from({ length: Math.ceil(near.length / BATCH) }, (_, batch) =>
    neighbours.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const lists = Array.from(candidateEdges, (): ArrayLike<number> => []);
  let done = 0;
  const found = mapInOrder(
    batches,
    async (batch, stop) => ({ batch, rows: await pool.run("reach", batch, { signal: stop }) }),
    { limit: pool.width + 2, signal },
  );
  for await (const { batch, rows } of found) {
    batch.forEach((candidate, row) => {
      lists[candidate] = rows.values.subarray(rows.offsets[row], rows.offsets[row + 1]);
    });
    done += batch.length;
    onProgress?.(done, near.length);
  }
  return rowsOf(lists);
}
